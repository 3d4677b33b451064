package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.data.RowSample;
import dev.gradus.model.Model;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import dev.gradus.recipe.Keys;
import dev.gradus.train.score.ClassScores;
import dev.gradus.train.score.Mistakes;
import dev.gradus.train.score.Scorer;
import dev.gradus.train.score.Scores;
import dev.gradus.train.score.ValueScores;
import dev.gradus.train.session.Evaluator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How well a model predicts data whose answers are known.
 *
 * {@snippet :
 * var measured = Evaluation.of(model, test);
 * if (measured.scores() instanceof ClassScores classes) {
 *     System.out.println(classes.balancedAccuracy() + " " + classes.confusion());
 * }
 * }
 *
 * @param metrics the loss, as it was trained, and all scores by name; no loss if all examples are
 *     of classes whose weight in training was 0
 * @param scores the quality of the predictions: {@link ClassScores} or {@link ValueScores}
 * @param note remarks on what the numbers mean and how they were computed; usually empty
 * @param learned how many rows of a sample of those that the model learned from are among the
 *     examples; empty if the model has no such sample, as one of an earlier version
 */
public record Evaluation(
        Map<String, Double> metrics,
        Scores scores,
        Optional<String> note,
        Optional<RowSample.Found> learned) {
    /** Copies the map, which keeps its order. */
    public Evaluation {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** {@return how many examples were measured} */
    public long examples() {
        return scores.examples();
    }

    /**
     * {@return for each class how many of its examples were predicted to be of each class; empty
     * unless classes were learned}
     */
    public List<List<Long>> confusion() {
        return switch (scores) {
            case ClassScores classes -> classes.confusion();
            case ValueScores _ -> List.of();
        };
    }

    /**
     * Measures a model with the fastest backend that runs here, on all processors.
     *
     * @param model the model
     * @param data the examples
     * @return what was measured
     */
    public static Evaluation of(Model model, Dataset data) {
        return of(model, data, Backends.preferred(), Runtime.getRuntime().availableProcessors());
    }

    /**
     * Measures a model.
     *
     * @param model the model
     * @param data the examples to measure it on
     * @param backend the backend that computes
     * @param threads how many threads compute
     * @return what was measured
     * @throws IllegalArgumentException if the data are not of the shape or kind that the model was
     *     trained for
     * @throws dev.gradus.data.DataException if an example cannot be read
     */
    public static Evaluation of(Model model, Dataset data, Backend backend, int threads) {
        return of(model, data, backend, threads, (_, _) -> {});
    }

    /**
     * {@return a watcher for {@link #of(Model, Dataset, Backend, int, Evaluator.Watcher)} that
     * keeps the examples that a model is most wrong about}
     *
     * @param model the model
     * @param most how many are kept, above 0
     */
    public static Mistakes mistakes(Model model, int most) {
        return new Mistakes(most, model.meaning().target(), standardization(model));
    }

    /**
     * Measures a model while a watcher sees each batch and its outputs.
     *
     * @param model the model
     * @param data the examples to measure it on
     * @param backend the backend that computes
     * @param threads how many threads compute
     * @param watcher sees each batch and its outputs, in the order of the examples
     * @return what was measured
     * @throws IllegalArgumentException if the data are not of the shape or kind that the model was
     *     trained for
     * @throws dev.gradus.data.DataException if an example cannot be read
     */
    public static Evaluation of(
            Model model, Dataset data, Backend backend, int threads, Evaluator.Watcher watcher) {
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
            List<Learned.Value> values = standardization(model);
            Scorer scorer = Scorer.of(data.target(), model.loss(), values);
            var evaluator = new Evaluator(program, model.loss(), List.of());
            Optional<RowSample.Search> search = Origin.learnedRows(model).map(RowSample::search);
            var metrics =
                    new LinkedHashMap<>(
                            evaluator.measure(
                                    data,
                                    (batch, outputs) -> {
                                        search.ifPresent(each -> each.on(batch));
                                        scorer.on(batch, outputs);
                                        watcher.on(batch, outputs);
                                    }));
            Scores scores = scorer.scores();
            metrics.putAll(scores.values());
            return new Evaluation(
                    metrics,
                    scores,
                    note(values, program.takeNotes()),
                    search.map(RowSample.Search::found));
        }
    }

    private static List<Learned.Value> standardization(Model model) {
        return model.meaning()
                .preparation()
                .map(Preparation::learned)
                .map(Scorer::standardization)
                .orElse(List.of());
    }

    private static void requireFits(Model model, Dataset data) {
        if (data.input().size() != model.network().input().size()
                || !data.target().equals(model.meaning().target())) {
            throw new IllegalArgumentException(
                    "%s has inputs of %s and %s, but the model was trained for inputs of %s and %s"
                            .formatted(
                                    data.name(),
                                    data.input(),
                                    data.target().words(),
                                    model.network().inputText(),
                                    model.meaning().target().words()));
        }
    }

    private static Optional<String> note(List<Learned.Value> values, List<String> ofProgram) {
        List<String> notes = Stream.concat(unit(values).stream(), ofProgram.stream()).toList();
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
    }

    private static Optional<String> unit(List<Learned.Value> values) {
        return switch (values.size()) {
            case 0 -> Optional.empty();
            case 1 ->
                    Optional.of(
                            "the loss is of standardized values; the errors are in the unit of '%s'"
                                    .formatted(values.getFirst().column()));
            default ->
                    Optional.of(
                            "the loss is of standardized values; the errors are in the units of their columns");
        };
    }
}
