package dev.gradus.schedule.controller;

import dev.gradus.number.NumberText;
import java.util.Locale;
import java.util.StringJoiner;

/** Writes the text form of a controller, without the settings that have their defaults. */
final class Form {
    private final StringJoiner settings;

    Form(String name) {
        this.settings = new StringJoiner(", ", name + "(", ")");
    }

    Form add(String key, double value, double usual) {
        return Double.compare(value, usual) == 0 ? this : add(key, NumberText.exact(value));
    }

    Form add(String key, Enum<?> value, Enum<?> usual) {
        return value == usual ? this : add(key, word(value));
    }

    private Form add(String key, String value) {
        settings.add(key + "=" + value);
        return this;
    }

    /** {@code RESTORE_BEST} as {@code restoreBest}. */
    static String word(Enum<?> value) {
        StringBuilder word = new StringBuilder();
        for (String part : value.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(
                    word.isEmpty()
                            ? part
                            : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return word.toString();
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
