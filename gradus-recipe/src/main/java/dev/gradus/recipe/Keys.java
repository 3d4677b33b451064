package dev.gradus.recipe;

import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.prepare.table.TableOption;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that a recipe can say, in the order in which it is written. A new setting is one more
 * constant here and in {@link #ALL}; an option of the command line names its key. Options for
 * tables are declared in {@link Wishes} and {@link TableFormat}.
 */
public final class Keys {
    private static final int SLICE = 256;
    private static final int BATCH = 32;
    private static final int KEPT = 3;

    /** What is learned from: {@code mnist}, a folder of IDX files or a table. */
    public static final Key<String> DATA = dataWord("data");

    /** The file with the targets of inputs in an {@code .npy} file. */
    public static final Key<String> LABELS = dataWord("labels");

    /** The query to a database. */
    public static final Key<String> QUERY = dataWord("query");

    /** The height and width to which images are scaled, as in {@code 28x28}. */
    public static final Key<String> IMAGE_SIZE = dataWord("imageSize");

    /** How the colours of images are read: {@code grey} or {@code rgb}. */
    public static final Key<String> COLOUR = dataWord("colour");

    /** Where the prepared rows of a table are kept: in {@code memory} or on {@code disk}. */
    public static final Key<String> ROWS_IN = Key.word("rowsIn", Limits::rowsIn).free();

    /**
     * What the inputs of a table follow: the {@code model} that training starts from, or {@code
     * new}, these rows.
     */
    public static final Key<String> PREPARATION =
            Key.word("preparation", Limits::preparation).free();

    /** The folder for data that are kept on disk during a run. */
    public static final Key<String> CACHE = dataWord("cache");

    /**
     * The column of a table that holds the class, in the records of versions that used all other
     * columns unchanged.
     */
    public static final Key<String> LABEL = dataWord("label");

    /** The columns of a table to learn. */
    public static final Key<List<String>> TARGET = dataWords("target");

    /** Whether the target is learned as classes or as values; by default, its column decides. */
    public static final Key<String> TASK = Key.word("task", Limits::task).free();

    /**
     * A further table that is measured once at the end; {@code none} leaves the test part that
     * comes with the data unused.
     */
    public static final Key<String> TEST = dataWord("test");

    /** The share of a table's rows that is held out and measured once at the end. */
    public static final Key<Double> TEST_SHARE =
            Key.number("testShare").checked(Limits::testShare).free();

    /**
     * Which fold of a table is the test part, as in {@code 2/5} for the second of five. With the
     * same seed the folds have no row in common.
     */
    public static final Key<String> FOLD = Key.word("fold", Limits::fold).free();

    /** The options for tables that name columns or say how a file is read, by name. */
    private static final Map<String, Key<List<String>>> TABLE_OPTIONS = tableOptions();

    /** What columns of a table hold, as in {@code zip:category}. */
    public static final Key<List<String>> COLUMNS = of(Wishes.COLUMNS);

    /** Whether values of a table are left out of what is shown and recorded about its columns. */
    public static final Key<Boolean> NO_EXAMPLES = Key.flag("noExamples").free();

    /** The shape of one example, as in {@code 1x28x28}; by default that of the data. */
    public static final Key<String> INPUT = Key.word("input");

    /** Layers as text, or the name of a model. */
    public static final Key<String> MODEL = Key.word("model");

    /** The loss to minimize. */
    public static final Key<Loss> LOSS = Key.text("loss", Loss::parse, Loss::toString);

    /** The file of a model or of weights to start from, instead of initial values. */
    public static final Key<String> START_FROM = Key.word("startFrom").free();

    /**
     * Layers and parameters that start at initial values, although the model has values for them.
     */
    public static final Key<List<String>> REINITIALIZE = Key.names("reinitialize").usual(List.of());

    /**
     * Whether the head keeps the values of the model or begins anew; by default, the names of the
     * outputs decide.
     */
    public static final Key<HeadStart> HEAD =
            Key.text("head", HeadStart::parse, HeadStart::toString);

    /** Layers and parameters that are not trained. */
    public static final Key<List<String>> FREEZE = Key.names("freeze").usual(List.of());

    /**
     * How much classes count in the loss: {@code balanced}, or a weight for each, as in {@code
     * a=2}; the command puts the numbers into the loss.
     */
    public static final Key<List<String>> CLASS_WEIGHTS = Key.words("classWeights");

    /** How a gradient becomes an update. */
    public static final Key<Optimizer> OPTIMIZER =
            Key.text("optimizer", Optimizer::parse, Optimizer::toString).usual(Optimizers.sgd());

    /** An average of the weights, which becomes the model. */
    public static final Key<WeightAverage> AVERAGE =
            Key.text("average", WeightAverage::parse, WeightAverage::toString);

    /** Which parameters are updated in their own way. */
    public static final Key<List<ParameterGroup>> GROUPS =
            Key.<ParameterGroup>list("groups", GroupText::read, GroupText::write).usual(List.of());

    /** What drives the learning rate. */
    public static final Key<Schedule> LEARNING_RATE =
            Key.text("learningRate", text -> RatePlan.parse(text).schedule(), Schedule::text);

    /**
     * What drives the momentum (beta1 for the Adam family), instead of the optimizer's constant.
     */
    public static final Key<Schedule> MOMENTUM =
            Key.text("momentum", RatePlan::curve, Schedule::text);

    /** What drives the weight decay, instead of the optimizer's constant. */
    public static final Key<Schedule> WEIGHT_DECAY =
            Key.text("weightDecay", RatePlan::curve, Schedule::text);

    /** What adjusts the learning rate to measurements. */
    public static final Key<List<Controller>> CONTROLLERS =
            Key.texts("controllers", RatePlan::controller, Controller::toString).usual(List.of());

    /** How many examples an update takes. */
    public static final Key<BatchSize> BATCH_SIZE =
            Key.text("batchSize", BatchSize::parse, BatchSize::toString)
                    .writtenAs(Keys::plain)
                    .usual(BatchSize.of(BATCH));

    /** The length in passes over the data. */
    public static final Key<Double> EPOCHS = Key.number("epochs").checked(Limits::epochs);

    /** The length in updates. */
    public static final Key<Long> STEPS = Key.whole("steps").checked(Limits::steps);

    /** How many examples pass through the network at once. */
    public static final Key<Integer> SLICE_SIZE = Key.count("sliceSize").usual(SLICE);

    /** How training inputs are augmented. */
    public static final Key<String> AUGMENTATION = Key.word("augmentation").usual("none");

    /** The global norm to which gradients are scaled down. */
    public static final Key<Double> CLIP_NORM =
            Key.number("clipNorm").checked(limit -> Limits.above0("clipNorm", limit));

    /** The size to which values of a gradient are clipped. */
    public static final Key<Double> CLIP_VALUE =
            Key.number("clipValue").checked(limit -> Limits.above0("clipValue", limit));

    /**
     * Seeds the initial weights, the order of examples, dropout and the choice of held-out
     * examples.
     */
    public static final Key<Long> SEED = Key.whole("seed").usual(0L);

    /** The number format of the computation. */
    public static final Key<Precision> PRECISION =
            Key.text("precision", Limits::precision, Precision::toString).usual(Precision.F32);

    /** How many threads compute; by default, as many as there are processors. */
    public static final Key<Integer> THREADS = Key.count("threads").checked(Limits::threads).free();

    /** How many replicas of the network train side by side; without it, one network trains. */
    public static final Key<Integer> REPLICAS =
            Key.count("replicas").checked(Limits::replicas).free();

    /** After how many updates the weights of replicas are averaged, and how. */
    public static final Key<Rounds> ROUNDS = Key.text("rounds", Rounds::parse, Rounds::toString);

    /** The backend that computes; {@code auto} for the fastest that runs here. */
    public static final Key<String> BACKEND = Key.word("backend").free();

    /** The share of the training part that is held out; 0 for none. */
    public static final Key<Double> VALIDATION_SHARE =
            Key.number("validationShare").checked(Limits::share);

    /** After how many epochs to validate. */
    public static final Key<Integer> VALIDATE_EVERY = Key.count("validateEvery").usual(1);

    /** The metric by which epochs are judged, and which controllers observe. */
    public static final Key<Judge> JUDGE_BY =
            Key.text("judgeBy", Judge::parse, Judge::toString).usual(Judge.LOSS);

    /** What is measured besides the loss. */
    public static final Key<List<Metric>> METRICS =
            Key.texts("metrics", Metric::parse, Metric::toString);

    /** What ends the run early. */
    public static final Key<List<StopRule>> STOP =
            Key.texts("stop", StopRule::parse, StopRule::toString).usual(List.of());

    /** What to do when a loss or gradient is not a finite number. */
    public static final Key<NonFinitePolicy> NON_FINITE =
            Key.text("nonFinite", NonFinitePolicy::parse, NonFinitePolicy::toString)
                    .usual(NonFinitePolicy.stop());

    /** How often a checkpoint is saved. */
    public static final Key<CheckpointInterval> CHECKPOINT_EVERY =
            Key.text("checkpointEvery", CheckpointInterval::parse, CheckpointInterval::toString)
                    .usual(new CheckpointInterval.Every(Span.epochs(1)))
                    .free();

    /** How many of the newest checkpoints are kept besides the best. */
    public static final Key<Integer> KEEP = Key.count("keep").usual(KEPT).free();

    /** Whether the run's folder gets a file of its numbers for TensorBoard. */
    public static final Key<Boolean> TENSORBOARD = Key.flag("tensorboard").usual(false).free();

    /** Whether that file also has histograms of the weights after each epoch. */
    public static final Key<Boolean> HISTOGRAMS = Key.flag("histograms").usual(false).free();

    /**
     * One update in this many is measured relative to the weights of each layer; none by default.
     */
    public static final Key<Integer> UPDATE_RATIOS = Key.count("updateRatios").free();

    /** All settings, in the order in which a recipe is written. */
    public static final List<Key<?>> ALL =
            Stream.of(
                            List.<Key<?>>of(
                                    DATA,
                                    LABELS,
                                    QUERY,
                                    IMAGE_SIZE,
                                    COLOUR,
                                    ROWS_IN,
                                    CACHE,
                                    LABEL,
                                    TARGET,
                                    TASK,
                                    PREPARATION,
                                    TEST,
                                    TEST_SHARE,
                                    FOLD),
                            TABLE_OPTIONS.values(),
                            List.<Key<?>>of(
                                    NO_EXAMPLES,
                                    INPUT,
                                    MODEL,
                                    LOSS,
                                    CLASS_WEIGHTS,
                                    START_FROM,
                                    REINITIALIZE,
                                    HEAD,
                                    FREEZE,
                                    OPTIMIZER,
                                    AVERAGE,
                                    GROUPS,
                                    LEARNING_RATE,
                                    MOMENTUM,
                                    WEIGHT_DECAY,
                                    CONTROLLERS,
                                    BATCH_SIZE,
                                    EPOCHS,
                                    STEPS,
                                    SLICE_SIZE,
                                    AUGMENTATION,
                                    CLIP_NORM,
                                    CLIP_VALUE,
                                    SEED,
                                    PRECISION,
                                    THREADS,
                                    REPLICAS,
                                    ROUNDS,
                                    BACKEND,
                                    VALIDATION_SHARE,
                                    VALIDATE_EVERY,
                                    JUDGE_BY,
                                    METRICS,
                                    STOP,
                                    NON_FINITE,
                                    CHECKPOINT_EVERY,
                                    KEEP,
                                    TENSORBOARD,
                                    HISTOGRAMS,
                                    UPDATE_RATIOS))
                    .<Key<?>>flatMap(Collection::stream)
                    .toList();

    /** Pairs of settings that say the same thing in different ways; a recipe has one of the two. */
    private static final List<Set<String>> RIVALS =
            List.of(Set.of(EPOCHS.name(), STEPS.name()), Set.of(LABEL.name(), TARGET.name()));

    private static final Map<String, Key<?>> BY_NAME = byName();

    private Keys() {}

    /**
     * {@return the setting with this name, if there is one}
     *
     * @param name a name of a setting
     */
    public static Optional<Key<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** {@return the names of all settings} */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /**
     * {@return the name of the setting that this one replaces, if there is one}
     *
     * @param name the name of a setting, such as {@code epochs}
     */
    public static Optional<String> rival(String name) {
        return RIVALS.stream()
                .filter(pair -> pair.contains(name))
                .flatMap(Set::stream)
                .filter(other -> !other.equals(name))
                .findFirst();
    }

    /**
     * {@return the setting of an option for tables, whose texts are interpreted where it is used}
     *
     * @param option an option of {@link Wishes} or {@link TableFormat}
     */
    public static Key<List<String>> of(TableOption<?> option) {
        return Objects.requireNonNull(TABLE_OPTIONS.get(option.name()));
    }

    /** {@return the settings that are {@linkplain #of options for tables}} */
    public static List<Key<List<String>>> ofTables() {
        return List.copyOf(TABLE_OPTIONS.values());
    }

    /**
     * A setting of the data, as text that is interpreted where it is used; data are compared by
     * their fingerprint.
     */
    private static Key<String> dataWord(String name) {
        return Key.word(name).free();
    }

    private static Key<List<String>> dataWords(String name) {
        return Key.words(name).free();
    }

    private static Map<String, Key<List<String>>> tableOptions() {
        var keys = new LinkedHashMap<String, Key<List<String>>>();
        Wishes.OPTIONS.forEach(option -> keys.put(option.name(), tableOption(option)));
        TableFormat.OPTIONS.forEach(option -> keys.put(option.name(), tableOption(option)));
        return Collections.unmodifiableMap(keys);
    }

    private static Key<List<String>> tableOption(TableOption<?> option) {
        return switch (option.count()) {
            case ONE -> Key.text(option.name(), List::of, List<String>::getFirst).free();
            case SEVERAL -> dataWords(option.name());
        };
    }

    private static Object plain(BatchSize size) {
        String text = size.toString();
        return text.matches("\\d+") ? (Object) Long.valueOf(text) : text;
    }

    private static Map<String, Key<?>> byName() {
        var keys = new LinkedHashMap<String, Key<?>>();
        ALL.forEach(key -> keys.put(key.name(), key));
        return Collections.unmodifiableMap(keys);
    }
}
