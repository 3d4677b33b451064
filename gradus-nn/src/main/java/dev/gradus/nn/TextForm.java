package dev.gradus.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A value as a user writes it: a name alone, or a name with arguments, {@code adamw(beta2=0.95,
 * weightDecay=0.01)}.
 */
final class TextForm {
    private final String name;
    private final List<String> arguments = new ArrayList<>();

    private TextForm(String name) {
        this.name = name;
    }

    static TextForm of(String name) {
        return new TextForm(name);
    }

    /** Adds an argument by its place. */
    TextForm with(Object value) {
        arguments.add(text(value));
        return this;
    }

    /** Adds an argument by its name. */
    TextForm with(String key, Object value) {
        arguments.add(key + "=" + text(value));
        return this;
    }

    /** Adds an argument by its name, unless it has its usual value. */
    TextForm with(String key, Object value, Object usual) {
        return value.equals(usual) ? this : with(key, value);
    }

    /** Adds the weight decay, unless it is none of the usual kind; the usual kind goes unsaid. */
    TextForm with(WeightDecay decay, WeightDecay.Kind usual) {
        Object said = decay.kind() == usual ? (Object) decay.amount() : decay;
        return with("weightDecay", said, 0.0);
    }

    private static String text(Object value) {
        return switch (value) {
            case Double number -> number(number);
            case List<?> items -> list(items);
            default -> value.toString();
        };
    }

    private static String list(List<?> items) {
        var joiner = new StringJoiner(", ", "[", "]");
        items.forEach(item -> joiner.add(text(item)));
        return joiner.toString();
    }

    /** Returns the shortest text that reads back as this number. */
    static String number(double value) {
        return Double.toString(value).replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
    }

    @Override
    public String toString() {
        return arguments.isEmpty() ? name : name + "(" + String.join(", ", arguments) + ")";
    }
}
