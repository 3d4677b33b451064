package dev.gradus.cli.terminal;

import tools.jackson.core.JsonGenerator;

/** How the commands write a number as JSON, which cannot represent non-finite numbers. */
public final class JsonNumber {
    private JsonNumber() {}

    /** Writes a number, or {@code null} for one that is not finite. */
    public static void write(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    public static void write(JsonGenerator json, String name, double value) {
        json.writeName(name);
        write(json, value);
    }
}
