package dev.gradus.schedule.argument;

/** Numbers as the text form writes them: the shortest that reads back to the same bits. */
public final class Decimal {
    private Decimal() {}

    public static String text(double value) {
        var digits = Double.toString(value);
        return digits.replace(".0E", "E").replace('E', 'e').replaceFirst("\\.0$", "");
    }

    /** At most six significant digits, for sentences and tables. */
    public static String brief(double value) {
        return Double.isFinite(value)
                ? text(
                        new java.math.BigDecimal(value)
                                .round(new java.math.MathContext(6))
                                .doubleValue())
                : Double.toString(value);
    }
}
