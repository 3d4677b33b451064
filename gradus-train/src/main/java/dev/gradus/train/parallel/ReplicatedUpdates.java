package dev.gradus.train.parallel;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.NonFinitePolicy;
import dev.gradus.recipe.Rounds;
import dev.gradus.recipe.StopRule;
import dev.gradus.train.batch.Passes;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.round.Replicas;
import dev.gradus.train.round.RoundResult;
import dev.gradus.train.round.RoundShare;
import dev.gradus.train.round.RoundStart;
import dev.gradus.train.round.UpdateNumbers;
import dev.gradus.train.session.JointUpdates;
import dev.gradus.train.session.TrainingSession;
import dev.gradus.train.state.StateText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rounds of replicas: all begin with the run's values, each makes some updates on its own batches,
 * and the run continues from the mean of their results, or from a step of an outer optimizer
 * towards it. A round ends at the latest with the epoch, and with the run.
 *
 * <p>A run with one replica that averages and keeps inner states has the bits of a run without
 * replicas, however long its rounds are.
 *
 * @see Rounds
 */
public final class ReplicatedUpdates implements JointUpdates {
    private final Rounds rounds;
    private final int count;
    private final Replicas replicas;
    private final Program program;
    private final List<StateEntry> carried;
    private final List<StateEntry> parameters;

    /** The numbers of updates after which a stop rule ends the run. */
    private final List<Long> limits;

    private List<float[]> velocities = List.of();

    private ReplicatedUpdates(
            Settings settings, Program program, List<StateEntry> carried, Replicas replicas) {
        this.rounds = rounds(settings);
        this.count = settings.get(Keys.REPLICAS);
        this.replicas = replicas;
        this.program = program;
        this.carried = carried;
        this.parameters =
                program.state().stream()
                        .filter(entry -> entry.kind() == StateEntry.Kind.PARAMETER)
                        .toList();
        this.limits =
                settings.stopRules().stream()
                        .filter(StopRule.StepLimit.class::isInstance)
                        .map(rule -> ((StopRule.StepLimit) rule).limit())
                        .toList();
        restore(Optional.empty());
    }

    /**
     * Makes the replicas of a run.
     *
     * @param settings the settings of the trainer, with a number of replicas
     * @param train the training part; replicas in this process read it one at a time unless it is
     *     thread-safe
     * @param program takes the values at the end of each round
     * @return the updates, which must be closed
     */
    public static ReplicatedUpdates open(Settings settings, Dataset train, Program program) {
        int count = settings.get(Keys.REPLICAS);
        Settings own = settings.clone();
        int processors = Runtime.getRuntime().availableProcessors();
        own.set(
                Keys.THREADS,
                settings.recipe.find(Keys.THREADS).orElse(Math.max(1, processors / count)));
        List<StateEntry> carried = Carried.entries(program, rounds(settings).inner());
        Replicas replicas =
                settings.replicaPlace.open(
                        count, Carried.layout(carried), () -> Replica.open(own, train));
        try {
            return new ReplicatedUpdates(settings, program, carried, replicas);
        } catch (RuntimeException | Error failure) {
            replicas.close();
            throw failure;
        }
    }

    /**
     * Checks that replicas can train this.
     *
     * @param settings the settings of the trainer
     * @throws IllegalArgumentException if they cannot; the message says what to write instead
     */
    public static void requireTrainable(Settings settings) {
        if (settings.recipe.find(Keys.REPLICAS).isEmpty()) {
            require(
                    settings.recipe.find(Keys.ROUNDS).isEmpty(),
                    "rounds apply to runs with replicas only; add replicas (--workers 2), or leave rounds out");
            return;
        }
        require(
                settings.get(Keys.NON_FINITE) instanceof NonFinitePolicy.Stop,
                "a run with replicas stops where a loss or gradient is not finite; leave nonFinite out");
        require(
                settings.recipe.find(Keys.UPDATE_RATIOS).isEmpty(),
                TrainingSession.NO_UPDATE_RATIOS);
        Rounds rounds = rounds(settings);
        requireAverage(settings, rounds);
        requireOptimizer(settings.optimizer(), rounds);
        require(
                !(settings.optimizer() instanceof RateFree.DAdaptSgd)
                        || (settings.get(Keys.REPLICAS) == 1 && isMeanOfAll(rounds)),
                "%s computes the weights anew from where they started, so a mean of replicas would be lost; choose another optimizer, such as dAdaptAdam"
                        .formatted(settings.optimizer()));
    }

