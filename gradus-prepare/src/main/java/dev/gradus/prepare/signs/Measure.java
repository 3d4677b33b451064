package dev.gradus.prepare.signs;

import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A number with something around it, or something between its thousands that is not read: {@code 12
 * kg}, {@code CHF 12}, {@code 1 200,50}, {@code 1'200.50}, {@code 12,34,567}. What accounts write
 * for a number below zero, {@code (12.50)} and {@code 12.50-}, is one.
 *
 * @param number the number alone, as in {@code -1200,50}
 * @param around all that is not the number, such as {@code kg}
 */
public record Measure(String number, String around) {
    private static final int LONGEST = 40;

    private static final String BLANK = "[\\h\\s]*";

    private static final String MINUS = "\u2212-";

    private static final Set<String> CURRENCIES =
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .collect(Collectors.toUnmodifiableSet());

    private static final Pattern FORM =
            Pattern.compile(
                    "([(]?\\p{Sc}?[+%1$s]?\\p{Sc}?|(?<currency>[A-Z]{3}))".formatted(MINUS)
                            + BLANK
                            + "(?<digits>[0-9]{1,3}(?:[\\h'’][0-9]{3})+(?:[.,][0-9]+)?"
                            + "|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:[.][0-9]+)?"
                            + "|[0-9][0-9.,]*)"
                            + BLANK
                            + "([\\p{L}°µ²³/%%‰\\p{Sc}]{0,8}[.]?[)%s]?)".formatted(MINUS)
                            + BLANK);

    private static final Pattern LAKHS = Pattern.compile("[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}.*");

    /**
     * {@return the measure that a field may be; empty for other fields}
     *
     * @param field a field that is not a plain number
     */
    public static Optional<Measure> of(String field) {
        if (field.length() > LONGEST || !mayBe(field)) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(field);
        return form.matches() && isCurrency(form.group("currency"))
                ? Optional.of(measure(form.group(1), form.group("digits"), form.group(4)))
                : Optional.empty();
    }

    private static Measure measure(String before, String digits, String after) {
        String around = before + after;
        boolean isBelowZero =
                around.chars().anyMatch(c -> MINUS.indexOf(c) >= 0)
                        || (before.startsWith("(") && after.endsWith(")"));
        String plain = digits.replaceAll("[\\h'’]", "");
        String number = LAKHS.matcher(plain).matches() ? plain.replace(",", "") : plain;
        return new Measure((isBelowZero ? "-" : "") + number, around);
    }

    private static boolean isCurrency(@Nullable String code) {
        return code == null || CURRENCIES.contains(code);
    }

    /** Rules out most texts quickly. */
    private static boolean mayBe(String field) {
        char c = field.charAt(0);
        return isDigit(c)
                || c == '('
                || c == '+'
                || MINUS.indexOf(c) >= 0
                || Character.getType(c) == Character.CURRENCY_SYMBOL
                || (c >= 'A' && c <= 'Z' && isDigit(field.charAt(field.length() - 1)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
