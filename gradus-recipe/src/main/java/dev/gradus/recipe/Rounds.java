package dev.gradus.recipe;

import dev.gradus.number.Text;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
 * @param outer what becomes of the mean
 * @param inner what becomes of what the inner optimizers remember
 * @see "Douillard et al., DiLoCo: Distributed Low-Communication Training of Language Models, 2023"
 */
public record Rounds(int updates, Outer outer, Inner inner) {
    /** What a recipe with replicas means that does not say. */
    public static final Rounds USUAL = new Rounds(20, new Outer.Average(), Inner.KEEP);

    private static final String NUMBER = "\\s*([-+.0-9eE]+)\\s*";
    private static final Pattern FORM =
            Pattern.compile(
                    "(average|nesterov)\\(\\s*(\\d{1,9})\\s*(?:,%s,%s)?\\)(\\s+reset|\\s+keep)?"
                            .formatted(NUMBER, NUMBER));

    /** What becomes of the mean of the replicas' weights. */
    public sealed interface Outer {
        /** The mean itself: θ ← mean(θᵢ). */
        record Average() implements Outer {}

        /**
         * A step of gradient descent with Nesterov's momentum along the mean change: Δ = θ −
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

    /** What becomes of what the optimizers of the replicas remember, as momentum. */
    public enum Inner {
        /** It is averaged like the weights, and every replica continues with the average. */
        KEEP,
        /** Every replica begins each round without. */
        RESET
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no update in a round
     */
    public Rounds {
        if (updates < 1) {
            throw new IllegalArgumentException(
                    "a replica makes at least 1 update in a round, got " + updates);
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
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || form.group(1).equals("average") != (form.group(3) == null)) {
            throw new IllegalArgumentException(
                    "rounds are written average(50), nesterov(100, 0.7, 0.9) with outer rate and momentum, or either with the word reset behind; gradus train takes auto, too, for rounds of measured length; got '%s'"
                            .formatted(text));
        }
        Outer outer =
                form.group(3) == null
                        ? new Outer.Average()
                        : new Outer.Nesterov(number(form.group(3)), number(form.group(4)));
        String inner = form.group(5);
        return new Rounds(
                Integer.parseInt(form.group(2)),
                outer,
                inner == null || inner.strip().equals("keep") ? Inner.KEEP : Inner.RESET);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException fault) {
            throw new IllegalArgumentException("'%s' is not a number".formatted(text), fault);
        }
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
