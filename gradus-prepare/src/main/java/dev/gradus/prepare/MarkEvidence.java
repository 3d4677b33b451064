package dev.gradus.prepare;

import dev.gradus.prepare.statistics.Extreme;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Counts the numbers of a column by what they show about its decimal mark: {@code 12} nothing,
 * {@code 0.5}, {@code 1,234.5} and {@code 1,234,567} that it is a point, {@code 0,5}, {@code 0,014}
 * and {@code 1.234,5} that it is a comma. {@code 1,234} and {@code 1.234} can be read either way.
 */
final class MarkEvidence {
    /** In a column of numbers, at least 19 of 20 fields are numbers. */
    static final double NUMBERS = 0.95;

    private final Optional<DecimalMark> usual;
    private final Tally whole = new Tally();
    private final Tally points = new Tally();
    private final Tally commas = new Tally();
    private final Tally eitherAsPoint = new Tally();
    private final Tally eitherAsComma = new Tally();
    private boolean hasEitherWithComma;
    private String either = "";
    private String point = "";
    private String comma = "";

    /**
     * Creates a count of no numbers.
     *
     * @param usual the usual mark of the table's numbers; empty if they are not text, so that
     *     {@code 1.234} has a decimal point
     */
    MarkEvidence(Optional<DecimalMark> usual) {
        this.usual = usual;
    }

    /** Counts a field; returns whether it is a number in either form. */
    boolean add(String field) {
        double asPoint = Fields.number(field);
        if (!Fields.hasMark(field)) {
            return !Double.isNaN(asPoint) && whole.add(asPoint);
        }
        double asComma = Fields.number(field, DecimalMark.COMMA);
        if (Double.isNaN(asPoint)) {
            comma = comma.isEmpty() && !Double.isNaN(asComma) ? field : comma;
            return !Double.isNaN(asComma) && commas.add(asComma);
        }
        boolean hasComma = field.indexOf(',') >= 0;
        if (Double.isNaN(asComma) || (usual.isEmpty() && !hasComma)) {
            point = point.isEmpty() ? field : point;
            return points.add(asPoint);
        }
        either = either.isEmpty() || (hasComma && !hasEitherWithComma) ? field : either;
        hasEitherWithComma |= hasComma;
        return eitherAsPoint.add(asPoint) && eitherAsComma.add(asComma);
    }

    /** Returns the mark that the column's numbers prove. */
    Optional<DecimalMark> proved() {
        return points.count == commas.count
                ? Optional.empty()
                : Optional.of(points.count > commas.count ? DecimalMark.POINT : DecimalMark.COMMA);
    }

    /**
     * Returns the mark that a column of numbers proves.
     *
     * @param present how many fields have a value
     */
    Optional<DecimalMark> provedBy(long present) {
        return proved().filter(mark -> read(mark).count() >= NUMBERS * present);
    }

    /** Returns whether there is a number that can be read in two ways. */
    boolean isAmbiguous() {
        return eitherAsPoint.count > 0;
    }

    /** Returns all numbers that can be read with a mark. */
    Tally read(DecimalMark mark) {
        return mark == DecimalMark.POINT
                ? Tally.of(whole, points, eitherAsPoint)
                : Tally.of(whole, commas, eitherAsComma);
    }

    /**
     * Returns whether the last number is the sum of the others.
     *
     * @param last the field of the last row
     */
    boolean endsInSum(DecimalMark mark, String last) {
        return read(mark).endsInSum(Fields.number(last, mark));
    }

    /** Returns how many numbers cannot be read with a mark. */
    long unread(DecimalMark mark) {
        return mark == DecimalMark.POINT ? commas.count : points.count;
    }

