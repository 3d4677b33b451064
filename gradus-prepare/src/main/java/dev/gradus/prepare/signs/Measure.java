package dev.gradus.prepare.signs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with something around it, or blanks or apostrophes between its thousands: {@code 12 kg},
 * {@code 1 200,50}, {@code 1'200.50}, {@code (12.50)}, {@code 12.50-}.
 *
 * @param number the number alone, as in {@code 1200,50}
 * @param around all that is not the number, such as {@code kg}
 */
public record Measure(String number, String around) {
    private static final int LONGEST = 40;

    private static final String BLANK = "[\\h\\s]*";

    private static final Pattern FORM =
            Pattern.compile(
                    "([(]?\\p{Sc}?[+-]?\\p{Sc}?)"
                            + BLANK
                            + "([0-9]{1,3}(?:[\\h'’][0-9]{3})+(?:[.,][0-9]+)?|[0-9][0-9.,]*)"
                            + BLANK
                            + "([\\p{L}°µ²³/%\\p{Sc}]{0,8}[.]?[)-]?)"
                            + BLANK);

    /**
     * {@return the measure that a field may be; empty for other fields}
     *
     * @param field a field that is not a plain number
     */
    public static Optional<Measure> of(String field) {
        if (field.length() > LONGEST || !mayBegin(field.charAt(0))) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(field);
        return form.matches()
                ? Optional.of(
                        new Measure(
                                form.group(2).replaceAll("[\\h'’]", ""),
                                form.group(1) + form.group(3)))
                : Optional.empty();
    }

    private static boolean mayBegin(char c) {
        return (c >= '0' && c <= '9')
                || c == '('
                || c == '-'
                || c == '+'
                || Character.getType(c) == Character.CURRENCY_SYMBOL;
    }
}
