package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.model.Weights;
import dev.gradus.nn.Network;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.prepare.Preparation;
import dev.gradus.recipe.BatchSize;
import dev.gradus.recipe.CheckpointInterval;
import dev.gradus.recipe.HeadStart;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.NonFinitePolicy;
import dev.gradus.recipe.RatePlan;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingListener;
import dev.gradus.schedule.Hold;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.train.batch.Augmentation;
import dev.gradus.train.parallel.Replica;
import dev.gradus.train.plan.Checks;
import dev.gradus.train.plan.Needs;
import dev.gradus.train.plan.RunPlace;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.plan.TrainingClock;
import dev.gradus.train.round.ReplicaPlace;
import dev.gradus.train.round.ReplicaWork;
import dev.gradus.train.session.TrainingSession;
import dev.gradus.train.state.RecordedRecipe;
import dev.gradus.train.state.RunDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Trains networks. A trainer is a value that describes a run; every method returns a new one, so a
 * trainer can be kept and varied.
 *
 * <p>
 *
 * {@snippet :
 * var digits = Mnist.load();
 * var result = Trainer.of(network, softmaxCrossEntropy())
 *         .optimizer(adamw())
 *         .learningRate(oneCycle(0.01))
 *         .epochs(3).batchSize(128).seed(1)
 *         .validateOn(digits.test())
 *         .fit(digits.train());
 * }
 *
 * <p>The loop, with every event at its place:
 *
 * <pre>{@code
 * emit RunStarted
 * while step < steps and no stop rule ends the run:
 *     apply the control requests that are waiting     → ControlAnswered, PlanChanged
 *     values = plan.at(step)                          learning rate, momentum, weight decay
 *     batch  = the next one                           their order is a function of (seed, epoch)
 *     loss   = program.forwardBackward(batch)         averaged over the batch
 *     norm   = gradient norm; clip; not finite → stop, skip or roll back, and no step
 *     program.update(values)
 *     step   = step + 1                               → StepCompleted
 *     at the end of an epoch:
 *         validate when due, tell controllers and stop rules → EpochCompleted
 * measure the test part, once                          → RunEnded with the state hash
 * }</pre>
 *
 * <p>The rate of update t is {@code curve(t) × Π controller factors}, or what a person holds it at;
 * it is computed once, before the update, and the step's event has exactly this value. The same
 * configuration and seed give the same bits, whether or not a run was interrupted.
 */
public final class Trainer {
    private final Settings settings;

    Trainer(Settings settings) {
        this.settings = settings;
    }

    /**
     * {@return a trainer for a network and the loss to minimize}
     *
     * @param network the network
     * @param loss the loss to minimize
     */
    public static Trainer of(Network network, Loss loss) {
        return new Trainer(
                new Settings(given(network, "network"), Recipe.empty().with(Keys.LOSS, loss)));
    }

    /**
     * {@return a trainer for what a recipe describes} What has no text in a recipe is set with the
     * other methods: listeners, the folder of runs, data to validate or test on. What a recipe says
     * about checkpoints and files for TensorBoard applies to runs with a folder.
     *
     * @param recipe what the run is
     * @param data the training data, which determine the network's input shape and the defaults: as
     *     the model {@code cnn} for images, else {@code mlp}; as the loss the cross-entropy for
     *     classes, else the mean squared error; as the learning rate that of {@link
     *     dev.gradus.recipe.DefaultRate#usual(dev.gradus.nn.optimizer.Optimizer,
     *     dev.gradus.nn.Network, java.util.OptionalDouble)}
     * @throws IllegalArgumentException if a text does not fit the data
     */
    public static Trainer of(Recipe recipe, Dataset data) {
        return of(recipe, data, Start.of(recipe));
    }

    /**
     * {@return a trainer for what a recipe describes, as {@link #of(Recipe, Dataset)} makes it}
     *
     * @param recipe what the run is
     * @param data the training data
     * @param start what the recipe starts from, already read by {@link Start#of}
     * @throws IllegalArgumentException if a text does not fit the data
     */
    public static Trainer of(Recipe recipe, Dataset data, Optional<Start> start) {
        return new Trainer(RecipeSetup.of(recipe, data, start));
    }

    /**
     * {@return a trainer for a run on record, to continue, fork or replay it}
     *
     * @param run the run on record
     * @param data the run's data, read again
     * @throws IllegalArgumentException if the run has parts that a program has to supply; the
     *     message names them
     */
    public static Trainer of(Run run, Dataset data) {
        return of(RecordedRecipe.of(run), data);
    }

