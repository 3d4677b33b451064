package dev.gradus.train;

import dev.gradus.nn.Batch;
import dev.gradus.nn.engine.LossHead;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.run.StepRecord;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.Schedules;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Observation;
import dev.gradus.train.data.Batches;
import dev.gradus.train.data.Dataset;
import dev.gradus.train.data.Passes;
import java.util.List;
import java.util.Map;

/**
 * A network in training: memory, batches, plan and step counter, without the loop around them. Two
 * sessions share nothing, so one can be tried on while another waits.
 *
 * <p>An update allocates nothing. Evaluating and reading the state change nothing.
 */
public final class TrainingSession implements AutoCloseable {
    private final Engine engine;
    private final Program program;
    private final Batches batches;
    private final PlanBuilder planning;
    private final LivePlan plan;
    private final Evaluator evaluator;
    private final LossHead head;
    private final Horizon horizon;
    private final double normLimit;
    private final boolean observed;
    private final StepValues values = new StepValues();
    private final StepRecord record = new StepRecord();
    private long step;
    private long end;
    private double loss = Double.NaN;
    private double gradientNorm = Double.NaN;
    private double epochLoss;
    private double epochWeight;

    private TrainingSession(
            Settings settings, Dataset train, Engine engine, Program program, Timeline timeline) {
        this.engine = engine;
        this.program = program;
        this.horizon = timeline.horizon();
        this.end = horizon.steps();
        this.planning = new PlanBuilder(settings, horizon);
        this.plan = planning.build();
        this.evaluator = new Evaluator(program, settings.loss, settings.metricsFor(train.target()));
        this.head = LossHead.of(settings.loss, settings.network);
        this.normLimit = settings.normLimit;
        this.observed = plan.watches(Controller.Watched.TRAINING_LOSS);
        this.batches = new Batches(train, timeline.passes(), settings.seed, settings.augmentation);
    }

    /** Prepares a session; see {@link Trainer#session}. */
    static TrainingSession open(Settings settings, Dataset train) {
        Fit.requireFits(settings, train);
        Timeline timeline = Timeline.of(settings, train.size());
        new PlanBuilder(settings, timeline.horizon()).build();
        Engine engine = Engine.of(settings);
        Program program =
                engine.backend()
                        .compile(
                                settings.network,
                                new ProgramOptions(
                                        settings.loss,
                                        settings.optimizer,
                                        settings.groups,
                                        settings.sliceSize,
                                        settings.valueLimit,
                                        settings.precision,
                                        settings.threads,
                                        settings.seed));
        return new TrainingSession(settings, train, engine, program, timeline);
    }

    /**
     * Returns what spans are measured against: steps, and of steps per epoch and batch size the
     * mean where they vary.
     */
    public Horizon horizon() {
        return horizon;
    }

    /** Returns how epochs divide into steps. */
    public Passes passes() {
        return batches.passes();
    }

    /** Returns how many updates are done, and so which one is next. */
    public long step() {
        return step;
    }

    /** Returns how many updates the run has in all: the horizon's, unless it is cooled down. */
    public long end() {
        return end;
    }

    Engine engine() {
        return engine;
    }

    /** Returns the compiled network. */
    public Program program() {
        return program;
    }

    /** Returns the loss of the last step, averaged over its batch, before its update. */
    public double loss() {
        return loss;
    }

    /** Returns the global norm of the last gradient, before clipping by norm. */
    public double gradientNorm() {
        return gradientNorm;
    }

    /** Returns the rate the last step used. */
    public double learningRate() {
        return values.learningRate;
    }

    /** Returns the numbers of the last step; the time it took is left to the caller. */
    public StepRecord record() {
        return record;
    }

