package dev.gradus.nn.engine.kit;

import dev.gradus.number.Text;
import java.util.Optional;

/** Some values that two backends computed from the same. */
final class Comparison {
    /** Results are stored in floats at last. */
    private static final double ROUNDING_OF_RESULT = 0x1p-24;

    private final Quantity quantity;
    private final String when;
    private final double[] actual;
    private final double[] expected;
    private final Optional<Judges> judges;
    private final String result;

    /** What is compared. */
    enum Quantity {
        OUTPUTS,
        LOSS,
        GRADIENT,
        NORM,
        STATISTIC,
        /** A parameter before training or after an update. */
        PARAMETER,
        SLOT
    }

    /**
     * @param quantity what they are
     * @param when the moment, and which of them they are
     * @param actual what the backend that is tested computed
     * @param expected what plain Java computed
     * @param judges what decides if they differ; none where both do the same operations
     * @param result what the judges call it
     */
    private Comparison(
            Quantity quantity,
            String when,
            float[] actual,
            float[] expected,
            Optional<Judges> judges,
            String result) {
        this.quantity = quantity;
        this.when = when;
        this.actual = Closeness.widened(actual, actual.length);
        this.expected = Closeness.widened(expected, expected.length);
        this.judges = judges;
        this.result = result;
    }

    static Comparison judged(
            Quantity quantity,
            String when,
            float[] actual,
            float[] expected,
            Judges judges,
            String result) {
        return new Comparison(quantity, when, actual, expected, Optional.of(judges), result);
    }

    static Comparison same(Quantity quantity, String when, float[] actual, float[] expected) {
        return new Comparison(quantity, when, actual, expected, Optional.empty(), "");
    }

    Quantity quantity() {
        return quantity;
    }

    /** Returns whether there is something that decides. */
    boolean isJudged() {
        return judges.isPresent();
    }

    /** Returns how far apart the two are: infinitely, if one alone is no number or infinite. */
    double distance() {
        return Closeness.distance(actual, expected);
    }

    /** Returns the length of what plain Java computed, of its finite values. */
    double length() {
        double squares = 0;
        for (double value : expected) {
            squares += Double.isFinite(value) ? value * value : 0;
        }
        return Math.sqrt(squares);
    }

    /**
     * What double precision says of the two.
     *
     * @param actual how far the tested backend is from it
     * @param expected how far plain Java is from it
     * @param spread how far the worst of some roundings is from it, and that of the result itself
     */
    record Judgement(double actual, double expected, double spread) {
        /** Returns whether neither is farther than a multiple of what roundings do. */
        boolean allows(double multiple) {
            return Double.isFinite(spread)
                    && actual <= multiple * spread
                    && expected <= multiple * spread;
        }
    }

    Judgement judgement(int roundings) {
        Judges open = judges.orElseThrow();
        double[] exact = open.exact(result);
        return new Judgement(
                Closeness.distance(actual, exact),
                Closeness.distance(expected, exact),
                open.spread(result, roundings) + ROUNDING_OF_RESULT * Closeness.length(exact));
    }

    /** Returns in words how far apart the two are, and where the farthest. */
    @Override
    public String toString() {
        int worst = 0;
        for (int i = 0; i < expected.length; i++) {
            boolean farther =
                    Closeness.apart(actual[i], expected[i])
                            > Closeness.apart(actual[worst], expected[worst]);
            worst = farther ? i : worst;
        }
        return Text.of(
                "%s %s: %.2g apart, of %.2g; worst at %d: %s instead of %s",
                quantity,
                when,
                distance(),
                length(),
                worst,
                (float) actual[worst],
                (float) expected[worst]);
    }
}
