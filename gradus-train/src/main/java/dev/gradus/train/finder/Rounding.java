package dev.gradus.train.finder;

import java.math.BigDecimal;
import java.math.MathContext;

/** Rounds rates to what people write. */
final class Rounding {
    private static final MathContext DIGITS = new MathContext(2);

    private Rounding() {}

    /** Returns a rate with two digits: 0.0137 is 0.014. More digits would mean nothing. */
    static double twoDigits(double rate) {
        return new BigDecimal(rate).round(DIGITS).doubleValue();
    }
}
