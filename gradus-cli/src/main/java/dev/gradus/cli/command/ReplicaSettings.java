package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Syntax;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.BatchSize;
import dev.gradus.recipe.CommandDefaults;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.sweep.SweepPlan;
import dev.gradus.sweep.SweepTrial;
import dev.gradus.train.RoundTimes;
import dev.gradus.train.Trainer;
import java.util.ArrayList;
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

    /**
     * With this many replicas or more and rounds this long or longer, averaging alone costs
     * accuracy.
     */
    private static final int FEW_REPLICAS = 3;

    private static final int LONG = 50;

    /** The longest rounds that are chosen: with longer ones replicas lose accuracy. */
    private static final int MOST = 100;

    /**
     * A recipe, and a note on what was chosen in it.
     *
     * @param recipe what is trained
     * @param note a sentence, if anything was chosen
     */
    record Settled(Recipe recipe, Optional<String> note) {
        /** Puts the note on record. */
        Trainer noted(Trainer trainer) {
            return note.map(trainer::note).orElse(trainer);
        }
    }

    /** Says how the options of replicas are written. */
    static void declare(Syntax syntax) {
        syntax.setting("--workers, --replicas=N", Keys.REPLICAS, null)
                .says(
                        "Train N replicas of the network side by side, each on batches of its own, and bring",
                        "their weights together in rounds.")
                .setting("--rounds=TEXT", Keys.ROUNDS, "nesterov(20, 1, 0.3)")
                .says(
                        "After how many updates of each replica, and how: average(20) for the mean of the",
                        "weights; nesterov(20, 1, 0.3) for an outer optimizer with this rate and momentum;",
                        "followed by reset, the replicas' optimizers begin each round anew; auto for rounds",
                        "that take a twentieth of the time, as measured before the run.");
    }

    static ReplicaSettings of(Draft draft) {
        return new ReplicaSettings(
                draft.text(Keys.ROUNDS.name()).filter(AUTO::equals).isPresent(),
                draft.text(Keys.REPLICAS.name()).isPresent()
                        && CommandDefaults.isLeftTo(draft, Keys.BATCH_SIZE));
    }

    /** Returns a warning if averaging alone was measured to cost accuracy with such rounds. */
    static Optional<String> costOfAveraging(Recipe recipe) {
        int replicas = recipe.find(Keys.REPLICAS).orElse(1);
        if (replicas < FEW_REPLICAS) {
            return Optional.empty();
        }
        Rounds rounds = Rounds.of(recipe);
        return rounds.outer() instanceof Rounds.Outer.Average && rounds.updates() >= LONG
                ? Optional.of(
                        Text.of(
                                "%s with %,d replicas may cost accuracy: four lost 0.3 points on the digits with Adam, where nesterov(%d, 1, 0.3) lost less than 0.2 (docs/cluster.md)",
                                rounds, replicas, rounds.updates()))
                : Optional.empty();
    }

    /** Returns notes on replicas in a sweep, which leaves the recipes of its runs as they are. */
    static List<String> ofSweep(Draft draft, SweepPlan plan) {
        List<Recipe> several =
                plan.trials().stream()
                        .map(SweepTrial::recipe)
                        .filter(recipe -> recipe.find(Keys.REPLICAS).orElse(1) > 1)
                        .toList();
        var said = new ArrayList<String>();
        if (several.isEmpty()) {
            return said;
        }
        boolean isUsual = CommandDefaults.isLeftTo(draft, Keys.BATCH_SIZE);
        if (isUsual && plan.axes().stream().noneMatch(axis -> axis.key() == Keys.BATCH_SIZE)) {
            said.add(
                    "unlike gradus train, a sweep does not divide the batch size among replicas; give the size for one replica with --batch-size");
        }
        if (plan.halving().isPresent()) {
            said.add(
                    Text.of(
                            "with replicas, a rung ends with the round in which its last update falls; a round has up to %s here",
                            NumberText.counted(
                                    several.stream()
                                            .mapToLong(ReplicaSettings::updatesOfARound)
                                            .max()
                                            .orElseThrow(),
                                    "update")));
        }
        return said;
    }

    private static long updatesOfARound(Recipe recipe) {
        return (long) recipe.get(Keys.REPLICAS) * Rounds.of(recipe).updates();
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
     * Divides the usual batch size among the replicas: with the same number of examples, each then
     * makes as many updates as one network would.
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
                                "batches of %s: the usual batch size of %,d, divided among %,d replicas, so that each makes as many updates as one network would",
                                NumberText.counted(size, "example"), usual, replicas)));
    }

    /** Chooses rounds that take a twentieth of the time, and from 10 to 100 updates. */
    static Settled withRounds(Recipe recipe, RoundTimes times) {
        double wished = Math.ceil(times.updatesFor(SHARE));
        int updates = (int) Math.clamp(Double.isNaN(wished) ? FEWEST : wished, FEWEST, MOST);
        Rounds rounds = Rounds.usual(updates, recipe);
        String limit =
                wished > MOST
                        ? " (longer rounds would cost less time, and accuracy)"
                        : wished < FEWEST ? " (shorter rounds gain nothing)" : "";
        return new Settled(
                recipe.with(Keys.ROUNDS, rounds),
                Optional.of(
                        Text.of(
                                "rounds %s: a round took %.2f ms besides its updates, and one more update of each replica %.2f ms, measured before the run; so rounds take %.1f %% of the time%s",
                                rounds,
                                1e3 * times.round(),
                                1e3 * times.update(),
                                100 * times.share(updates),
                                limit)));
    }
}
