package dev.gradus.train.plan;

import dev.gradus.data.Dataset;
import dev.gradus.model.Meaning;
import dev.gradus.model.Weights;
import dev.gradus.nn.Network;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Preparation;
import dev.gradus.recipe.BatchSize;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.event.TrainingListener;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.peer.Peers;
import dev.gradus.train.Trainer;
import dev.gradus.train.batch.Augmentation;
import dev.gradus.train.round.ReplicaPlace;
import dev.gradus.train.round.ThreadReplicas;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a {@link Trainer} holds: the recipe of its run, and the parts that have no text. Changed
 * only while a trainer copies itself.
 */
public final class Settings implements Cloneable {
    private static final List<HyperParameter> DRIVEN =
            List.of(
                    HyperParameter.LEARNING_RATE,
                    HyperParameter.MOMENTUM,
                    HyperParameter.WEIGHT_DECAY);

    /** The network to train. */
    public final Network network;

    /** What the run is. */
    public Recipe recipe;

    /** How inputs are changed. */
    public Augmentation augmentation = Augmentation.none();

    /** What to validate on; empty unless a data set was given. */
    public Optional<Dataset> validationData = Optional.empty();

    /** What to measure once, at the end. */
    public Optional<Dataset> test = Optional.empty();

    /** The values that training starts from; empty for initial ones. */
    public Optional<Weights> startFrom = Optional.empty();

    /** How rows of a table became the examples; empty if there was no table. */
    public Optional<Preparation> preparation = Optional.empty();

    /** Who receives the events. */
    public List<TrainingListener> listeners = List.of();

    /** Where the record is kept; empty for no record. */
    public Optional<RunPlace> place = Optional.empty();

    /** Where the run comes from. */
    public Optional<String> parent = Optional.empty();

    /** Receives warnings. */
    public Consumer<String> warnings = Settings::log;

    /** Receives the reasons to doubt a run at its end; empty for the receiver of warnings. */
    public Optional<Consumer<String>> doubts = Optional.empty();

    /** What a user added to the record. */
    public Map<String, Object> description = Map.of();

    /** Sentences for the record. */
    public List<String> notes = List.of();

    /** Where replicas run, if there are any. */
    public ReplicaPlace replicaPlace = ThreadReplicas::open;

    /** The names of the settings that a program gave one by one, not in a recipe. */
    public Set<String> given = Set.of();

    /** Tells the time. */
    public TrainingClock clock = TrainingClock.system();

    /**
     * Creates the settings of a recipe.
     *
     * @param network the network to train
     * @param recipe with a loss
     */
    public Settings(Network network, Recipe recipe) {
        this.network = network;
        this.recipe = recipe;
    }

