package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.Rounds;
import dev.gradus.train.session.Ending;
import dev.gradus.train.session.TrainingSession;
import java.util.ArrayList;
import java.util.Collections;

/**
 * How long a round of replicas takes, measured where the replicas run.
 *
 * @param update seconds that one more update of each replica adds to a round
 * @param round seconds that a round takes besides its updates: to send, average and write values
 */
public record RoundTimes(double update, double round) {
    private static final Rounds.Outer AVERAGE = new Rounds.Outer.Average();
    private static final int UPDATES = 11;
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;
    private static final int MOST = 50;
    private static final double NANOS = 1e9;

    /**
     * Trains some rounds whose results are thrown away, with one update of each replica and with
     * several.
     *
     * @param trainer trains one network; without a run folder
     * @param replicas how many there are, at least 1
     * @param inner what happens to the state of the replicas' optimizers after each round
     * @param train the examples to learn from
     * @return the median times
     * @throws IllegalArgumentException if the run has no round of several updates, or if rounds
     *     cannot be trained; the message says why
     */
    public static RoundTimes measured(
            Trainer trainer, int replicas, Rounds.Inner inner, Dataset train) {
        double one = seconds(trainer, replicas, new Rounds(1, AVERAGE, inner), train);
        double several = seconds(trainer, replicas, new Rounds(UPDATES, AVERAGE, inner), train);
        double update = Math.max(0, several - one) / (UPDATES - 1);
        return new RoundTimes(update, Math.max(0, one - update));
    }

    /** The last round of an epoch may be shorter and is followed by validation: it is left out. */
    private static double seconds(Trainer trainer, int replicas, Rounds rounds, Dataset train) {
        var times = new ArrayList<Double>();
        try (Training training = trainer.replicas(replicas, rounds).prepare(train)) {
            TrainingSession session = training.session();
            for (int turn = 0; turn < MOST && times.size() < ROUNDS && !training.isOver(); turn++) {
                long before = session.step();
                long begin = System.nanoTime();
                training.turn();
                double seconds = (System.nanoTime() - begin) / NANOS;
                boolean isWhole = session.step() - before == (long) replicas * rounds.updates();
                if (turn >= WARM_UP && isWhole && !session.endsEpoch()) {
                    times.add(seconds);
                }
            }
            requireWhole(training);
        }
        if (times.isEmpty()) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the run is too short to measure rounds of %s; leave rounds out, or write them as average(%d)",
                            NumberText.counted(replicas, "replica"), Rounds.USUAL_UPDATES));
        }
        Collections.sort(times);
        return times.get(times.size() / 2);
    }

    /** Refuses a measurement that a lost cluster or a number that is not finite has cut short. */
    private static void requireWhole(Training training) {
        if (training.isOver() && training.session().step() < training.session().end()) {
            Ending ending = training.run().ending();
            throw new IllegalArgumentException(
                    "rounds cannot be measured before the run: %s (%s)"
                            .formatted(ending.detail(), ending.reason()));
        }
    }

    /**
     * {@return how many updates each replica must make in a round for the rounds to take this share
     * of the time}
     *
     * @param share above 0 and below 1
     */
    public double updatesFor(double share) {
        return round / update * (1 / share - 1);
    }

    /**
     * {@return the share of the time that rounds of this length take}
     *
     * @param updates how many updates each replica makes in a round
     */
    public double share(int updates) {
        return round / (round + updates * update);
    }
}
