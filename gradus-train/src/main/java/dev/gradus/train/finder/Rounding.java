package dev.gradus.train.finder;

import java.math.BigDecimal;
import java.math.MathContext;

/** Rates as people write them. */
final class Rounding {
    private static final MathContext DIGITS = new MathContext(2);

    private Rounding() {}

    /** Returns a rate with two digits: 0.0137 is 0.014. A finer one would be no better. */
    static double twoDigits(double rate) {
        return new BigDecimal(rate).round(DIGITS).doubleValue();
    }
}
