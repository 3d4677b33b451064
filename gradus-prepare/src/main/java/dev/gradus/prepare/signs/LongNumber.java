package dev.gradus.prepare.signs;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A whole number with more digits than a {@code double} keeps, such as 9007199254740993, which
 * becomes 9007199254740992.
 *
 * @param digits the number as it is written
 * @param line the line of its row
 */
public record LongNumber(String digits, long line) {
    /** Every whole number with at most this many digits is exact. */
    private static final int EXACT = 15;

    private static final int LONGEST = 400;

    /**
     * {@return the number in a field, if it is one that loses digits}
     *
     * @param field without blanks around it
     * @param line the line of its row
     */
    public static Optional<LongNumber> of(String field, long line) {
        return losesDigits(field) ? Optional.of(new LongNumber(field, line)) : Optional.empty();
    }

    /**
     * {@return whether a field is a whole number that loses digits}
     *
     * @param field without blanks around it
     */
    public static boolean losesDigits(String field) {
        boolean isLong = field.length() > EXACT && field.length() <= LONGEST && isOfDigits(field);
        return isLong && new BigDecimal(field).compareTo(used(field)) != 0;
    }

    private static boolean isOfDigits(String field) {
        boolean hasSign = field.charAt(0) == '-' || field.charAt(0) == '+';
        return field.chars().skip(hasSign ? 1 : 0).allMatch(c -> c >= '0' && c <= '9');
    }

    private static BigDecimal used(String digits) {
        return new BigDecimal(Double.parseDouble(digits));
    }

    /**
     * {@return what becomes of the number, a sentence without its end}
     *
     * @param column the name of its column
     * @param place where its row is, for people
     */
    public String remark(String column, String place) {
        return "column '%s': '%s' (%s) is used as %s, since whole numbers are exact to 15 digits"
                .formatted(column, digits, place, used(digits).toPlainString());
    }
}
