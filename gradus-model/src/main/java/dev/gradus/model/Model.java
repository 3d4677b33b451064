package dev.gradus.model;

import dev.gradus.model.ModelFile.Computed;
import dev.gradus.nn.Network;
import dev.gradus.nn.backend.BackendChoice;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import dev.gradus.prepare.Preparation;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trained network: its description, its values, the meaning of its numbers and its provenance,
 * without optimizer state. A value, safe for use by any number of threads.
 *
 * {@snippet :
 * Model model = Model.load(Path.of("runs/warm-finch/model.gradus"));
 * float[] probabilities = model.predict(pixels);
 * }
 */
public final class Model {
    /** Chosen once, so that it warns once. */
    private static final class Preferred {
        private static final Backend BACKEND = choose();

        private static Backend choose() {
            var choice = BackendChoice.of(Optional.empty());
            choice.warnings()
                    .forEach(warning ->
                            System.getLogger("dev.gradus.model")
                                    .log(System.Logger.Level.WARNING, warning));
            return choice.backend();
        }
    }

    /** Releases the predictors of models that are no longer used. */
    private static final class Release {
        private static final Cleaner CLEANER = Cleaner.create();
    }

    private final Network network;
    private final Loss loss;
    private final StateValues values;
    private final Meaning meaning;
    private final Provenance provenance;
    private final Object lock = new Object();
    private volatile @Nullable Predictor predictor;

    /**
     * Makes a model without meaning and provenance.
     *
     * @param network what computes
     * @param loss the loss it was trained with, which determines how its outputs are interpreted
     * @param values parameters and statistics
     */
    public Model(Network network, Loss loss, StateValues values) {
        this(
                network,
                loss,
                values,
                Meaning.of(Target.values(network.output().size())),
                Provenance.unknown());
    }

    /**
     * Makes a model.
     *
     * @param network what computes
     * @param loss the loss it was trained with, which determines how its outputs are interpreted
     * @param values parameters and statistics
     * @param meaning the meaning of its numbers
     * @param provenance where it comes from
     * @throws IllegalArgumentException if these do not fit together
     */
    public Model(
            Network network,
            Loss loss,
            StateValues values,
            Meaning meaning,
            Provenance provenance) {
        meaning.target().requireOutputs(network.output().size());
        meaning.preparation().ifPresent(preparation -> requireWidth(preparation, network));
        this.network = network;
        this.loss = loss;
        this.values = values;
        this.meaning = meaning;
        this.provenance = provenance;
    }

