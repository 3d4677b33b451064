package dev.gradus.prepare;

import dev.gradus.number.PlainNumber;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads fields of tables as people write them. */
final class Fields {
    /** What stands for a missing value, as in pandas, and the question mark of the UCI tables. */
    private static final Set<String> MISSING =
            Set.of(
                    "", "?", "#n/a", "#na", "n/a", "na", "<na>", "nan", "-nan", "null", "none",
                    "\\n");

    private static final int LONGEST_MISSING = 4;

    /** What such a field begins with; most fields are told apart by it. */
    private static final String FIRST_OF_MISSING = "?#<-\\nN";

    private static final Pattern THOUSANDS =
            Pattern.compile("[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\\.[0-9]*)?");

    private static final Pattern INFINITE =
            Pattern.compile("[+-]?(inf|infinity|∞)", Pattern.CASE_INSENSITIVE);

    /** A sign before or after a currency symbol, which may also come last, like a percent sign. */
    private static final Pattern UNIT =
            Pattern.compile("([+-]?)(?:\\p{Sc}\\h*)?([+-]?[0-9.][0-9.,eE+-]*)(?:\\h*[\\p{Sc}%])?");

    private static final int LONGEST_NUMBER = 400;

    private Fields() {}

    /** Returns whether a field has no value. */
    static boolean isMissing(String field) {
        int length = field.length();
        return length == 0
                || (length <= LONGEST_MISSING
                        && FIRST_OF_MISSING.indexOf(field.charAt(0)) >= 0
                        && MISSING.contains(field.toLowerCase(Locale.ROOT)));
    }

    /**
     * Reads a number such as {@code -1.5}, {@code 2e-3}, {@code 100,000}, {@code € 12.50} or {@code
     * 15 %}, which is 15.
     *
     * @return NaN if it is not a finite number
     */
    static double number(String field) {
        double plain = PlainNumber.of(field);
        if (!Double.isNaN(plain)) {
            return plain;
        }
        if (field.isEmpty() || field.length() > LONGEST_NUMBER) {
            return Double.NaN;
        }
        if (hasUnit(field)) {
            Matcher unit = UNIT.matcher(field);
            return unit.matches() ? number(unit.group(1) + unit.group(2)) : Double.NaN;
        }
        if (field.indexOf(',') >= 0) {
            return THOUSANDS.matcher(field).matches() ? parsed(field.replace(",", "")) : Double.NaN;
        }
        return isSpelledAsNumber(field) ? parsed(field) : Double.NaN;
    }

    /** Returns whether a field is a number with one decimal mark or the other. */
    static boolean isNumber(String field) {
        return !Double.isNaN(number(field)) || !Double.isNaN(number(field, DecimalMark.COMMA));
    }

    /** Reads a number with this decimal mark, as {@link #number(String)} reads one with a point. */
    static double number(String field, DecimalMark mark) {
        if (mark == DecimalMark.POINT || !hasMark(field)) {
            return number(field);
        }
        boolean mayBe =
                canBegin(field.charAt(0))
                        && field.charAt(field.length() - 1) != ','
                        && mayBeGrouped(field);
        return mayBe ? number(exchanged(field)) : Double.NaN;
    }

    /**
     * Rules out most numbers with decimals after a point: groups of thousands have three digits.
     */
    private static boolean mayBeGrouped(String field) {
        int point = field.indexOf('.');
        if (point < 0) {
            return true;
        }
        int end = point + 1;
        while (end < field.length() && isDigit(field.charAt(end))) {
            end++;
        }
        return end - point - 1 == 3;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Returns whether a field has a point or a comma. */
    static boolean hasMark(String field) {
        return field.indexOf('.') >= 0 || field.indexOf(',') >= 0;
    }

    /** Rules out most texts quickly. */
    private static boolean canBegin(char c) {
        return isDigit(c) || c == '-' || c == '+' || c == ',' || c == '.' || isUnit(c);
    }

    private static String exchanged(String field) {
        if (field.length() > LONGEST_NUMBER) {
            return "";
        }
        char[] characters = field.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] =
                    switch (characters[i]) {
                        case '.' -> ',';
                        case ',' -> '.';
                        default -> characters[i];
                    };
        }
        return new String(characters);
    }

    /** Returns whether a field is a number beyond all finite ones, such as inf or 1e999. */
    static boolean isInfinite(String field) {
        if (field.isEmpty() || field.length() > LONGEST_NUMBER) {
            return false;
        }
        if (INFINITE.matcher(field).matches()) {
            return true;
        }
        return isSpelledAsNumber(field) && Double.isInfinite(value(field));
    }

    private static boolean hasUnit(String field) {
        return isUnit(field.charAt(field.length() - 1))
                || isUnit(field.charAt(0))
                || (field.length() > 1 && isUnit(field.charAt(1)));
    }

    private static boolean isUnit(char c) {
        return c == '%' || Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    /** Rules out most texts quickly, so that few exceptions are thrown. */
    private static boolean isSpelledAsNumber(String field) {
        char before = 'e';
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            boolean isSign = c == '-' || c == '+';
            boolean isExponent = c == 'e' || c == 'E';
            if (!isDigit(c)
                    && c != '.'
                    && !(isExponent && i > 0)
                    && !(isSign && (before == 'e' || before == 'E'))) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private static double parsed(String field) {
        double value = value(field);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private static double value(String field) {
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }
}
