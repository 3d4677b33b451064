package dev.gradus.recipe;

import dev.gradus.number.Text;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads plain values from YAML, JSON or a command line as the type of a setting. */
final class Plain {
    /**
     * Java would also accept what people do not write as numbers: type suffixes, hexadecimal
     * digits.
     */
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?|[-+]?Infinity|NaN");

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,40}");

    private Plain() {}

    static String text(Object value) {
        if (value instanceof List<?> || value instanceof Map<?, ?>) {
            throw new IllegalArgumentException("expected a text, got " + value);
        }
        return value.toString().strip();
    }

    static List<Object> list(Object value) {
        return value instanceof List<?> several ? List.copyOf(several) : List.of(value);
    }

    static List<String> names(Object value) {
        List<String> names =
                list(value).stream()
                        .flatMap(each -> Arrays.stream(text(each).split(",", -1)))
                        .map(String::strip)
                        .toList();
        if (names.contains("")) {
            throw new IllegalArgumentException(
                    "expected names separated by commas, as in conv*, dense1, got '%s'"
                            .formatted(value));
        }
        return names;
    }

    static double number(Object value) {
        String text = text(value);
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a number, got '%s'".formatted(text));
        }
        return Double.parseDouble(text);
    }

    static boolean flag(Object value) {
        String text = text(value);
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("expected true or false, got '%s'".formatted(text));
        }
        return text.equals("true");
    }

    static long whole(Object value) {
        return whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static int count(Object value) {
        return (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long whole(Object value, long least, long most) {
        String text = text(value);
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("expected a whole number, got '%s'".formatted(text));
        }
        var number = new BigInteger(text);
        if (number.compareTo(BigInteger.valueOf(least)) < 0
                || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new IllegalArgumentException(
                    Text.of("expected a whole number from %d to %d, got '%s'", least, most, text));
        }
        return number.longValue();
    }

    static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
    }
}
