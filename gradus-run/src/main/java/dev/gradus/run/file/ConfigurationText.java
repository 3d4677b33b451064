package dev.gradus.run.file;

import dev.gradus.run.codec.Json;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;

/** A {@link Configuration} as one JSON object on one line. */
public final class ConfigurationText {
    private ConfigurationText() {}

    /**
     * Writes the values.
     *
     * @param configuration the values
     * @return what {@link #read} reads
     */
    public static String write(Configuration configuration) {
        return Json.object(json ->
                configuration
                        .values()
                        .forEach((name, value) -> {
                            json.writeName(name);
                            Json.value(json, value);
                        }));
    }

    /**
     * Reads a JSON object.
     *
     * @param text what {@link #write} wrote
     * @param where starts the message of a failure, for example the file's name
     * @return the values
     * @throws RunException if it is not a JSON object of plain values
     */
    public static Configuration read(String text, String where) {
        return Json.read(text, where).all();
    }
}
