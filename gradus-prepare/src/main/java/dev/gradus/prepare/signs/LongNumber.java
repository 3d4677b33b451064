package dev.gradus.prepare.signs;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole number with more digits than a {@code double} keeps, such as 9007199254740993, which
 * becomes 9007199254740992.
 *
 * @param written the number as it is written
 * @param line the line of its row
 */
public record LongNumber(String written, long line) {
    /** Every whole number with at most this many digits is exact. */
    private static final int EXACT = 15;

    private static final int LONGEST = 400;

    /** Digits, or groups of three, with a sign, and with a currency or a percent sign. */
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:\\p{Sc}\\h*)?([+-]?)(?:\\p{Sc}\\h*)?([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\\.[0-9]{3})+)(?:\\h*[\\p{Sc}%])?");

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
        return digits(field)
                .filter(digits -> exact(digits).compareTo(used(digits)) != 0)
                .isPresent();
    }

    /** Returns the digits of a long whole number, with its sign and nothing between them. */
    private static Optional<String> digits(String field) {
        if (field.length() <= EXACT || field.length() > LONGEST || hasOneMark(field)) {
            return Optional.empty();
        }
        return Optional.of(FORM.matcher(field))
                .filter(Matcher::matches)
                .map(form -> form.group(1) + form.group(2).replaceAll("[.,]", ""));
    }

    /** Rules out numbers with decimals quickly. */
    private static boolean hasOneMark(String field) {
        int marks = 0;
        for (int i = 0; i < field.length(); i++) {
            marks += field.charAt(i) == '.' || field.charAt(i) == ',' ? 1 : 0;
        }
        return marks == 1;
    }

    private static BigDecimal exact(String digits) {
        return new BigDecimal(digits);
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
                .formatted(
                        column,
                        written,
                        place,
                        used(digits(written).orElseThrow()).toPlainString());
    }
}