    /** {@return the recipe of its runs, without their data} */
    public Recipe recipe() {
        return RunDescription.recipe(settings);
    }

    /**
     * {@return the recipe of its runs, without their data, with everything that follows from
     * defaults: also the schedule of each hyper-parameter}
     *
     * @throws IllegalArgumentException if the recipe drives what its optimizer does not have
     */
    public Recipe settledRecipe() {
        return RunDescription.settled(settings);
    }

    /** {@return the settings of this trainer} */
    public Settings settings() {
        return settings;
    }

    /** Names what is missing where it was given, not where it is used. */
    private static <T> T given(T value, String name) {
        return Objects.requireNonNull(value, () -> name + " must not be null");
    }

    private <T> Trainer with(Key<T> key, T value) {
        return with(next -> {
            next.set(key, value);
            next.give(key.name());
        });
    }

    private Trainer with(Consumer<Settings> change) {
        Settings changed = settings.clone();
        change.accept(changed);
        return new Trainer(changed);
    }

    /**
     * Sets the optimizer; plain gradient descent by default.
     *
     * @param optimizer how a gradient becomes an update
     * @return this trainer with the setting
     */
    public Trainer optimizer(Optimizer optimizer) {
        return with(Keys.OPTIMIZER, optimizer);
    }

    /**
     * Sets groups of parameters with separate rates and decays; the first group that matches
     * applies.
     *
     * @param groups sets of parameters, each with its multipliers
     * @return this trainer with the setting
     */
    public Trainer groups(ParameterGroup... groups) {
        return with(Keys.GROUPS, List.of(groups));
    }

    /**
     * Sets a constant learning rate.
     *
     * @param rate finite and above 0
     * @return this trainer with the setting
     */
    public Trainer learningRate(double rate) {
        return learningRate(RatePlan.constant(rate));
    }

    /**
     * Plans the learning rate. A schedule with companions, as 1cycle has one for the momentum,
     * drives these too unless they are set.
     *
     * @param schedule the value at each update
     * @return this trainer with the setting
     */
    public Trainer learningRate(Schedule schedule) {
        return with(Keys.LEARNING_RATE, schedule);
    }

    /**
     * Lets controllers multiply the learning rate, on top of its schedule.
     *
     * @param controllers what multiplies the rate, in this order
     * @return this trainer with the setting
     */
    public Trainer controllers(Controller... controllers) {
        return with(Keys.CONTROLLERS, List.of(controllers));
    }

    /**
     * Sets a constant momentum (beta1 for the Adam family) instead of the optimizer's default.
     *
     * @param momentum in [0, 1)
     * @return this trainer with the setting
     */
    public Trainer momentum(double momentum) {
        return momentum(new Hold(momentum));
    }

    /**
     * Plans the momentum (beta1 for the Adam family).
     *
     * @param schedule the value at each update
     * @return this trainer with the setting
     */
    public Trainer momentum(Schedule schedule) {
        return with(Keys.MOMENTUM, schedule);
    }

    /**
     * Sets a constant weight decay instead of the optimizer's default; its kind stays the same.
     *
     * @param weightDecay at least 0
     * @return this trainer with the setting
     */
    public Trainer weightDecay(double weightDecay) {
        return weightDecay(new Hold(weightDecay));
    }

    /**
     * Plans the weight decay.
     *
     * @param schedule the value at each update
     * @return this trainer with the setting
     */
    public Trainer weightDecay(Schedule schedule) {
        return with(Keys.WEIGHT_DECAY, schedule);
    }

    /**
     * Sets the length of the run in passes over the data, in place of {@link #steps}.
     *
     * @param epochs above 0; a fraction ends within a pass
     * @return this trainer with the setting
     */
    public Trainer epochs(double epochs) {
        return with(Keys.EPOCHS, epochs);
    }

    /**
     * Sets the length of the run in passes over the data; Kotlin takes no whole number for one with
     * decimals.
     *
     * @param epochs at least 1
     * @return this trainer with the setting
     */
    public Trainer epochs(int epochs) {
        return epochs((double) epochs);
    }

    /**
     * Sets the length of the run in updates, in place of {@link #epochs}.
     *
     * @param steps at least 1
     * @return this trainer with the setting
     */
    public Trainer steps(long steps) {
        return with(Keys.STEPS, steps);
    }

