package dev.gradus.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * How Gradus prints a number. Text that is read again must give the same bits: {@link #exact} in
 * what people write (schedules, layers, recipes), {@link #plain} where no exponent is allowed, and
 * {@link #json} in files of events. Text that only people read has few digits: {@link #brief},
 * {@link #fixed}, {@link #grouped}, {@link #counted} and {@link #clock}. None depends on the locale
 * of the machine.
 */
public final class NumberText {
    /** From this number on, {@link #fixed} shows significant digits instead of decimals. */
    private static final double LONG = 1e5;

    private NumberText() {}

    /**
     * Returns the shortest text that reads back as the same double: {@code 1}, {@code 0.1}, {@code
     * 1e-5}.
     *
     * @param value any double; NaN and infinities by their names in Java
     * @return the text
     */
    public static String exact(double value) {
        String text = Double.toString(value);
        int point = text.indexOf(".0");
        boolean whole = point >= 0 && (point + 2 == text.length() || text.charAt(point + 2) == 'E');
        String shorter = whole ? text.substring(0, point) + text.substring(point + 2) : text;
        return shorter.replace('E', 'e');
    }

    /**
     * Returns the shortest text without an exponent that reads back as the same double: {@code
     * 250000}, {@code 0.00001}.
     *
     * @param value any double; NaN and infinities by their names in Java
     * @return the text
     */
    public static String plain(double value) {
        String text = withoutExponent(Double.toString(value));
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /**
     * Returns the shortest JSON number that reads back as the same double. It always has a decimal
     * point, so that readers take it for a double, and no exponent from 1e-9 to 1e15.
     *
     * @param value any double; NaN and infinities, which JSON lacks, by their names in Java
     * @return the text
     */
    public static String json(double value) {
        String text = Double.toString(value);
        int power = power(text);
        return power < -9 || power > 15 ? text : withoutExponent(text);
    }

    private static int power(String text) {
        int exponent = text.indexOf('E');
        return exponent < 0 ? 0 : Integer.parseInt(text, exponent + 1, text.length(), 10);
    }

    /** Moves the decimal point itself, since the first use of {@code BigDecimal} takes long. */
    private static String withoutExponent(String text) {
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return text;
        }
        int power = power(text);
        String sign = text.startsWith("-") ? "-" : "";
        String fraction = text.substring(sign.length() + 2, exponent);
        String digits = text.charAt(sign.length()) + (fraction.equals("0") ? "" : fraction);
        if (power < 0) {
            return sign + "0." + "0".repeat(-power - 1) + digits;
        }
        int whole = power + 1;
        return digits.length() > whole
                ? sign + digits.substring(0, whole) + "." + digits.substring(whole)
                : sign + digits + "0".repeat(whole - digits.length()) + ".0";
    }

    /**
     * Returns a number rounded to significant digits, without trailing zeros: {@code 0.01}, {@code
     * 4e-8}, {@code 1407}. It has an exponent below 0.0001 and from 10,000,000.
     *
     * @param value any double; NaN and infinities by their names in Java
     * @param digits the most significant digits shown, at least 1
     * @return the text
     */
    public static String brief(double value, int digits) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
        if (rounded.signum() == 0) {
            return "0";
        }
        BigDecimal plain = rounded.stripTrailingZeros();
        int magnitude = plain.precision() - plain.scale() - 1;
        if (magnitude >= -4 && magnitude < 7) {
            return plain.toPlainString();
        }
        return plain.scaleByPowerOfTen(-magnitude).toPlainString() + "e" + magnitude;
    }

    /**
     * Returns a number rounded to four significant digits, as {@link #brief(double, int)} does.
     *
     * @param value any double
     * @return the text
     */
    public static String brief(double value) {
        return brief(value, 4);
    }

    /**
     * Returns a number with a fixed number of decimals, or with four significant digits from
     * 100,000 on.
     *
     * @param value any double; NaN and infinities by their names in Java
     * @param decimals digits after the point, at least 0
     * @return the text
     */
    public static String fixed(double value, int decimals) {
        if (Math.abs(value) >= LONG || !Double.isFinite(value)) {
            return brief(value);
        }
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /**
     * Returns a whole number with its digits in groups of three: {@code 215,370}.
     *
     * @param value any whole number
     * @return the text
     */
    public static String grouped(long value) {
        boolean isShort = -1000 < value && value < 1000; // a JVM's first format string takes long
        return isShort ? Long.toString(value) : String.format(Locale.ROOT, "%,d", value);
    }

    /**
     * Returns a number of things: {@code 1 step}, {@code 1,407 steps}, {@code 0 real runs}.
     *
     * @param count how many there are
     * @param one what one of them is called; any other number takes an {@code s} at its end
     * @return the text
     */
    public static String counted(long count, String one) {
        return counted(grouped(count), one);
    }

    /**
     * Returns a number of things: {@code 1 step}, {@code 2.5 steps}.
     *
     * @param count how many there are, as text
     * @param one what one of them is called; any other number takes an {@code s} at its end
     * @return the text
     */
    public static String counted(String count, String one) {
        return count + " " + one + (count.equals("1") ? "" : "s");
    }

    /**
     * Returns a time as a clock shows it: 95 seconds as {@code 1:35}, 4000 as {@code 1:06:40}.
     *
     * @param seconds at least 0; rounded to whole seconds
     * @return the text
     */
    public static String clock(double seconds) {
        long whole = Math.round(seconds);
        long minutes = whole / 60 % 60;
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, minutes, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", minutes, whole % 60);
    }
}
