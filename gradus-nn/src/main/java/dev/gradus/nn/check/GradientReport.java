package dev.gradus.nn.check;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import java.util.Comparator;
import java.util.List;

/**
 * What a {@link GradientCheck} found.
 *
 * @param deviations the worst of each input and each parameter, in the network's order
 * @param changes values that differed when they were computed again
 */
public record GradientReport(List<Deviation> deviations, List<Change> changes) {
    /** The largest share allowed by default. */
    public static final double TOLERANCE = 0.01;

    /** Copies the list. */
    public GradientReport {
        deviations = List.copyOf(deviations);
        changes = List.copyOf(changes);
    }

    /**
     * How far a gradient is from finite differences, at the worst place.
     *
     * @param of the name of the input or parameter
     * @param index the place, in logical order; of an input, examples one after another
     * @param gradient the derivative that the backward pass gave there
     * @param difference the nearest difference quotient
     * @param share how far they are apart, in relation to the largest value of this gradient, or to
     *     a hundredth of the largest of all gradients if that is more; NaN if one is NaN
     * @param checked how many places were looked at
     * @param size how many there are
     */
    public record Deviation(
            String of,
            int index,
            double gradient,
            double difference,
            double share,
            int checked,
            int size) {
        /**
         * {@return whether the share is a number of at most {@code tolerance}}
         *
         * @param tolerance the largest relative deviation allowed
         */
        public boolean isWithin(double tolerance) {
            return share <= tolerance;
        }
    }

    /**
     * A value that differed between two passes with the same examples, parameters and step.
     *
     * @param of what the value belongs to
     * @param index its place, in logical order
     * @param before its value in the first pass
     * @param after its value in the second pass
     */
    public record Change(String of, int index, double before, double after) {}

    /** {@return the deviation with the largest share} */
    public Deviation worst() {
        return deviations.stream()
                .max(Comparator.comparingDouble(Deviation::share))
                .orElseThrow(() -> new IllegalStateException("nothing was checked"));
    }

    /**
     * Does nothing if every gradient is right within {@link #TOLERANCE} and nothing changed.
     *
     * @throws IllegalStateException if not; the message names the worst place and both numbers
     */
    public void requireClose() {
        requireClose(TOLERANCE);
    }

    /**
     * Does nothing if every gradient is right within a tolerance and nothing changed.
     *
     * @param tolerance the largest {@link Deviation#share} allowed
     * @throws IllegalStateException if not; the message names the worst place and both numbers
     */
    public void requireClose(double tolerance) {
        if (!changes.isEmpty()) {
            Change change = changes.getFirst();
            throw new IllegalStateException(
                    Text.of(
                            "%s at %d was %s and then %s for the same examples, parameters and step; a pass must not depend on what an earlier one left",
                            change.of, change.index, number(change.before), number(change.after)));
        }
        Deviation worst = worst();
        if (!worst.isWithin(tolerance)) {
            throw new IllegalStateException(
                    Text.of(
                            "the gradient of '%s' at %d is %s, its difference quotient %s: %s apart, in relation to the gradient, where %s is allowed",
                            worst.of,
                            worst.index,
                            number(worst.gradient),
                            number(worst.difference),
                            number(worst.share),
                            number(tolerance)));
        }
    }

    private static String number(double value) {
        return NumberText.brief(value, 5);
    }
}
