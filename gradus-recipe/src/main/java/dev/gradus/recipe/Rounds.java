package dev.gradus.recipe;

import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.number.Text;
import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.NamedCalls;
import java.util.List;
import java.util.Locale;

/**
 * How replicas of a network train together: each makes some updates of its own, then their weights
 * are averaged, and all go on from the result.
 *
 * <pre>
 * average(50)                       the mean of the weights, after 50 updates of each replica
 * nesterov(100, 0.7, 0.9)           the mean change is a gradient for an outer optimizer
 * nesterov(100, 0.7, 0.9) reset     and inner optimizers begin each round anew
 * </pre>
 *
 * @param updates how many updates each replica makes in a round, at least 1
 * @param outer how the run continues from the mean
 * @param inner what happens to the state of the inner optimizers
 * @see "Douillard et al., DiLoCo: Distributed Low-Communication Training of Language Models, 2023"
 */
public record Rounds(int updates, Outer outer, Inner inner) {
    /** How many updates each replica makes in a round by default. */
    public static final int USUAL_UPDATES = 20;

    /**
     * With Adam, replicas whose weights are only averaged ended up to 0.3 points behind one network
     * on digits. A little outer momentum made up for it, with rounds of 10 to 100 updates
     * (docs/cluster.md).
     */
    private static final Outer USUAL_OUTER = new Outer.Nesterov(1, 0.3);

    private static final NamedCalls<Rounds> FORMS =
            new NamedCalls<Rounds>("kind of rounds")
                    .with("average", Rounds::average)
                    .with("nesterov", Rounds::nesterov);

    private static final NamedCalls<Inner> INNERS =
            new NamedCalls<Inner>("word after rounds")
                    .with("reset", Inner.RESET)
                    .with("keep", Inner.KEEP);

    /** How the run continues from the mean of the replicas' weights. */
    public sealed interface Outer {
        /** With the mean itself: θ ← mean(θᵢ). */
        record Average() implements Outer {}

        /**
         * By a step of gradient descent with Nesterov's momentum along the mean change: Δ = θ −
         * mean(θᵢ), v ← μv + Δ, θ ← θ − η(Δ + μv).
         *
         * @param rate η, above 0
         * @param momentum μ, in [0, 1)
         */
        record Nesterov(double rate, double momentum) implements Outer {
            /**
             * Checks the settings.
             *
             * @throws IllegalArgumentException if one is out of range; the message names it
             */
            public Nesterov {
                if (!(rate > 0) || Double.isInfinite(rate)) {
                    throw new IllegalArgumentException(
                            "the outer rate must be a finite number above 0, got " + rate);
                }
                if (!(momentum >= 0 && momentum < 1)) {
                    throw new IllegalArgumentException(
                            "the outer momentum must be at least 0 and below 1, got " + momentum);
                }
            }
        }
    }

    /** What happens after a round to the state of the replicas' optimizers, such as momentum. */
    public enum Inner {
        /** It is averaged like the weights, and every replica continues with the average. */
        KEEP,
        /** It is reset: every replica begins each round without any. */
        RESET
    }

    /**
     * {@return how the replicas of a recipe train together}
     *
     * @param recipe a recipe with replicas
     */
    public static Rounds of(Recipe recipe) {
        return recipe.find(Keys.ROUNDS).orElseGet(() -> usual(USUAL_UPDATES, recipe));
    }

    /**
     * {@return the default rounds of a recipe with replicas} They take the mean for one replica,
     * whose mean is itself, and for schedule-free optimizers, which keep weights of their own;
     * otherwise they are {@code nesterov(N, 1, 0.3)}.
     *
     * @param updates how many updates each replica makes in a round
     * @param recipe a recipe with replicas
     */
    public static Rounds usual(int updates, Recipe recipe) {
        boolean isMean =
                recipe.get(Keys.REPLICAS) == 1
                        || recipe.get(Keys.OPTIMIZER) instanceof ScheduleFree;
        return new Rounds(updates, isMean ? new Outer.Average() : USUAL_OUTER, Inner.KEEP);
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no update in a round
     */
    public Rounds {
        if (updates < 1) {
            throw new IllegalArgumentException(
                    "a replica must make at least 1 update in a round, got " + updates);
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @param text rounds as a user writes them
     * @return the rounds
     * @throws IllegalArgumentException if they cannot be read
     */
    static Rounds parse(String text) {
        List<Expression> parts = Expression.parseAll(text);
        if (parts.isEmpty() || parts.size() > 2) {
            throw new IllegalArgumentException(
                    "rounds are written average(50), or nesterov(100, 0.7, 0.9) with outer rate and momentum, or either followed by the word reset; got '%s'"
                            .formatted(text));
        }
        Rounds rounds = FORMS.read(parts.getFirst());
        return parts.size() == 1
                ? rounds
                : new Rounds(rounds.updates, rounds.outer, INNERS.read(parts.getLast()));
    }

    private static Rounds average(Expression.Call call) {
        var given = Arguments.of(call, "updates");
        return new Rounds(updates(given), new Outer.Average(), Inner.KEEP);
    }

    private static Rounds nesterov(Expression.Call call) {
        var given = Arguments.of(call, "updates", "rate", "momentum");
        return new Rounds(
                updates(given),
                new Outer.Nesterov(given.number("rate"), given.number("momentum")),
                Inner.KEEP);
    }

    private static int updates(Arguments given) {
        return Math.clamp(given.whole("updates"), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        String how =
                switch (outer) {
                    case Outer.Average() -> Text.of("average(%d)", updates);
                    case Outer.Nesterov(double rate, double momentum) ->
                            Text.of("nesterov(%d, %s, %s)", updates, rate, momentum);
                };
        return inner == Inner.KEEP ? how : how + " " + inner.name().toLowerCase(Locale.ROOT);
    }
}
