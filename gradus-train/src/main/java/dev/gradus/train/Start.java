package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.model.Weights;
import dev.gradus.model.safetensors.Safetensors;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Layer;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.Preparation;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file that a recipe starts from: a model, or only weights. */
public sealed interface Start {
    /**
     * A model file.
     *
     * @param model what it holds
     */
    record OfModel(Model model) implements Start {
        /**
         * {@return the model's network adapted to other data: with as many outputs as they need,
         * and with the shape of their inputs if the number of inputs differs}
         *
         * @param data the training data
         * @throws IllegalArgumentException if its last layer cannot be replaced
         */
        public Network networkFor(Dataset data) {
            Network network = model.network();
            boolean keepsInput =
                    network.inputs().size() > 1 || network.input().size() == data.input().size();
            boolean keepsOutput = network.output().size() == data.target().outputs();
            if (keepsInput && keepsOutput) {
                return network;
            }
            List<Layer> layers = keepsOutput ? network.layers() : withOutputs(data);
            return keepsInput
                    ? Network.of(network.inputs(), layers)
                    : Network.of(data.input(), layers);
        }

        private List<Layer> withOutputs(Dataset data) {
            var layers = new ArrayList<>(model.network().layers());
            int outputs = data.target().outputs();
            Layer replaced = withOutputs(layers.removeLast(), outputs);
            layers.add(replaced);
            return layers;
        }

        private Layer withOutputs(Layer last, int outputs) {
            if (last instanceof Dense(_, var weights, var biases, var bias)) {
                return new Dense(outputs, weights, biases, bias);
            }
            throw new IllegalArgumentException(
                    Text.of(
                            "the model to start from ends with '%s', which cannot be given the %s that the data need; write the layers as model: %s",
                            last, NumberText.counted(outputs, "output"), model.network().text()));
        }
    }

    /**
     * Weights without a network.
     *
     * @param file where they are
     */
    record OfWeights(Path file) implements Start {}

    /**
     * {@return what a recipe starts from, read from its file; empty if from nothing}
     *
     * @param recipe the recipe
     * @throws dev.gradus.model.ModelException if it names a model file that cannot be read
     */
    static Optional<Start> of(Recipe recipe) {
        return recipe.find(Keys.START_FROM).map(Start::of);
    }

    private static Start of(String name) {
        Path file = Path.of(name);
        return name.endsWith(".safetensors") ? new OfWeights(file) : new OfModel(Model.load(file));
    }

    /** {@return how rows of a table became inputs; empty if it was not trained on a table} */
    default Optional<Preparation> preparation() {
        return switch (this) {
            case OfModel(Model model) -> model.meaning().preparation();
            case OfWeights _ -> Optional.empty();
        };
    }

    /**
     * {@return the values for a network}
     *
     * @param network what they are for
     * @throws dev.gradus.model.ModelException if they cannot be read
     */
    default Weights weights(Network network) {
        return switch (this) {
            case OfModel(Model model) -> Weights.of(model);
            case OfWeights(Path file) -> Safetensors.weights(file, network);
        };
    }
}
