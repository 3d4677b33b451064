package dev.gradus.train.session;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.backend.BackendChoice;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.Keys;
import dev.gradus.run.event.StepRecord;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.train.Trainer;
import dev.gradus.train.batch.Batches;
import dev.gradus.train.batch.Passes;
import dev.gradus.train.finder.NoiseScale;
import dev.gradus.train.plan.LivePlan;
import dev.gradus.train.plan.PlanBuilder;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.plan.StepValues;
import dev.gradus.train.plan.Timeline;
import dev.gradus.train.round.UpdateNumbers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A network in training: memory, batches, plan and step counter, without the loop around them. Two
 * sessions share nothing, so one can be used for experiments while another waits.
 *
 * <p>An update allocates nothing. Evaluation and reading the state change nothing.
 */
public final class TrainingSession implements AutoCloseable {
    /** Why updates that replicas make are not measured. */
    public static final String NO_UPDATE_RATIOS =
            "updateRatios cannot be measured in a run with replicas; leave it out (--update-ratios)";

    /** How many steps ahead of a batch the program is told its size. */
    private static final int PREPARED_AHEAD = 50;

    private final BackendChoice backend;
    private final Program program;
    private final Optional<String> cut;
    private final List<String> start;
    private final Batches batches;
    private final LivePlan plan;
    private final RemainingRun remaining;
    private final ModelValues model;
    private final LossHead head;
    private final double normLimit;
    private final boolean observed;
    private final UpdateRatios ratios;
    private final StepNumbers numbers = new StepNumbers();
    private final EpochMean epochMean = new EpochMean();
    private long step;
    private long batch;
    private Optional<JointUpdates> joint = Optional.empty();

    /** Updates that were made together and are not counted yet. */
    private final Deque<UpdateNumbers> made = new ArrayDeque<>();

    private TrainingSession(
            Settings settings,
            Dataset train,
            BackendChoice backend,
            Program program,
            List<String> start,
            Timeline timeline) {
        this.backend = backend;
        this.program = program;
        var planning = new PlanBuilder(settings, timeline.horizon());
        this.plan = planning.build();
        this.remaining = new RemainingRun(planning, plan, timeline.horizon(), () -> step);
        var evaluator =
                new Evaluator(program, settings.loss(), settings.metricsFor(train.target()));
        this.model = new ModelValues(program, evaluator, train);
        this.ratios = new UpdateRatios(program);
        this.head = LossHead.of(settings.loss(), settings.network);
        this.normLimit = settings.recipe.find(Keys.CLIP_NORM).orElse(Double.POSITIVE_INFINITY);
        this.observed = plan.watches(Controller.Watched.TRAINING_LOSS);
        this.cut = timeline.cut();
        this.start = start;
        this.batches =
                Batches.of(
                        train,
                        timeline.passes(),
                        settings.seed(),
                        settings.augmentation,
                        program.team());
    }

    /**
     * Prepares a session; see {@link Trainer#session}.
     *
     * @param settings the settings of the trainer
     * @param train what is learned from
     * @return the session, which must be closed
     */
    public static TrainingSession open(Settings settings, Dataset train) {
        Fit.requireFits(settings, train);
        Timeline timeline = Timeline.of(settings, train.size());
        Fit.requireAverage(settings, timeline.horizon().steps());
        new PlanBuilder(settings, timeline.horizon()).build();
        BackendChoice backend = BackendChoice.of(settings.backend());
        Program program = backend.backend().compile(settings.network, options(settings, timeline));
        try (var undo = new Undo()) {
            undo.with(program, program::close);
            List<String> start = StartValues.copy(settings, train, program);
            var session = new TrainingSession(settings, train, backend, program, start, timeline);
            undo.nothing();
            return session;
        }
    }

    private static ProgramOptions options(Settings settings, Timeline timeline) {
        ProgramOptions options =
                new ProgramOptions(
                                settings.loss(),
                                settings.optimizer(),
                                settings.groups(),
                                settings.get(Keys.SLICE_SIZE),
                                timeline.passes().stretches().getFirst().size(),
                                settings.recipe
                                        .find(Keys.CLIP_VALUE)
                                        .orElse(Double.POSITIVE_INFINITY),
                                settings.get(Keys.PRECISION),
                                settings.threads(),
                                settings.seed())
                        .largestBatch(timeline.passes().largest());
        return settings.recipe.find(Keys.AVERAGE).map(options::average).orElse(options);
    }

    /** {@return what the run is to do from its next update on, and how to change that} */
    public RemainingRun remaining() {
        return remaining;
    }

    /** {@return a note on batches that would be larger than the data} */
    public Optional<String> cut() {
        return cut;
    }

