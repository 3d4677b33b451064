package dev.gradus.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** ScreenNumbers as people read them. */
public final class ScreenNumbers {
    private static final double LONG = 1e5;

    private ScreenNumbers() {}

    /** Returns at most so many significant digits, without needless zeros: 0.01, 4e-8, 1407. */
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

    public static String brief(double value) {
        return brief(value, 4);
    }

    /** Returns so many digits after the point, or few significant ones where that would be long. */
    public static String fixed(double value, int digits) {
        if (Math.abs(value) >= LONG || !Double.isFinite(value)) {
            return brief(value);
        }
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** Returns 95 s as 1:35, and 4000 s as 1:06:40. */
    public static String duration(double seconds) {
        long whole = Math.round(seconds);
        long minutes = whole / 60 % 60;
        return whole >= 3600
                ? "%d:%02d:%02d".formatted(whole / 3600, minutes, whole % 60)
                : "%d:%02d".formatted(minutes, whole % 60);
    }

    /** Returns 215370 as 215,370. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
