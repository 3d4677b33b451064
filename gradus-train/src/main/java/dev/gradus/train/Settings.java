package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.nn.Loss;
import dev.gradus.nn.Metric;
import dev.gradus.nn.Metrics;
import dev.gradus.nn.Network;
import dev.gradus.nn.Optimizer;
import dev.gradus.nn.Optimizers;
import dev.gradus.nn.ParameterGroup;
import dev.gradus.nn.Precision;
import dev.gradus.nn.Target;
import dev.gradus.prepare.Preparation;
import dev.gradus.run.TrainingListener;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.train.batch.Augmentation;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All that a {@link Trainer} was told. Changed only while a trainer copies itself. */
final class Settings implements Cloneable {
    /** How many examples pass through a network at once unless said. */
    static final int SLICE = 256;

    static final int BATCH = 32;

    /** How many of the newest checkpoints are kept, beside the best. */
    static final int KEPT = 3;

    final Network network;
    final Loss loss;

    Optimizer optimizer = Optimizers.sgd();
    List<ParameterGroup> groups = List.of();
    Map<HyperParameter, Schedule> schedules = Map.of();
    List<Controller> controllers = List.of();
    Optional<Span> length = Optional.empty();

    /** Examples per update; empty for all. */
    Optional<Schedule> batchSize = Optional.of(new Hold(BATCH));

    int sliceSize = SLICE;
    double normLimit = Double.POSITIVE_INFINITY;
    double valueLimit = Double.POSITIVE_INFINITY;
    Augmentation augmentation = Augmentation.none();

    long seed;
    Optional<String> backend = Optional.empty();
    Precision precision = Precision.F32;
    int threads = Runtime.getRuntime().availableProcessors();

    /** What is measured beside the loss; empty for what suits the data. */
    Optional<List<Metric>> metrics = Optional.empty();

    Validation validation = new Validation.None();
    int validateEvery = 1;
    Optional<Judge> judge = Optional.empty();
    Optional<Dataset> test = Optional.empty();

    /** Whose values training begins at; empty for initial ones. */
    Optional<Model> startFrom = Optional.empty();

    /** How rows of a table became the examples; empty if they did not. */
    Optional<Preparation> preparation = Optional.empty();

    List<StopRule> stopRules = List.of();
    NonFinitePolicy nonFinite = NonFinitePolicy.stop();

    List<TrainingListener> listeners = List.of();
    Optional<RunPlace> place = Optional.empty();
    CheckpointInterval checkpointEvery = new CheckpointInterval.Every(Span.epochs(1));
    int keep = KEPT;
    Optional<String> parent = Optional.empty();
    Consumer<String> warnings = Settings::log;
    Map<String, Object> description = Map.of();
    List<String> notes = List.of();
    TrainingClock clock = TrainingClock.system();

    Settings(Network network, Loss loss) {
        this.network = network;
        this.loss = loss;
    }

    static void log(String warning) {
        System.getLogger("dev.gradus.train").log(System.Logger.Level.WARNING, warning);
    }

    @Override
    public Settings clone() {
        try {
            return (Settings) super.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns what is measured beside the loss: the accuracy of classes unless said. */
    List<Metric> metricsFor(Target target) {
        return metrics.orElseGet(() ->
                switch (target) {
                    case Target.Classes _ -> List.of(Metrics.accuracy());
                    case Target.Values _ -> List.of();
                });
    }

    /** Returns what controllers are told: the loss unless said. */
    Judge judge() {
        return judge.orElse(Judge.LOSS);
    }

    /** Returns what the best epoch is: unless said, what a stop rule with patience waits for. */
    Judge best() {
        return judge.or(() ->
                        stopRules.stream()
                                .filter(StopRule.Patience.class::isInstance)
                                .map(StopRule.Patience.class::cast)
                                .findFirst()
                                .map(rule -> new Judge(rule.metric(), rule.goal())))
                .orElse(Judge.LOSS);
    }

    void schedule(HyperParameter hyperParameter, Schedule schedule) {
        var changed = new EnumMap<HyperParameter, Schedule>(HyperParameter.class);
        changed.putAll(schedules);
        changed.put(hyperParameter, schedule);
        schedules = Map.copyOf(changed);
    }

    void note(String sentence) {
        notes = Stream.concat(notes.stream(), Stream.of(sentence)).toList();
    }

    void describe(String name, Object value) {
        var changed = new LinkedHashMap<>(description);
        changed.put(name, value);
        description = changed;
    }
}