    /**
     * Sets how many examples an update takes: 1 is stochastic gradient descent.
     *
     * @param examples at least 1; more than there are count as all; 32 by default
     * @return this trainer with the setting
     */
    public Trainer batchSize(int examples) {
        return with(Keys.BATCH_SIZE, BatchSize.of(examples));
    }

    /**
     * Plans how many examples an update takes, rounded to whole ones; more than there are count as
     * all. All sizes are settled before the first update, so spans mean the following.
     *
     * <ul>
     *   <li>In a run of {@linkplain #epochs epochs} the clock of this schedule counts examples: it
     *       ticks once for as many as its first value, so {@code epochs(30)} is the beginning of
     *       epoch 30 and {@code percent(50)} half of the run's examples, whatever the sizes before.
     *   <li>In a run of {@linkplain #steps steps} it counts updates, as other schedules do; its
     *       epochs are as long as if its first value applied throughout.
     *   <li>For all other schedules an epoch is as long as the mean epoch of the run, rounded up to
     *       whole updates; spans in updates, in percent and to the end are exact.
     * </ul>
     *
     * <p>A backend may have to prepare itself once for every size; {@code .roundTo(16)} keeps the
     * number of sizes small.
     *
     * @param schedule at least 1 throughout the run, when rounded
     * @return this trainer with the setting
     * @see "Smith, Kindermans, Ying and Le, Don't Decay the Learning Rate, Increase the Batch Size,
     *     arXiv 1711.00489"
     */
    public Trainer batchSize(Schedule schedule) {
        return with(Keys.BATCH_SIZE, new BatchSize.Planned(schedule));
    }

    /**
     * Takes all examples for every update: batch gradient descent.
     *
     * @return this trainer with the setting
     */
    public Trainer fullBatch() {
        return with(Keys.BATCH_SIZE, BatchSize.all());
    }

    /**
     * Sets how many examples pass through the network at once. A larger batch is cut into slices
     * whose gradients add up (gradient accumulation): the same update in less memory, except that
     * batch normalization sees one slice at a time.
     *
     * @param examples at least 1; 256 by default
     * @return this trainer with the setting
     */
    public Trainer sliceSize(int examples) {
        return with(Keys.SLICE_SIZE, examples);
    }

    /**
     * Scales a gradient down when its global norm is above a limit (PyTorch's {@code
     * clip_grad_norm_}).
     *
     * @param limit above 0
     * @return this trainer with the setting
     */
    public Trainer clipNorm(double limit) {
        return with(Keys.CLIP_NORM, limit);
    }

    /**
     * Clips every value of a gradient to [-limit, limit], before the norm is taken (PyTorch's
     * {@code clip_grad_value_}).
     *
     * @param limit above 0
     * @return this trainer with the setting
     */
    public Trainer clipValue(double limit) {
        return with(Keys.CLIP_VALUE, limit);
    }

    /**
     * Augments training inputs, differently in every epoch.
     *
     * @param augmentation how an input is changed
     * @return this trainer with the setting
     */
    public Trainer augment(Augmentation augmentation) {
        return with(next -> next.augmentation = given(augmentation, "augmentation"));
    }

    /**
     * Seeds the initial values, the order of examples, dropout, augmentation and the validation
     * share; 0 by default.
     *
     * @param seed any number; the same seed gives the same bits
     * @return this trainer with the setting
     */
    public Trainer seed(long seed) {
        return with(Keys.SEED, seed);
    }

    /**
     * Sets the backend by name, such as {@code java}; by default the fastest that runs here.
     *
     * @param name the name
     * @return this trainer with the setting
     */
    public Trainer backend(String name) {
        return with(Keys.BACKEND, name);
    }

    /**
     * Sets the precision of the computation; {@code F32} by default. If the backend cannot compute
     * in it, {@link #prepare} throws {@link IllegalArgumentException}.
     *
     * @param precision the numbers to compute in
     * @return this trainer with the setting
     */
    public Trainer precision(Precision precision) {
        return with(Keys.PRECISION, precision);
    }

    /**
     * Sets how many threads compute.
     *
     * @param threads at least 1; by default as many as the process may use
     * @return this trainer with the setting
     */
    public Trainer threads(int threads) {
        return with(Keys.THREADS, threads);
    }

    /**
     * Sets what is measured besides the loss whenever the run validates or tests; by default the
     * accuracy of classes. Needs {@link #validateOn(double) validateOn} or {@link #testOn testOn}.
     *
     * @param metrics the metrics
     * @return this trainer with the setting
     */
    public Trainer metrics(Metric... metrics) {
        return with(Keys.METRICS, List.of(metrics));
    }

