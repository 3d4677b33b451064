package dev.gradus.number;

/**
 * Numbers of at most 15 digits, such as {@code -12.50} or {@code 2e-3}, several times as fast as
 * {@link Double#parseDouble} and with the same bits: the digits as a whole number and the power of
 * ten are both exact in a double, so that the one division or product of them is rounded correctly.
 *
 * @see "Clinger, How to Read Floating Point Numbers Accurately, PLDI 1990"
 */
public final class PlainNumber {
    private static final int MOST_DIGITS = 15;
    private static final int MOST_TENS = 22;
    private static final double[] TENS = new double[MOST_TENS + 1];

    static {
        TENS[0] = 1;
        for (int power = 1; power <= MOST_TENS; power++) {
            TENS[power] = TENS[power - 1] * 10; // exact: 10^22 = 5^22 2^22, and 5^22 < 2^53
        }
    }

    private PlainNumber() {}

    /**
     * {@return the number that a text spells; NaN if it is none, or not as plain as that}
     *
     * @param text what may be a number
     */
    public static double of(String text) {
        int length = text.length();
        int from = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        int at = from;
        long digits = 0; // of more digits than count, what wraps around is not used
        for (; at < length && isDigit(text.charAt(at)); at++) {
            digits = digits * 10 + (text.charAt(at) - '0');
        }
        int count = at - from;
        int tens = 0;
        if (at < length && text.charAt(at) == '.') {
            int point = at++;
            for (; at < length && isDigit(text.charAt(at)); at++) {
                digits = digits * 10 + (text.charAt(at) - '0');
            }
            tens = point + 1 - at;
            count -= tens;
        }
        if (count == 0 || count > MOST_DIGITS) {
            return Double.NaN;
        }
        if (at < length) {
            int exponent = exponent(text, at);
            if (exponent == Integer.MIN_VALUE) {
                return Double.NaN;
            }
            tens += exponent;
        }
        return scaled(text.charAt(0) == '-' ? -(double) digits : digits, tens);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static double scaled(double digits, int tens) {
        if (tens < -MOST_TENS || tens > MOST_TENS) {
            return Double.NaN;
        }
        return tens < 0 ? digits / TENS[-tens] : digits * TENS[tens];
    }

    /**
     * Returns the exponent from an e on, of up to 3 digits; the least of integers if it is none.
     */
    private static int exponent(String text, int from) {
        int at = from + 1;
        boolean hasSign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
        boolean isNegative = hasSign && text.charAt(at) == '-';
        at += hasSign ? 1 : 0;
        boolean isSpelled = text.charAt(from) == 'e' || text.charAt(from) == 'E';
        if (!isSpelled || at == text.length() || text.length() - at > 3) {
            return Integer.MIN_VALUE;
        }
        int exponent = 0;
        for (; at < text.length(); at++) {
            if (!isDigit(text.charAt(at))) {
                return Integer.MIN_VALUE;
            }
            exponent = exponent * 10 + (text.charAt(at) - '0');
        }
        return isNegative ? -exponent : exponent;
    }
}
