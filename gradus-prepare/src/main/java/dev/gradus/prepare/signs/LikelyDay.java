package dev.gradus.prepare.signs;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days as people write them, in forms that are not read: {@code 28.11.26}, {@code 28-11-2026},
 * {@code Nov 28, 2026}, {@code 28-Nov-26}.
 */
public final class LikelyDay {
    private static final int LONGEST = 40;

    private static final Set<String> MONTHS =
            Set.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec", "mai", "okt", "dez");

    private static final Pattern NUMBERS =
            Pattern.compile("([0-9]{1,4})([-./])([0-9]{1,2})\\2([0-9]{2}|[0-9]{4})(?:[ T].*)?");

    private static final Pattern NAMED =
            Pattern.compile(
                    "(?:[0-9]{1,2}[-./ ]*)?([A-Za-z]{3})[a-z]*[-.,/ ]+(?:[0-9]{1,2}(?:st|nd|rd|th)?[-.,;/ ]+)?(?:[0-9]{4}|[0-9]{2})(?:[ T].*)?");

    private LikelyDay() {}

    /**
     * {@return whether a field is likely to be a day}
     *
     * @param field a field that is not a number
     */
    public static boolean is(String field) {
        if (field.length() < 6 || field.length() > LONGEST) {
            return false;
        }
        char first = field.charAt(0);
        boolean isDigit = first >= '0' && first <= '9';
        return isDigit
                ? isOfNumbers(field) || isNamed(field)
                : hasMonthAt(field, 0) && isNamed(field);
    }

    private static boolean isOfNumbers(String field) {
        Matcher form = NUMBERS.matcher(field);
        if (!form.matches()) {
            return false;
        }
        int first = Integer.parseInt(form.group(1));
        int second = Integer.parseInt(form.group(3));
        int last = Integer.parseInt(form.group(4));
        boolean isYearFirst = form.group(1).length() > 2;
        int other = isYearFirst ? last : first;
        return Math.min(other, second) >= 1
                && Math.min(other, second) <= 12
                && Math.max(other, second) <= 31;
    }

    private static boolean isNamed(String field) {
        Matcher form = NAMED.matcher(field);
        return form.matches() && isMonth(form.group(1));
    }

    private static boolean hasMonthAt(String field, int from) {
        return isMonth(field.substring(from, from + 3));
    }

    private static boolean isMonth(String three) {
        return MONTHS.contains(three.toLowerCase(Locale.ROOT));
    }
}