    /**
     * Returns how the column's numbers are written.
     *
     * @param others what the other columns prove, if they agree
     * @param odd the first field that is not a number in either form; empty if there is none
     */
    NumberForm form(Optional<DecimalMark> others, String odd) {
        DecimalMark usually = usual.orElse(DecimalMark.POINT);
        Optional<DecimalMark> proved = proved();
        if (proved.isPresent() || points.count > 0) {
            DecimalMark mark = proved.orElse(usually);
            boolean isUsual = mark == usually || mark == DecimalMark.POINT;
            return form(
                    mark,
                    isUsual ? NumberForm.Basis.USUAL : NumberForm.Basis.PROVED,
                    mark == DecimalMark.POINT ? point : comma,
                    odd.isEmpty() ? (mark == DecimalMark.POINT ? comma : point) : odd);
        }
        if (!isAmbiguous()) {
            return form(others.orElse(usually), NumberForm.Basis.USUAL, "", odd);
        }
        DecimalMark byItself = hasEitherWithComma ? usually : DecimalMark.POINT;
        DecimalMark mark = others.orElse(byItself);
        boolean isUsual = mark == byItself && (others.isPresent() || isOfUsualPoints());
        return form(
                mark,
                isUsual
                        ? NumberForm.Basis.USUAL
                        : others.isPresent()
                                ? NumberForm.Basis.OTHER_COLUMNS
                                : NumberForm.Basis.ASSUMED,
                either,
                odd);
    }

    private boolean isOfUsualPoints() {
        return !hasEitherWithComma && usual.orElse(DecimalMark.POINT) == DecimalMark.POINT;
    }

    private NumberForm form(
            DecimalMark mark, NumberForm.Basis basis, String example, String other) {
        return new NumberForm(mark, basis, example, read(mark).count, other);
    }

    /** How many numbers there are, and what they have in common. */
    static final class Tally {
        /** Of few numbers, the last may be the sum of the others by accident. */
        private static final int FEWEST_OF_SUM = 8;

        /** A single number far away is one that was measured so, or a slip. */
        private static final int FEWEST_APART = 2;

        /** Numbers that were rounded to be shown sum up to a little less or more. */
        private static final double SUM_ERROR = 1e-4;

        private long count;
        private long wholes;
        private final Extreme least = Extreme.least();
        private final Extreme greatest = Extreme.greatest();
        private double sum;
        private double farthest;
        private double secondFarthest;

        private static Tally of(Tally... parts) {
            var all = new Tally();
            for (Tally part : parts) {
                all.count += part.count;
                all.wholes += part.wholes;
                all.least.addAll(part.least);
                all.greatest.addAll(part.greatest);
                all.sum += part.sum;
                all.reach(part.farthest);
                all.reach(part.secondFarthest);
            }
            return all;
        }

        private boolean add(double number) {
            count++;
            wholes += number == Math.rint(number) ? 1 : 0;
            least.add(number);
            greatest.add(number);
            sum += number;
            reach(Math.abs(number));
            return true;
        }

        private void reach(double distance) {
            if (distance > farthest) {
                secondFarthest = farthest;
                farthest = distance;
            } else if (distance > secondFarthest) {
                secondFarthest = distance;
            }
        }

        long count() {
            return count;
        }

        long wholes() {
            return wholes;
        }

        /** Returns the mean, which is NaN if there are no numbers. */
        double mean() {
            return sum / count;
        }

        double least() {
            return least.first();
        }

        double greatest() {
            return greatest.first();
        }

        /**
         * Returns the number of several rows that is farther from all others than these are from
         * each other, as -999 is where it stands for a missing value.
         */
        Optional<Extreme> apart() {
            return Stream.of(least, greatest)
                    .filter(each -> each.count() >= FEWEST_APART)
                    .filter(each -> {
                        double others =
                                each == least
                                        ? greatest.first() - least.second()
                                        : greatest.second() - least.first();
                        return others > 0 && Math.abs(each.first() - each.second()) > others;
                    })
                    .findFirst();
        }

        /**
         * Returns whether the last number is the sum of the others. It has to be twice as far from
         * 0 as each of them, so that it is hardly so by accident.
         *
         * @param last the last number
         */
        boolean endsInSum(double last) {
            double others = sum - last;
            return count >= FEWEST_OF_SUM
                    && Math.abs(last) == farthest
                    && farthest >= 2 * secondFarthest
                    && secondFarthest > 0
                    && Math.abs(last - others) <= SUM_ERROR * Math.abs(last);
        }
    }
}