    /** {@return notes on the values that training starts from} */
    public List<String> start() {
        return start;
    }

    /** {@return how epochs divide into steps} */
    public Passes passes() {
        return batches.passes();
    }

    /** {@return how many updates are done, and so which one is next} */
    public long step() {
        return step;
    }

    /**
     * {@return how many batches were taken: as many as updates, unless some were {@linkplain
     * #passOver passed over}}
     */
    public long batch() {
        return batch;
    }

    /** {@return how many updates the run has in all, as planned or as changed later} */
    public long end() {
        return remaining.end();
    }

    /** {@return the backend that computes, and why it was chosen} */
    public BackendChoice backend() {
        return backend;
    }

    /** {@return the compiled network} */
    public Program program() {
        return program;
    }

    /** {@return the loss of the last step, averaged over its batch, before its update} */
    public double loss() {
        return numbers.loss();
    }

    /** {@return the global norm of the last gradient, before clipping by norm} */
    public double gradientNorm() {
        return numbers.gradientNorm();
    }

    /** {@return the rate the last step used, an optimizer's own factor included} */
    public double learningRate() {
        return numbers.learningRate();
    }

    /** {@return the numbers of the last step; the time it took is left to the caller} */
    public StepRecord record() {
        return numbers.record();
    }

    /**
     * Measures one update in this many relative to the weights it changes, from the next one on.
     *
     * @param every one in this many; 0 for none
     * @throws IllegalArgumentException if replicas make the updates
     */
    public void measureUpdates(int every) {
        requireMeasurable(every);
        ratios.every(every);
    }

    /**
     * Checks what {@link #measureUpdates} refuses.
     *
     * @param every one in this many; 0 for none
     * @throws IllegalArgumentException if replicas make the updates
     */
    public void requireMeasurable(int every) {
        if (joint.isPresent() && every > 0) {
            throw new IllegalArgumentException(NO_UPDATE_RATIOS);
        }
    }

    /** {@return what measures updates relative to the weights they change, when asked to} */
    public UpdateRatios updateRatios() {
        return ratios;
    }

    /**
     * Makes one update.
     *
     * @return whether it was made: if the loss or gradient is not finite, no parameter changes and
     *     the step stays the same
     * @throws dev.gradus.data.DataException if an example cannot be read or used
     */
    public boolean advance() {
        if (joint.isPresent()) {
            return advanceJointly(joint.get());
        }
        StepValues values = numbers.begin(plan, step);
        Batch next = batches.at(batch);
        if (step + PREPARED_AHEAD < end()) {
            program.prepare(passes().count(batch + PREPARED_AHEAD));
        }
        double loss = program.forwardBackward(next, batch);
        double norm = program.gradientNorm();
        numbers.measured(loss, head.weight(next), norm);
        numbers.fillRecord(step, passes().epoch(batch), next.size());
        if (!numbers.isFinite()) {
            return false;
        }
        model.beforeUpdate(step, end());
        ratios.beforeUpdate(step);
        program.update(
                values.learningRate,
                Double.isNaN(values.momentum) ? 0 : values.momentum,
                values.weightDecay,
                norm > normLimit ? normLimit / norm : 1);
        numbers.updated(program.rateFactor());
        ratios.afterUpdate();
        count();
        return true;
    }

    private void count() {
        epochMean.add(numbers.loss(), numbers.weight());
        if (observed) {
            plan.observe(Controller.Watched.TRAINING_LOSS, numbers.loss(), step);
        }
        step++;
        batch++;
    }

    /**
     * Makes an update at another place of the plan: for a replica, which makes some of a run's
     * updates.
     *
     * @param step which update of the plan it is
     * @param batch which batch it takes
     * @return whether it was made
     */
    public boolean advanceAt(long step, long batch) {
        this.step = step;
        this.batch = batch;
        return advance();
    }

    /**
     * Leaves the updates to replicas from here on; closing the session closes these too.
     *
     * @param updates makes the updates
     */
    public void updateBy(JointUpdates updates) {
        joint = Optional.of(updates);
    }

    private boolean advanceJointly(JointUpdates updates) {
        if (made.isEmpty()) {
            made.addAll(updates.next(this));
        }
        UpdateNumbers next = made.removeFirst();
        numbers.begin(plan, step);
        numbers.taken(next);
        numbers.fillRecord(step, passes().epoch(batch), next.examples());
        if (next.isFinite()) {
            model.beforeUpdate(step, end());
            count();
        }
        return next.isFinite();
    }

    /** {@return how many updates have been made that {@link #advance} has yet to count} */
    public int waiting() {
        return made.size();
    }