    /**
     * Validates on another data set.
     *
     * @param data the examples to measure
     * @return this trainer with the setting
     */
    public Trainer validateOn(Dataset data) {
        return with(next -> {
            next.recipe = next.recipe.without(Keys.VALIDATION_SHARE);
            next.validationData = Optional.of(given(data, "validation data"));
        });
    }

    /**
     * Holds out a share of the training part, by seed, and validates on it.
     *
     * @param share above 0 and below 1
     * @return this trainer with the setting
     */
    public Trainer validateOn(double share) {
        return with(next -> {
            next.set(Keys.VALIDATION_SHARE, Checks.share(share));
            next.validationData = Optional.empty();
        });
    }

    /**
     * Sets how often to validate; needs {@link #validateOn(double) validateOn}.
     *
     * @param epochs after how many epochs, at least 1; 1 by default
     * @return this trainer with the setting
     */
    public Trainer validateEvery(int epochs) {
        return with(Keys.VALIDATE_EVERY, epochs);
    }

    /**
     * Sets the metric that decides which epoch is best and that controllers observe. By default
     * this is the loss of validation, or of training if nothing is validated, and for the best
     * epoch the metric of a stop rule with patience, if there is one.
     *
     * @param metric the metric that decides
     * @return this trainer with the setting
     */
    public Trainer judgeBy(Metric metric) {
        return with(Keys.JUDGE_BY, Judge.by(metric));
    }

    /**
     * Measures this data set once, when the run is over.
     *
     * @param data the examples to measure
     * @return this trainer with the setting
     */
    public Trainer testOn(Dataset data) {
        return with(next -> next.test = Optional.of(given(data, "test data")));
    }

    /**
     * Sets rules that end the run early; the first that applies gives the reason.
     *
     * @param rules when the run ends
     * @return this trainer with the setting
     */
    public Trainer stopWhen(StopRule... rules) {
        return with(Keys.STOP, List.of(rules));
    }

    /**
     * Sets what happens when a loss or gradient is not finite; by default the run ends.
     *
     * @param policy what to do then
     * @return this trainer with the setting
     */
    public Trainer whenNotFinite(NonFinitePolicy policy) {
        return with(Keys.NON_FINITE, policy);
    }

    /**
     * Sets the listeners, in place of earlier ones; each is called on a thread of its own.
     *
     * @param listeners receive the events of the run
     * @return this trainer with the setting
     */
    public Trainer listeners(TrainingListener... listeners) {
        return with(next -> next.listeners = List.of(listeners));
    }

    /**
     * Records the run in a new folder within this one, under an invented name.
     *
     * @param folder the folder that holds all runs
     * @return this trainer with the setting
     */
    public Trainer runs(Path folder) {
        return with(next ->
                next.place =
                        Optional.of(new RunPlace.New(given(folder, "folder"), Optional.empty())));
    }

    /**
     * Records the run in a new folder within this one, under this name.
     *
     * @param folder the folder that holds all runs
     * @param name the name
     * @return this trainer with the setting
     */
    public Trainer runs(Path folder, String name) {
        return with(next ->
                next.place =
                        Optional.of(
                                new RunPlace.New(
                                        given(folder, "folder"),
                                        Optional.of(given(name, "name")))));
    }

    /**
     * Continues an earlier run in its folder, once {@link Resume#goOn} or {@link Training#resume}
     * has told the training where. A run that has begun is not begun anew over what it kept.
     *
     * @param run the run on record
     * @return this trainer with the setting
     */
    public Trainer runIn(Run run) {
        return with(next -> next.place = Optional.of(new RunPlace.Existing(given(run, "run"))));
    }

    /**
     * Sets after how many updates or epochs a checkpoint is saved, in addition to the best epoch
     * and the end. Without this setting, one is saved once an epoch, or less often where epochs end
     * so fast that writing would take more than a hundredth of the time (a thirtieth, where it
     * would rest for more than ten seconds); the best epoch is then written in its turn, unless a
     * better one follows before. Needs {@link #runs(Path) runs}.
     *
     * @param span updates or epochs
     * @return this trainer with the setting
     */
    public Trainer checkpointEvery(Span span) {
        return with(Keys.CHECKPOINT_EVERY, new CheckpointInterval.Every(span));
    }

