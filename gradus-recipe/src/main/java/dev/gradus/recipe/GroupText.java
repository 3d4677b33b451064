package dev.gradus.recipe;

import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.text.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter group as plain values, {@code pattern: conv*, learningRate: 0.1, weightDecay: 0}, or
 * {@code conv*=0.1x weightDecay 0x} for short; a multiplier that is left out is 1.
 */
final class GroupText {
    private static final String PATTERN = "pattern";
    private static final String RATE = "learningRate";
    private static final String DECAY = "weightDecay";
    private static final List<String> NAMES = List.of(PATTERN, RATE, DECAY);

    /** {@code conv* = 0.1x weightDecay 0x}. */
    private static final Pattern SHORT =
            Pattern.compile("([^=]+?)\\s*=\\s*(\\S+?)x?(?:\\s+weightDecay\\s+(\\S+?)x?)?");

    /** As earlier versions wrote it. */
    private static final Pattern RECORD =
            Pattern.compile(
                    "ParameterGroup\\[pattern=(.*), learningRate=([^,]*), weightDecay=([^,]*)]");

    private GroupText() {}

    static ParameterGroup read(Object value) {
        if (value instanceof Map<?, ?> fields) {
            return read(fields);
        }
        Matcher form = RECORD.matcher(Plain.text(value));
        if (form.matches()) {
            return new ParameterGroup(
                    form.group(1), Plain.number(form.group(2)), Plain.number(form.group(3)));
        }
        Matcher shortForm = SHORT.matcher(Plain.text(value));
        if (shortForm.matches()) {
            return new ParameterGroup(
                    shortForm.group(1), factor(shortForm.group(2)), factor(shortForm.group(3)));
        }
        throw new IllegalArgumentException(
                "a parameter group is written as conv*=0.1x or {pattern: conv*, learningRate: 0.1, weightDecay: 0}, got "
                        + value);
    }

    private static ParameterGroup read(Map<?, ?> fields) {
        for (Object name : fields.keySet()) {
            if (!NAMES.contains(String.valueOf(name))) {
                throw new IllegalArgumentException(
                        Suggestions.unknown("part of a parameter group", name.toString(), NAMES));
            }
        }
        Object pattern = fields.get(PATTERN);
        if (pattern == null) {
            throw new IllegalArgumentException(
                    "a parameter group needs a pattern, as in {pattern: conv*, learningRate: 0.1}, got "
                            + fields);
        }
        return new ParameterGroup(
                Plain.text(pattern), factor(fields.get(RATE)), factor(fields.get(DECAY)));
    }

    private static double factor(@Nullable Object value) {
        return value == null ? 1 : Plain.number(value);
    }

    static Map<String, Object> write(ParameterGroup group) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(PATTERN, group.pattern());
        fields.put(RATE, group.learningRate());
        fields.put(DECAY, group.weightDecay());
        return fields;
    }
}