    private static void requireWidth(Preparation preparation, Network network) {
        if (preparation.width() != network.input().size()) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the preparation turns a row into %d inputs, but the network takes %d (%s)",
                            preparation.width(), network.input().size(), network.inputText()));
        }
    }

    /**
     * Reads a model file.
     *
     * @param file the model file
     * @return the model
     * @throws ModelException if it does not exist, is damaged, incomplete or of another format, or
     *     has parts written in Java
     */
    public static Model load(Path file) {
        return ModelFile.read(file, Optional.empty());
    }

    /**
     * Reads the file of a model with layers, initializers or a loss written in Java, which a file
     * cannot hold.
     *
     * @param file the model file
     * @param network the network that was trained
     * @param loss the loss it was trained for
     * @return the model
     * @throws ModelException if it does not exist, is damaged, incomplete, of another format or of
     *     another network
     */
    public static Model load(Path file, Network network, Loss loss) {
        return ModelFile.read(file, Optional.of(new Computed(network, loss)));
    }

    /**
     * Writes a model file, completely or not at all.
     *
     * @param file the model file
     * @throws ModelException if it cannot be written; an earlier file is then still there
     */
    public void save(Path file) {
        ModelFile.write(this, file);
    }

    /** {@return the network} */
    public Network network() {
        return network;
    }

    /** {@return the loss it was trained with, which determines how its outputs are interpreted} */
    public Loss loss() {
        return loss;
    }

    /** {@return parameters and statistics} */
    public StateValues values() {
        return values;
    }

    /** {@return the meaning of its numbers} */
    public Meaning meaning() {
        return meaning;
    }

    /** {@return where it comes from} */
    public Provenance provenance() {
        return provenance;
    }

    /**
     * {@return what the network makes of one example: probabilities of classes if it was trained
     * with softmaxCrossEntropy or binaryCrossEntropy, else its outputs} Values of a table are
     * standardized, as they were learned; {@link Meaning#restore} converts them to the units of
     * their columns. The fastest backend that runs here computes, on the caller's thread.
     *
     * @param example as many values as the network's input has, prepared as in training
     * @throws IllegalArgumentException if there are more or fewer, or an output is NaN or infinite,
     *     as for an input that is NaN
     */
    public float[] predict(float[] example) {
        try {
            return predictor().predict(example);
        } finally {
            Reference.reachabilityFence(
                    this); // a model that is no longer used closes its predictor
        }
    }

    /**
     * {@return what the network makes of some examples, a row for each; see {@link
     * #predict(float[])}}
     *
     * @param examples the values of an example each
     * @throws IllegalArgumentException if one has more or fewer values, or an output that is NaN or
     *     infinite; the message names it
     */
    public float[][] predict(float[][] examples) {
        try {
            return predictor().predict(examples);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * {@return the prediction for a row of a table, prepared like the rows it was trained with:
     * probabilities of classes, or values in the unit of their columns}
     *
     * @param row the text of each field by the name of its column; null and the empty text are
     *     missing values; additional columns are ignored
     * @throws IllegalArgumentException if a column is missing, the model was not trained with a
     *     table, or the row is so far from those of training that the answer is not finite
     * @throws dev.gradus.prepare.UnreadableFieldException if a field is not what its column holds
     */
    public float[] predict(Map<String, ? extends @Nullable String> row) {
        Preparation preparation =
                meaning.preparation()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        Text.of(
                                                "the model was not trained with a table; give it %d input values (%s)",
                                                network.input().size(), network.inputText())));
        List<String> columns = List.copyOf(row.keySet());
        List<String> fields = new ArrayList<>();
        for (String column : columns) {
            String text = row.get(column);
            fields.add(text == null ? "" : text);
        }
        float[] answer = predict(preparation.reading(columns).inputs(fields));
        meaning.restore(answer, 1);
        requireFinite(answer);
        return answer;
    }

    /** A finite output may still be too large in the unit of its column. */
    private void requireFinite(float[] restored) {
        for (int i = 0; i < restored.length; i++) {
            if (!Float.isFinite(restored[i])) {
                throw new IllegalArgumentException(
                        Text.of(
                                "the value of '%s' for this row is %s; are its numbers far larger than those in training?",
                                meaning.output(i), restored[i]));
            }
        }
    }

    /**
     * Prepares the network for predictions with a backend of the caller's choice.
     *
     * @param backend the backend
     * @return a predictor, to be closed
     */
    public Predictor predictor(Backend backend) {
        return predictor(backend, 1);
    }

    /**
     * Prepares the network for predictions.
     *
     * @param backend the backend
     * @param threads how many threads share the examples of a large call, at least 1; a small one
     *     stays on its caller's
     * @return to be closed
     */
    public Predictor predictor(Backend backend, int threads) {
        return new Predictor(network, loss, values, meaning, backend, threads);
    }

    private Predictor predictor() {
        Predictor made = predictor;
        if (made == null) {
            synchronized (lock) {
                made = predictor;
                if (made == null) {
                    made = predictor(Preferred.BACKEND);
                    Release.CLEANER.register(this, made::close);
                    predictor = made;
                }
            }
        }
        return made;
    }

    /** {@return a table of the layers: their names, shapes and numbers of parameters} */
    public String summary() {
        return Summary.of(network);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Model model
                && network.equals(model.network)
                && loss.equals(model.loss)
                && values.equals(model.values)
                && meaning.equals(model.meaning)
                && provenance.equals(model.provenance);
    }

    @Override
    public int hashCode() {
        return Objects.hash(network, loss, values, meaning, provenance);
    }

    @Override
    public String toString() {
        return "Model[%s, %s]".formatted(network, loss);
    }
}