    /**
     * Makes one update.
     *
     * @return whether it was made: not when loss or gradient are no finite numbers; then no
     *     parameter is changed and the step stays
     * @throws dev.gradus.train.data.DataException if an example cannot be read or used
     */
    public boolean advance() {
        plan.at(step, values);
        Batch batch = batches.at(step);
        loss = program.forwardBackward(batch, step);
        gradientNorm = program.gradientNorm();
        fillRecord(batch.size());
        if (!Double.isFinite(loss) || !Double.isFinite(gradientNorm)) {
            return false;
        }
        program.update(
                values.learningRate,
                Double.isNaN(values.momentum) ? 0 : values.momentum,
                values.weightDecay,
                gradientNorm > normLimit ? normLimit / gradientNorm : 1);
        double weight = head.weight(batch);
        epochLoss += loss * weight;
        epochWeight += weight;
        if (observed) {
            plan.observe(Controller.Watched.TRAINING_LOSS, loss, step);
        }
        step++;
        return true;
    }

    private void fillRecord(int examples) {
        record.begin(step, passes().epoch(step))
                .loss(loss)
                .learningRate(values.learningRate, values.curve, values.factor)
                .gradientNorm(gradientNorm)
                .examples(examples);
        if (!Double.isNaN(values.held)) {
            record.override(values.held);
        }
        if (!Double.isNaN(values.momentum)) {
            record.momentum(values.momentum);
        }
        if (values.weightDecay > 0) {
            record.weightDecay(values.weightDecay);
        }
    }

    /**
     * Measures a data set: the loss and every metric, averaged over its examples. Changes nothing.
     */
    public Map<String, Double> measure(Dataset data) {
        return evaluator.measure(data);
    }

    /** Returns the mean training loss of the epoch so far, NaN before its first step. */
    double epochLoss() {
        return epochLoss / epochWeight;
    }

    /** Begins the measurements of another epoch. */
    void beginEpoch() {
        epochLoss = 0;
        epochWeight = 0;
    }

    /** Returns the controllers that lowered the rate on this report. */
    List<Controller> report(double value) {
        return plan.observe(
                Controller.Watched.REPORTED_METRIC, value, Math.min(step, horizon.steps() - 1));
    }

    /** Takes a wish for a hyper-parameter in, from the next update on. */
    public void ask(HyperParameter hyperParameter, Observation wish) {
        plan.ask(hyperParameter, wish);
    }

    /**
     * Drives a hyper-parameter by another schedule for the rest of the run.
     *
     * @param schedule its text; its step 0 is the next update
     * @throws IllegalArgumentException if it cannot be read or is not usable throughout the rest
     */
    public void replace(HyperParameter hyperParameter, String schedule) {
        var replacement = new LivePlan.Replacement(schedule, step);
        plan.replace(hyperParameter, replacement, planning.bound(hyperParameter, replacement));
    }

    /**
     * Lowers the learning rate from where it is to 0 in so many updates and ends the run there.
     *
     * @param updates at least 1
     */
    public void coolDown(long updates) {
        plan.at(step, values);
        double from = values.learningRate;
        plan.ask(HyperParameter.LEARNING_RATE, new Observation.Release());
        plan.at(step, values);
        replace(
                HyperParameter.LEARNING_RATE,
                Schedules.linear(from / values.factor, 0, Span.steps((double) updates)).text());
        end = step + updates;
    }

    /** Returns whether the run has such a hyper-parameter, to be held, scaled or replaced. */
    public boolean drives(HyperParameter hyperParameter) {
        return plan.drives(hyperParameter);
    }

    LivePlan.State plan() {
        return plan.state();
    }

    Snapshot.EpochSums epochSums(double seconds) {
        return new Snapshot.EpochSums(epochLoss, epochWeight, seconds);
    }

    /** Goes on from a snapshot: the next update is that of its step. */
    public void restore(Snapshot snapshot) {
        snapshot.values().writeTo(program);
        program.updates(snapshot.updates());
        plan.restore(snapshot.plan(), planning::bound);
        step = snapshot.step();
        end = snapshot.end();
        epochLoss = snapshot.epoch().loss();
        epochWeight = snapshot.epoch().weight();
    }

    /**
     * Returns {@code sha256:} and the digest of every parameter, slot and statistic in logical
     * order, the state of controllers and wishes, and the step: two sessions go on in the same way
     * exactly when it is the same.
     */
    public String stateHash() {
        return StateHash.of(program, plan.state(), step);
    }

    /** Ends the reading of data and gives all memory back. */
    @Override
    public void close() {
        batches.close();
        program.close();
    }
}
