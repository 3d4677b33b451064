package dev.gradus.sweep;

import dev.gradus.number.Text;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.text.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of a recipe that varies in a sweep, with its values:
 *
 * <pre>
 * lr=log(1e-4, 1, 9)                 nine rates at equal ratios
 * lr=log(1e-4, 1)                    any rate between, for random points
 * optimizer=adam, nesterov(0.9)      each of these
 * batchSize=16, 32, 64
 * </pre>
 *
 * @param key which setting
 * @param values what it may be
 */
public record Axis(Key<?> key, AxisValues values) {
    private static final Map<String, String> SHORT = Map.of("lr", "learningRate");
    private static final Set<Key<?>> NOT_VARIED =
            Set.of(
                    Keys.SEED,
                    Keys.THREADS,
                    Keys.KEEP,
                    Keys.CHECKPOINT_EVERY,
                    Keys.METRICS,
                    Keys.NO_EXAMPLES);
    private static final Set<Key<?>> OF_DATA = Set.of(Keys.DATA, Keys.LABEL, Keys.TARGET);
    private static final Pattern RANGE = Pattern.compile("(log|linear)\\s*\\(([^()]*)\\)");

    /**
     * Reads {@code NAME=VALUES}, where the name is a setting's in a recipe or the option's of the
     * command, and the values are a range of numbers or texts between commas; commas within
     * brackets or quotes do not separate.
     *
     * @param text the axis as a user writes it
     * @return the axis
     * @throws IllegalArgumentException if it cannot be read; the message says what to write
     */
    public static Axis parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "an axis is written as lr=0.01, 0.1 or lr=log(1e-4, 1, 9), got '%s'"
                            .formatted(text));
        }
        Key<?> key = key(text.substring(0, equals).strip());
        try {
            var axis = new Axis(key, values(key, text.substring(equals + 1).strip()));
            axis.requireReadableAndDistinct();
            return axis;
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException(key + ": " + fault.getMessage(), fault);
        }
    }

    private static Key<?> key(String written) {
        String name = SHORT.getOrDefault(written, camelCase(written));
        Key<?> key =
                Keys.named(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        Suggestions.unknown("setting", written, Keys.names())));
        if (OF_DATA.contains(key)) {
            throw new IllegalArgumentException(
                    "a sweep varies how data are learned from, not %s; sweep each by itself"
                            .formatted(key));
        }
        if (key == Keys.JUDGE_BY) {
            throw new IllegalArgumentException(
                    "a sweep judges all points by one metric; choose it in the recipe (--judge-by accuracy)");
        }
        if (NOT_VARIED.contains(key)) {
            throw new IllegalArgumentException(
                    key == Keys.SEED
                            ? "a sweep chooses the seeds itself; repeat each point with several (--seeds 3)"
                            : "%s does not change what is learned, so a sweep does not vary it"
                                    .formatted(key));
        }
        return key;
    }

    private static String camelCase(String words) {
        Matcher letter = Pattern.compile("-(.)").matcher(words);
        return letter.replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    private static AxisValues values(Key<?> key, String text) {
        Matcher range = RANGE.matcher(text);
        return range.matches()
                ? range(key, range.group(1), range.group(2))
                : new AxisValues.Listed(divided(text));
    }

    private static AxisValues range(Key<?> key, String scale, String arguments) {
        List<String> numbers = divided(arguments);
        if (numbers.size() < 2 || numbers.size() > 3) {
            throw new IllegalArgumentException(
                    "a range is written as %s(LOW, HIGH) or %s(LOW, HIGH, COUNT), got %s(%s)"
                            .formatted(scale, scale, scale, arguments));
        }
        return new AxisValues.Range(
                AxisValues.Scale.valueOf(scale.toUpperCase(Locale.ROOT)),
                number(numbers.get(0)),
                number(numbers.get(1)),
                numbers.size() == 3 ? OptionalInt.of(count(numbers.get(2))) : OptionalInt.empty(),
                isWhole(key));
    }

    /** Tries 0.5 and 1.5 and the like, to find out whether a setting takes whole numbers only. */
    private static boolean isWhole(Key<?> key) {
        return !reads(key, "0.5") && !reads(key, "1.5");
    }

    private static boolean reads(Key<?> key, String text) {
        try {
            key.read(text);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static int count(String text) {
        double count = number(text);
        if (count != (int) count) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the number of values in a range is a whole number from 2 to %,d, got %s",
                            SweepPlan.MOST_TRIALS, text));
        }
        return (int) count;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(
                    "a range takes numbers, got '%s'".formatted(text), none);
        }
    }

    /** Splits at commas outside of brackets and quotes. */
    private static List<String> divided(String text) {
        var parts = new ArrayList<String>();
        int depth = 0;
        char quote = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        if (parts.contains("")) {
            throw new IllegalArgumentException("there is an empty value in '%s'".formatted(text));
        }
        return parts;
    }

    private void requireReadableAndDistinct() {
        if (values instanceof AxisValues.Listed(List<String> texts)) {
            var read = new HashMap<Object, String>();
            for (String text : texts) {
                String same = read.putIfAbsent(key.read(text), text);
                if (same != null) {
                    throw new IllegalArgumentException(
                            same.equals(text)
                                    ? "the value %s is given twice; leave one out".formatted(text)
                                    : "%s and %s are the same value; leave one out"
                                            .formatted(same, text));
                }
            }
        }
    }

    /** Returns the axis as {@link #parse} reads it. */
    @Override
    public String toString() {
        return key + "=" + values;
    }
}