    /**
     * Sets after how much time a checkpoint is saved, in addition to the best epoch and the end.
     * Needs {@link #runs(Path) runs}.
     *
     * @param duration above 0
     * @return this trainer with the setting
     */
    public Trainer checkpointEvery(Duration duration) {
        return with(Keys.CHECKPOINT_EVERY, new CheckpointInterval.Lasting(duration));
    }

    /**
     * Sets how many of the newest checkpoints are kept, besides the best. Needs {@link #runs(Path)
     * runs}.
     *
     * @param checkpoints at least 1; 3 by default
     * @return this trainer with the setting
     */
    public Trainer keep(int checkpoints) {
        return with(Keys.KEEP, checkpoints);
    }

    /**
     * Records where the run comes from.
     *
     * @param parent the run and step it was forked from or replays, as {@code RUN@STEP}
     * @return this trainer with the setting
     */
    public Trainer parent(String parent) {
        return with(next -> next.parent = Optional.of(given(parent, "parent")));
    }

    /**
     * Sets the receiver of warnings, one sentence each, about problems that do not stop training: a
     * failing disk, a listener that is too slow. By default they go to a system logger.
     *
     * @param warnings receives each warning
     * @return this trainer with the setting
     */
    public Trainer warnings(Consumer<String> warnings) {
        return with(next -> next.warnings = given(warnings, "warnings"));
    }

    /**
     * Sets the receiver of reasons to doubt the result of a run, one sentence each, given at its
     * end: badly scaled inputs, a loss that never fell, a network no better than a constant answer.
     * By default they go to the receiver of warnings. They are on record in any case.
     *
     * @param doubts receives each sentence
     * @return this trainer with the setting
     */
    public Trainer doubts(Consumer<String> doubts) {
        return with(next -> next.doubts = Optional.of(given(doubts, "doubts")));
    }

    /**
     * Adds to the recorded configuration what the trainer cannot know, such as where the data came
     * from.
     *
     * @param name the key
     * @param value a text, a number, or a list or map of such
     * @return this trainer with the setting
     */
    public Trainer describe(String name, Object value) {
        return with(next -> next.describe(name, value));
    }

    /**
     * Starts from the values of a model, for fine-tuning: those of every parameter and statistic
     * with the same name and shape in both. Everything else starts at its usual initial values, and
     * so does a head whose outputs have other names than in the model, such as other classes; the
     * run's notes list it.
     *
     * <p>The rows of a table are prepared as for the model where {@link
     * dev.gradus.prepare.Wishes#preparedAs} says so.
     *
     * @param model a trained model
     * @return this trainer with the setting
     * @see #freeze
     * @see #reinitialize
     */
    public Trainer startFrom(Model model) {
        return startFrom(Weights.of(given(model, "model")));
    }

    /**
     * Starts from these values; see {@link #startFrom(Model)}.
     *
     * @param weights as {@link dev.gradus.model.safetensors.Safetensors#weights} reads them from
     *     files of other libraries
     * @return this trainer with the setting
     */
    public Trainer startFrom(Weights weights) {
        return with(next -> {
            next.recipe = next.recipe.without(Keys.START_FROM);
            next.startFrom = Optional.of(given(weights, "weights"));
        });
    }

    /**
     * Sets what starts at initial values although the model that training {@linkplain #startFrom
     * starts from} has values that would fit, such as a head for an equal number of other classes
     * without names.
     *
     * @param patterns names of layers or parameters, in which {@code *} matches any characters
     * @return this trainer with the setting
     */
    public Trainer reinitialize(String... patterns) {
        return with(Keys.REINITIALIZE, List.of(patterns));
    }

    /**
     * Sets whether the head keeps the values of the model that training {@linkplain #startFrom
     * starts from}. By default, it does where its outputs have the same names, or one side has
     * none.
     *
     * @param head {@link HeadStart#MODEL}, such as for the same classes under other names, or
     *     {@link HeadStart#NEW}
     * @return this trainer with the setting
     */
    public Trainer head(HeadStart head) {
        return with(Keys.HEAD, given(head, "head"));
    }

    /**
     * Writes the run's numbers for TensorBoard, into the folder {@code tensorboard} in the run's
     * folder. Needs {@link #runs(Path) runs}.
     *
     * @return this trainer with the setting
     */
    public Trainer tensorboard() {
        return with(Keys.TENSORBOARD, true);
    }

    /**
     * Writes histograms of the weights after each epoch, too; needs {@link #tensorboard}.
     *
     * @return this trainer with the setting
     */
    public Trainer histograms() {
        return with(Keys.HISTOGRAMS, true);
    }

