package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Learned;
import dev.gradus.recipe.Keys;
import dev.gradus.train.session.Evaluator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model is worth on data whose answers are known.
 *
 * @param examples how many examples there are
 * @param metrics the loss, as it was trained, and metrics by name: the accuracy of classes; of
 *     values the mean absolute error, the root of the mean squared error and R²
 * @param confusion for each class, how many of its examples were predicted to be of each class;
 *     empty unless classes were learned
 * @param note what is to be known of the numbers; most often nothing
 */
public record Evaluation(
        long examples,
        Map<String, Double> metrics,
        List<List<Long>> confusion,
        Optional<String> note) {
    public Evaluation {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    /**
     * Measures a model.
     *
     * @param threads how many threads compute
     * @throws IllegalArgumentException if the data are not of the shape or kind that it was trained
     *     for
     * @throws dev.gradus.data.DataException if an example cannot be read
     */
    public static Evaluation of(Model model, Dataset data, Backend backend, int threads) {
        requireFits(model, data);
        try (Program program =
                backend.compile(
                        model.network(),
                        ProgramOptions.of(
                                        model.loss(),
                                        Optimizers.sgd(),
                                        Keys.SLICE_SIZE.usual().orElseThrow(),
                                        0)
                                .threads(threads))) {
            model.values().writeTo(program);
            var evaluator = new Evaluator(program, model.loss(), metrics(data.target()));
            var counts = new Counts(data.target());
            Optional<Learned.Value> value = onlyValue(model);
            Map<String, Double> measured =
                    evaluator.measure(
                            data,
                            (batch, outputs) -> {
                                counts.add(batch, outputs);
                                value.ifPresent(each -> restore(each, batch, outputs));
                            });
            return new Evaluation(data.size(), measured, counts.rows(), note(model, value));
        }
    }

    private static List<Metric> metrics(Target target) {
        return switch (target) {
            case Target.Classes _ -> List.of(Metrics.accuracy());
            case Target.Values _ ->
                    List.of(
                            Metrics.meanAbsoluteError(),
                            Metrics.rootMeanSquaredError(),
                            Metrics.rSquared());
        };
    }

    private static void requireFits(Model model, Dataset data) {
        if (data.input().size() != model.network().input().size()
                || !data.target().equals(model.meaning().target())) {
            throw new IllegalArgumentException(
                    "%s has inputs of %s and %s, and the model was trained for inputs of %s and %s"
                            .formatted(
                                    data.name(),
                                    data.input(),
                                    words(data.target()),
                                    model.network().inputText(),
                                    words(model.meaning().target())));
        }
    }

    private static String words(Target target) {
        return switch (target) {
            case Target.Classes(int count) -> count + " classes";
            case Target.Values(int width) -> width == 1 ? "1 value" : width + " values";
        };
    }

    private static Optional<Learned.Value> onlyValue(Model model) {
        return model.meaning()
                .preparation()
                .filter(preparation ->
                        preparation.learned() instanceof Learned.Values(var values)
                                && values.size() == 1)
                .map(preparation -> ((Learned.Values) preparation.learned()).values().getFirst());
    }

    private static void restore(Learned.Value value, Batch batch, float[] outputs) {
        for (int row = 0; row < batch.size(); row++) {
            outputs[row] = (float) value.restored(outputs[row]);
            batch.values()[row] = (float) value.restored(batch.values()[row]);
        }
    }

    private static Optional<String> note(Model model, Optional<Learned.Value> value) {
        if (value.isPresent()) {
            return Optional.of(
                    "the loss is of standardized values; the errors are in the unit of '%s'"
                            .formatted(value.get().column()));
        }
        boolean several =
                model.meaning()
                        .preparation()
                        .filter(each -> each.learned() instanceof Learned.Values)
                        .isPresent();
        return several
                ? Optional.of("loss and errors are of standardized values, whose deviation is 1")
                : Optional.empty();
    }

    /** Counts which classes are taken for which. */
    private static final class Counts {
        private final int classes;
        private final long[][] counts;

        private Counts(Target target) {
            classes = target instanceof Target.Classes(int count) ? count : 0;
            counts = new long[classes][classes];
        }

        private void add(Batch batch, float[] outputs) {
            for (int row = 0; row < batch.size() && classes > 0; row++) {
                int largest = row * classes;
                for (int i = largest + 1; i < (row + 1) * classes; i++) {
                    largest = outputs[i] > outputs[largest] ? i : largest;
                }
                counts[batch.labels()[row]][largest - row * classes]++;
            }
        }

        private List<List<Long>> rows() {
            var rows = new ArrayList<List<Long>>();
            for (long[] row : counts) {
                rows.add(Arrays.stream(row).boxed().toList());
            }
            return rows;
        }
    }
}
