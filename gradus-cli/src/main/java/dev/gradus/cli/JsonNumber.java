package dev.gradus.cli;

import tools.jackson.core.JsonGenerator;

/** How the commands write a number as JSON, which has no word for what is not finite. */
final class JsonNumber {
    private JsonNumber() {}

    /** Writes a number, or {@code null} for one that is not finite. */
    static void write(JsonGenerator json, double value) {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    static void write(JsonGenerator json, String name, double value) {
        json.writeName(name);
        write(json, value);
    }
}