    /**
     * {@return what the numbers of the network mean}
     *
     * @param data what is learned from
     */
    public Meaning meaning(Dataset data) {
        return preparation
                .map(Meaning::of)
                .orElseGet(() -> new Meaning(data.target(), data.classNames(), Optional.empty()));
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

    /**
     * Returns the value of a setting.
     *
     * @param <T> its type
     * @param key the setting
     * @return its value, or its default
     * @throws IllegalArgumentException if it has neither
     */
    public <T> T get(Key<T> key) {
        return recipe.get(key);
    }

    /**
     * Sets a value.
     *
     * @param <T> its type
     * @param key the setting
     * @param value its value
     */
    public <T> void set(Key<T> key, T value) {
        recipe = recipe.with(key, value);
    }

    /**
     * Remembers that a program gave a setting.
     *
     * @param name its name
     */
    public void give(String name) {
        var names = new TreeSet<>(given);
        names.add(name);
        given = Collections.unmodifiableSet(names);
    }

    /** {@return the loss to minimize} */
    public Loss loss() {
        return get(Keys.LOSS);
    }

    /** {@return the optimizer} */
    public Optimizer optimizer() {
        return get(Keys.OPTIMIZER);
    }

    /** {@return what multiplies the learning rate} */
    public List<Controller> controllers() {
        return get(Keys.CONTROLLERS);
    }

    /** {@return what ends the run early} */
    public List<StopRule> stopRules() {
        return get(Keys.STOP);
    }

    /**
     * {@return the parameter groups, frozen ones first}
     *
     * @throws IllegalArgumentException if the learning rate has rates for other groups
     */
    public List<ParameterGroup> groups() {
        List<ParameterGroup> frozen =
                get(Keys.FREEZE).stream()
                        .map(pattern -> new ParameterGroup(pattern, 0, 0))
                        .toList();
        List<ParameterGroup> rated =
                recipe.find(Keys.LEARNING_RATE)
                        .flatMap(Peers::groupRates)
                        .map(rates -> RatedGroups.of(rates, get(Keys.GROUPS), untaken(frozen)))
                        .orElse(get(Keys.GROUPS));
        return Stream.concat(frozen.stream(), rated.stream()).toList();
    }

    /** Returns the names of the parameters that are in none of these groups. */
    private List<String> untaken(List<ParameterGroup> groups) {
        return network.parameters().stream()
                .map(Parameter::name)
                .filter(name -> groups.stream().noneMatch(group -> group.takes(name)))
                .toList();
    }

    /** {@return the seed of the run} */
    public long seed() {
        return get(Keys.SEED);
    }

    /** {@return how long the run is, if it is set} */
    public Optional<Span> length() {
        return recipe.find(Keys.EPOCHS)
                .map(Span::epochs)
                .or(() -> recipe.find(Keys.STEPS).map(steps -> Span.steps((double) steps)));
    }

    /** Returns how many examples an update takes; empty for all. */
    Optional<Schedule> batchSize() {
        return switch (get(Keys.BATCH_SIZE)) {
            case BatchSize.All _ -> Optional.empty();
            case BatchSize.Planned(Schedule schedule) -> Optional.of(schedule);
        };
    }

    /** {@return the backend that was chosen by name, if any} */
    public Optional<String> backend() {
        return recipe.find(Keys.BACKEND).filter(name -> !name.equals("auto"));
    }

    /** {@return how many threads compute} */
    public int threads() {
        return recipe.find(Keys.THREADS).orElseGet(Runtime.getRuntime()::availableProcessors);
    }

    /** {@return what the run is validated on} */
    public Validation validation() {
        double share = recipe.find(Keys.VALIDATION_SHARE).orElse(0.0);
        return validationData
                .<Validation>map(Validation.On::new)
                .orElseGet(() -> share > 0 ? new Validation.Share(share) : new Validation.None());
    }

    /**
     * {@return what is measured besides the loss: by default the accuracy of classes}
     *
     * @param target the kind of targets
     */
    public List<Metric> metricsFor(Target target) {
        return recipe.find(Keys.METRICS).orElseGet(() -> usualMetrics(target));
    }

    /** Returns what is measured besides the loss where nothing else is set. */
    static List<Metric> usualMetrics(Target target) {
        return switch (target) {
            case Target.Classes _ -> List.of(Metrics.accuracy());
            case Target.Values _ -> List.of();
        };
    }

    /** {@return the metric for controllers: by default the loss} */
    public Judge judge() {
        return get(Keys.JUDGE_BY);
    }

    /** {@return the metric for the best epoch: by default, that of a stop rule with patience} */
    public Judge best() {
        return recipe.find(Keys.JUDGE_BY)
                .or(() ->
                        stopRules().stream()
                                .filter(StopRule.Patience.class::isInstance)
                                .map(StopRule.Patience.class::cast)
                                .findFirst()
                                .map(rule -> new Judge(rule.metric(), rule.goal())))
                .orElse(Judge.LOSS);
    }

    /** {@return the hyper-parameters that the recipe drives} */
    public Map<HyperParameter, Schedule> schedules() {
        var schedules = new EnumMap<HyperParameter, Schedule>(HyperParameter.class);
        DRIVEN.forEach(driven ->
                recipe.find(key(driven)).ifPresent(schedule -> schedules.put(driven, schedule)));
        return schedules;
    }

    /**
     * Drives a hyper-parameter.
     *
     * @param hyperParameter the hyper-parameter
     * @param schedule its values
     */
    public void schedule(HyperParameter hyperParameter, Schedule schedule) {
        set(key(hyperParameter), schedule);
    }

    /**
     * {@return the setting that drives a hyper-parameter}
     *
     * @param hyperParameter the hyper-parameter
     */
    public static Key<Schedule> key(HyperParameter hyperParameter) {
        return switch (hyperParameter) {
            case LEARNING_RATE -> Keys.LEARNING_RATE;
            case MOMENTUM -> Keys.MOMENTUM;
            case WEIGHT_DECAY -> Keys.WEIGHT_DECAY;
            case BATCH_SIZE ->
                    throw new IllegalArgumentException("batchSize is planned separately");
        };
    }

    /**
     * Adds a sentence for the record.
     *
     * @param sentence the sentence
     */
    public void note(String sentence) {
        notes = Stream.concat(notes.stream(), Stream.of(sentence)).toList();
    }

    /**
     * Adds to the recorded configuration.
     *
     * @param name the key
     * @param value a text, a number, or a list or map of such
     */
    public void describe(String name, Object value) {
        var changed = new LinkedHashMap<>(description);
        changed.put(name, value);
        description = changed;
    }
}