    /** {@return what was measured of the newest update} */
    public UpdateNumbers numbers() {
        return numbers.copy();
    }

    /** {@return the state of the outer optimizer, if replicas make the updates with one} */
    public Optional<StateValues> outer() {
        return joint.flatMap(JointUpdates::memory);
    }

    /** {@return where this is and what its plan remembers; without the values} */
    public Snapshot bare() {
        return new Snapshot(
                new Snapshot.Place(step, batch, program.updates(), end(), 0),
                Snapshot.EpochSums.NONE,
                remaining.state(),
                Judge.State.START,
                List.of(),
                Rescue.State.START,
                0,
                new StateValues(List.of(), List.of()),
                Optional.empty(),
                model.begun(),
                Optional.empty());
    }

    /**
     * Measures how noisy gradients are at the current weights, over those of the following batches
     * that are as large as the next one. No weight changes, but statistics of batch normalizations
     * do.
     *
     * @param count how many batches to use, at least 2
     * @return the noise scale
     */
    public NoiseScale noiseScale(int count) {
        return new GradientNoise(program, batches).measure(batch, step, count);
    }

    /** Skips the next batch: the next update takes the one after it. */
    public void passOver() {
        batch++;
    }

    /** {@return whether the newest batch was the last of its epoch} */
    public boolean endsEpoch() {
        return batch > 0 && passes().endsEpoch(batch - 1);
    }

    /** {@return the epoch of the newest batch} */
    public long epoch() {
        return passes().epoch(batch - 1);
    }

    /**
     * {@return the values of the model if the run ends here} They are those in training, or the
     * {@linkplain dev.gradus.recipe.Keys#AVERAGE average} of the weights once there is one, with
     * the statistics of batch normalizations measured anew: a pass over the training part.
     */
    public TrainedValues model() {
        return model.at(step);
    }

    /** {@return whether {@link #model} takes a pass over the training part} */
    public boolean modelTakesAPass() {
        return model.takesAPass(step);
    }

    /** {@return the values in training, whatever the run's model is} */
    public TrainedValues inTraining() {
        return new TrainedValues(StateValues.ofModel(program), Optional.empty());
    }

    /**
     * Measures a data set with {@link #model}: the loss and every metric, averaged over its
     * examples. Changes nothing.
     *
     * @param data the examples to measure
     * @return the loss and every metric, by name
     */
    public Map<String, Double> measure(Dataset data) {
        return model.measure(step, data);
    }

    /**
     * Measures a data set while a watcher sees the outputs; changes nothing.
     *
     * @param values the parameters and statistics to measure with
     * @param data the examples to measure
     * @param watcher sees each batch and its outputs
     * @return the loss and every metric, by name
     */
    public Map<String, Double> measure(
            StateValues values, Dataset data, Evaluator.Watcher watcher) {
        return model.measure(values, data, watcher);
    }

    /**
     * Continues from other values: those of an earlier step of the run, or of its best model. An
     * average of the weights begins anew.
     *
     * @param values some or all parts of the program's state
     */
    public void goOnFrom(StateValues values) {
        values.writeTo(program);
        if (values.entries().stream().allMatch(StateEntry::isOfModel)) {
            model.beginAtWeights();
        }
        model.begin(OptionalLong.empty());
    }

    /** {@return the step that an average of the weights began with, once there is one} */
    public OptionalLong averageBegun() {
        return model.begun();
    }

    /** {@return the mean training loss of the epoch so far} */
    public EpochMean epochMean() {
        return epochMean;
    }

    /**
     * Continues from a snapshot: the next update is that of its step.
     *
     * @param snapshot a copy of a run with the same configuration
     */
    public void restore(Snapshot snapshot) {
        snapshot.values().writeTo(program);
        model.begin(snapshot.averageBegun());
        program.updates(snapshot.place().updates());
        remaining.restore(snapshot.plan(), snapshot.place().end());
        joint.ifPresent(updates -> updates.restore(snapshot.outer()));
        made.clear();
        step = snapshot.place().step();
        batch = snapshot.place().batch();
        epochMean.restore(snapshot.epoch());
    }

    /**
     * {@return {@code sha256:} and the digest of every parameter, slot and statistic in logical
     * order, the state of controllers and wishes, and the step: two sessions of the same
     * configuration are in the same state exactly if it is the same}
     */
    public String stateHash() {
        return StateHash.of(program, plan.state(), step, batch, model.begun(), outer());
    }

    /** Ends the reading of data and releases all memory. */
    @Override
    public void close() {
        joint.ifPresent(JointUpdates::close);
        batches.close();
        program.close();
    }
}
