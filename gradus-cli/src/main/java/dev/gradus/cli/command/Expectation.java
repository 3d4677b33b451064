package dev.gradus.cli.command;

import dev.gradus.data.Dataset;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.number.Text;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.train.Trainer;
import dev.gradus.train.parallel.RoundCost;
import dev.gradus.train.round.Averaging;
import dev.gradus.train.session.TrainingSession;

/**
 * How fast replicas will be compared with one network on this machine, by the model of what rounds
 * cost.
 *
 * @param alone seconds of an update of one network
 * @param replica seconds of an update of a replica
 * @param bytes what a replica sends in a round
 * @param replicas how many there are
 * @param updates how many updates each makes in a round
 * @param cost what rounds cost
 * @param averaging who averages the replicas
 * @param steps how many updates the run has
 */
record Expectation(
        double alone,
        double replica,
        long bytes,
        int replicas,
        int updates,
        RoundCost cost,
        Averaging averaging,
        long steps) {
    /** Who averages replicas, each of which sends this many bytes. */
    interface Averages {
        Averaging of(int replicas, long bytes);
    }

    /**
     * Seconds until the processes of the cluster have started, read the data and compiled the
     * network.
     */
    private static final double START = 8;

    private static final int MOST_UPDATES = 60;
    private static final int WARM_UP = 10;
    private static final double SECONDS = 0.5;

    /** Makes some updates, whose results are thrown away, and measures them. */
    static Expectation measured(
            Trainer trainer, Dataset train, Recipe recipe, RoundCost cost, Averages averages) {
        int replicas = recipe.get(Keys.REPLICAS);
        Rounds rounds = Rounds.of(recipe);
        Trainer own = recipe.find(Keys.THREADS).isPresent() ? trainer : trainer.threads(1);
        try (TrainingSession alone = trainer.session(train);
                TrainingSession replica = own.session(train)) {
            long bytes =
                    replica.program().state().stream()
                            .filter(entry ->
                                    rounds.inner() == Rounds.Inner.KEEP || entry.isOfModel())
                            .mapToLong(StateEntry::bytes)
                            .sum();
            return new Expectation(
                    seconds(alone),
                    seconds(replica),
                    bytes,
                    replicas,
                    rounds.updates(),
                    cost,
                    averages.of(replicas, bytes),
                    alone.end());
        }
    }

    private static double seconds(TrainingSession session) {
        for (int i = 0; i < WARM_UP; i++) {
            session.advance();
        }
        long begin = System.nanoTime();
        int made = 0;
        while (made < MOST_UPDATES && (System.nanoTime() - begin) / 1e9 < SECONDS) {
            session.advance();
            made++;
        }
        return (System.nanoTime() - begin) / 1e9 / made;
    }

    double speedUp() {
        double rounds = (double) steps / replicas / updates;
        double there =
                START + rounds * (updates * replica + cost.seconds(averaging, replicas, bytes));
        return steps * alone / there;
    }

    /** Returns what to expect, in a sentence. */
    String sentence() {
        String why =
                Text.of(
                        "an update takes %.2f ms here, and a round of %,d × %,d updates costs about %.0f ms in addition, for %.2f MB of each replica; the processes need some %.0f s to start",
                        1e3 * alone,
                        replicas,
                        updates,
                        1e3 * cost.seconds(averaging, replicas, bytes),
                        bytes / 1e6,
                        START);
        return speedUp() < 1
                ? Text.of(
                        "one network on this machine is about %.1f times as fast: %s; leave --on out, or make rounds longer where they take the time",
                        1 / speedUp(), why)
                : Text.of(
                        "expected: about %.1f times as fast as one network on this machine, where each replica has processors of its own: %s",
                        speedUp(), why);
    }
}