    /**
     * Refuses an average of the weights, since replicas make their updates at different weights.
     */
    private static void requireAverage(Settings settings, Rounds rounds) {
        require(
                settings.recipe.find(Keys.AVERAGE).isEmpty()
                        || (settings.get(Keys.REPLICAS) == 1 && isMeanOfAll(rounds)),
                "an average of the weights is that of one network, and replicas have one each, which rounds do not bring together; leave the average (--average) out, or train one replica with rounds of average(N)");
    }

    private static void requireOptimizer(Optimizer optimizer, Rounds rounds) {
        require(
                !(optimizer instanceof ScheduleFree) || isMeanOfAll(rounds),
                Text.of(
                        "%s keeps weights of its own, which are averaged with the others: write rounds as average(%d)",
                        optimizer, rounds.updates()));
        require(
                !(optimizer instanceof RateFree) || rounds.inner() == Rounds.Inner.KEEP,
                "%s finds its rate from what it remembers, which each round would forget; leave reset out of rounds"
                        .formatted(optimizer));
    }

    private static boolean isMeanOfAll(Rounds rounds) {
        return rounds.outer() instanceof Rounds.Outer.Average
                && rounds.inner() == Rounds.Inner.KEEP;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * {@return how replicas train together}
     *
     * @param settings the settings of the trainer
     */
    public static Rounds rounds(Settings settings) {
        return Rounds.of(settings.recipe);
    }

    /** {@return a description of the rounds, for the record} */
    public String sentence() {
        String goOn =
                switch (rounds.outer()) {
                    case Rounds.Outer.Average() -> "their weights are averaged";
                    case Rounds.Outer.Nesterov(double rate, double momentum) ->
                            "their mean change is a gradient for an outer update with rate %s and momentum %s"
                                    .formatted(rate, momentum);
                };
        return Text.of(
                "%s %s: after %s of each %s; what their optimizers remember is %s. Update h of replica r in a round that begins at update t is update t + %dh + r of the schedule, and rounds end with the epoch. If a number is not finite, all updates of its round are void",
                NumberText.counted(count, "replica"),
                replicas.place(),
                NumberText.counted(rounds.updates(), "update"),
                goOn,
                rounds.inner() == Rounds.Inner.KEEP ? "averaged too" : "reset",
                count);
    }

    @Override
    public List<UpdateNumbers> next(TrainingSession session) {
        Passes passes = session.passes();
        long batch = session.batch();
        long ofEpoch = passes.firstStep(passes.epoch(batch) + 1) - batch;
        long updates =
                Math.min((long) count * rounds.updates(), Math.min(ofEpoch, toTheEnd(session)));
        List<RoundShare> shares = RoundShare.of(session.step(), batch, updates, count);
        var start =
                new RoundStart(StateText.write(session.bare()), Carried.values(program, carried));
        RoundResult result = replicas.train(start, shares);
        List<UpdateNumbers> numbers = inOrder(result.numbers(), updates);
        if (numbers.getLast().isFinite()) {
            goOn(start, result.means(), shares.getFirst().count());
        }
        return numbers;
    }

    /** A round ends where the run ends or a stop rule would end it. */
    private long toTheEnd(TrainingSession session) {
        return limits.stream()
                        .filter(limit -> limit > session.step())
                        .reduce(session.end(), Math::min)
                - session.step();
    }

    /**
     * Returns the numbers in the order of the plan: the first replica makes the first update, the
     * next one the second, and so on. If an update could not be made, returns its numbers alone:
     * the program then has the values from before the round, so the other updates are void.
     */
    private static List<UpdateNumbers> inOrder(List<List<UpdateNumbers>> made, long updates) {
        var numbers = new ArrayList<UpdateNumbers>();
        for (int i = 0; i < updates; i++) {
            UpdateNumbers next = made.get(i % made.size()).get(i / made.size());
            if (!next.isFinite()) {
                return List.of(next);
            }
            numbers.add(next);
        }
        return numbers;
    }

    private void goOn(RoundStart start, List<float[]> means, int updates) {
        if (rounds.outer() instanceof Rounds.Outer.Nesterov outer) {
            OuterUpdate.apply(outer, carried, start.values(), means, velocities);
        }
        new StateValues(carried, means).writeTo(program);
        program.updates(program.updates() + updates);
    }

    @Override
    public Optional<StateValues> memory() {
        return rounds.outer() instanceof Rounds.Outer.Nesterov
                ? Optional.of(
                        new StateValues(
                                parameters, velocities.stream().map(float[]::clone).toList()))
                : Optional.empty();
    }

    @Override
    public void restore(Optional<StateValues> memory) {
        velocities =
                parameters.stream()
                        .map(entry ->
                                memory.map(kept -> kept.values(entry.owner()).clone())
                                        .orElseGet(() -> new float[entry.size()]))
                        .toList();
    }

    @Override
    public void close() {
        replicas.close();
    }
}
