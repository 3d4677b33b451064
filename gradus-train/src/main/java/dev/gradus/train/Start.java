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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The file that a recipe starts from: a model, or only weights. */
sealed interface Start {
    /** A model file. */
    record OfModel(Model model) implements Start {
        /**
         * Returns the model's network adapted to other data: with as many outputs as they need, and
         * with the shape of their inputs if the number of inputs differs.
         *
         * @throws IllegalArgumentException if its last layer cannot be replaced
         */
        Network networkFor(Dataset data) {
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

    /** Weights without a network. */
    record OfWeights(Path file) implements Start {}

    /**
     * Reads the file that a recipe names.
     *
     * @param name the path of a file
     * @throws dev.gradus.model.ModelException if it is a model file that cannot be read
     */
    static Start of(String name) {
        Path file = Path.of(name);
        return name.endsWith(".safetensors") ? new OfWeights(file) : new OfModel(Model.load(file));
    }

    /**
     * Returns the values for a network.
     *
     * @throws dev.gradus.model.ModelException if they cannot be read
     */
    default Weights weights(Network network) {
        return switch (this) {
            case OfModel(Model model) -> Weights.of(model);
            case OfWeights(Path file) -> Safetensors.weights(file, network);
        };
    }
}