    /**
     * Measures how large updates are relative to the weights of each layer, to see whether the
     * learning rate is sane: ‖update‖ / ‖weights‖, in L2 norms, is usually around 0.001. The
     * numbers are {@link dev.gradus.run.event.TrainingEvent.UpdatesMeasured events}; where they are
     * far off, the run says so. Training does not depend on it. A measured update takes as much
     * longer as copying the weights twice.
     *
     * @param every one update in this many is measured, at least 1
     * @return this trainer with the setting
     */
    public Trainer updateRatios(int every) {
        return with(Keys.UPDATE_RATIOS, every);
    }

    /**
     * Makes an average of the weights the model: it is what is validated, kept as the best, saved
     * and exported, with the statistics of batch normalizations measured anew for it (a pass over
     * the training part each time). Training does not depend on it.
     *
     * @param average as {@code WeightAverage.ema(0.999)} or {@code WeightAverage.swa(0.75)}
     * @return this trainer with the setting
     */
    public Trainer average(WeightAverage average) {
        return with(Keys.AVERAGE, average);
    }

    /**
     * Freezes layers or parameters: their learning rate is 0. A batch normalization whose scale and
     * shift are frozen also keeps its running mean and variance and normalizes with them in
     * training, as in Keras.
     *
     * @param patterns names of layers or parameters, in which {@code *} matches any characters, as
     *     in {@code conv*}
     * @return this trainer with the setting
     */
    public Trainer freeze(String... patterns) {
        return with(Keys.FREEZE, List.of(patterns));
    }

    /**
     * Sets how rows of a table became the examples. The model keeps it, and then predicts from raw
     * rows of the table.
     *
     * @param preparation how rows became examples
     * @return this trainer with the setting
     */
    public Trainer preparedBy(Preparation preparation) {
        return with(next -> next.preparation = Optional.of(given(preparation, "preparation")));
    }

    /**
     * Records a sentence when the run begins, such as where its learning rate came from.
     *
     * @param sentence the sentence
     * @return this trainer with the setting
     */
    public Trainer note(String sentence) {
        return with(next -> next.note(sentence));
    }

    /**
     * Sets the clock.
     *
     * @param clock tells the time
     * @return this trainer with the setting
     */
    public Trainer clock(TrainingClock clock) {
        return with(next -> next.clock = given(clock, "clock"));
    }

    /**
     * Trains several replicas of the network side by side, each on batches of its own.
     *
     * @param replicas how many, at least 1
     * @param rounds after how many updates of each, and how, they are brought together
     * @return this trainer with the setting
     */
    public Trainer replicas(int replicas, Rounds rounds) {
        return with(Keys.REPLICAS, replicas).with(Keys.ROUNDS, rounds);
    }

    /**
     * Sets where replicas run; by default on threads of this process. Needs {@link #replicas}.
     *
     * @param place makes them
     * @return this trainer with the setting
     */
    public Trainer replicasOn(ReplicaPlace place) {
        return with(next -> {
            next.replicaPlace = given(place, "place");
            next.give(Needs.REPLICAS_ON);
        });
    }

    /**
     * Prepares one of the replicas of a run whose record is kept elsewhere.
     *
     * @param train the run's examples, including those it holds out
     * @return a replica, which must be closed
     */
    public ReplicaWork replica(Dataset train) {
        return Replica.open(settings, TrainingParts.of(settings, train).train());
    }

    /**
     * Prepares a network for training without the loop, listeners and rules around it: for a search
     * or an experiment that makes its own steps.
     *
     * @param train the examples to learn from
     * @return a session to make steps with
     * @throws IllegalArgumentException if something does not fit; the message says what to write
     *     instead
     */
    public TrainingSession session(Dataset train) {
        return TrainingSession.open(settings, train);
    }

    /**
     * Prepares a run: checks everything against the data, compiles the network, creates the run
     * folder. Everything that can fail does so here.
     *
     * @param train the examples to learn from
     * @return the prepared run
     * @throws IllegalArgumentException if something does not fit; the message says what to write
     *     instead
     */
    public Training prepare(Dataset train) {
        return Training.prepare(settings, given(train, "data"));
    }

    /**
     * Trains.
     *
     * @param train the examples to learn from
     * @return how the run ended
     * @throws IllegalArgumentException if something does not fit; the message says what to write
     *     instead
     * @throws dev.gradus.data.DataException if an example cannot be read or used
     */
    public TrainingResult fit(Dataset train) {
        try (Training training = prepare(train)) {
            return training.run();
        }
    }
}
