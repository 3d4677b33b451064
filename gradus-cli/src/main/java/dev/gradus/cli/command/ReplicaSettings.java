package dev.gradus.cli.command;

import dev.gradus.number.Text;
import dev.gradus.recipe.BatchSize;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.train.RoundTimes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a recipe with replicas leaves open: the length of rounds, where it says {@code auto}, and
 * the size of batches. What is chosen is on record, as a note and in the recipe.
 *
 * @param measuresRounds whether rounds are as long as their measured cost suggests
 * @param dividesBatches whether the usual batch size is divided among the replicas
 */
record ReplicaSettings(boolean measuresRounds, boolean dividesBatches) {
    private static final String AUTO = "auto";
    private static final Pattern WHOLE = Pattern.compile("[0-9]+");

    /** The share of the time that rounds may take. */
    private static final double SHARE = 0.05;

    private static final int FEWEST = 10;

    /** Replicas lose accuracy with longer rounds. */
    private static final int MOST = 100;

    /**
     * A recipe, and a note on what was chosen in it.
     *
     * @param recipe what is trained
     * @param note a sentence, if anything was chosen
     */
    record Settled(Recipe recipe, Optional<String> note) {}

    static ReplicaSettings of(Draft draft) {
        Draft.Entry batchSize = draft.entries().get(Keys.BATCH_SIZE.name());
        return new ReplicaSettings(
                draft.text(Keys.ROUNDS.name()).filter(AUTO::equals).isPresent(),
                draft.text(Keys.REPLICAS.name()).isPresent()
                        && (batchSize == null || batchSize.place().startsWith("the defaults")));
    }

    /** Returns a draft whose rounds can be read. */
    Draft readable(Draft draft) {
        if (measuresRounds && draft.text(Keys.REPLICAS.name()).isEmpty()) {
            throw new IllegalArgumentException(
                    "rounds auto measures what rounds of replicas cost; add replicas (--workers 2)");
        }
        return measuresRounds ? draft.without(List.of(Keys.ROUNDS.name())) : draft;
    }

    /**
     * Divides the usual batches among the replicas: at the same examples, each then makes as many
     * updates as one network would.
     */
    Settled divided(Recipe recipe) {
        int replicas = recipe.find(Keys.REPLICAS).orElse(1);
        String written = recipe.get(Keys.BATCH_SIZE).toString();
        if (!dividesBatches || replicas == 1 || !WHOLE.matcher(written).matches()) {
            return new Settled(recipe, Optional.empty());
        }
        long usual = Long.parseLong(written);
        long size = Math.max(1, usual / replicas);
        return new Settled(
                recipe.with(Keys.BATCH_SIZE, BatchSize.of(size)),
                Optional.of(
                        Text.of(
                                "batches of %,d examples: the usual %,d, divided among %,d replicas, so that each makes as many updates as one network would",
                                size, usual, replicas)));
    }

    /** Chooses rounds that take a twentieth of the time, and from 10 to 100 updates. */
    static Settled withRounds(Recipe recipe, RoundTimes times) {
        double wished = Math.ceil(times.updatesFor(SHARE));
        int updates = (int) Math.clamp(Double.isNaN(wished) ? FEWEST : wished, FEWEST, MOST);
        var rounds = new Rounds(updates, new Rounds.Outer.Average(), Rounds.Inner.KEEP);
        String limit =
                wished > MOST
                        ? " (longer rounds would cost less time, and accuracy)"
                        : wished < FEWEST ? " (shorter rounds gain nothing)" : "";
        return new Settled(
                recipe.with(Keys.ROUNDS, rounds),
                Optional.of(
                        Text.of(
                                "rounds %s: a round took %.2f ms beside its updates, and one more update of each replica %.2f ms, measured before the run; so rounds take %.1f %% of the time%s",
                                rounds,
                                1e3 * times.round(),
                                1e3 * times.update(),
                                100 * times.share(updates),
                                limit)));
    }
}
