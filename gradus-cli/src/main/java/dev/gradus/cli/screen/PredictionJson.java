package dev.gradus.cli.screen;

import dev.gradus.cli.terminal.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Answers as JSON lines: {@code {"row":0,"class":"setosa","probabilities":{"setosa":0.98, …}}}, or
 * {@code {"row":0,"value":23.1}}, or {@code {"row":0,"error":"…"}}; where rows are files, {@code
 * "file"} follows the row.
 *
 * @param kind what the numbers are
 * @param names the name of each
 */
record PredictionJson(PredictionText.Kind kind, List<String> names) implements PredictionText {
    @Override
    public String head() {
        return "";
    }

    @Override
    public String answer(RowName row, int chosen, float[] answer) {
        return line(
                row,
                json -> {
                    if (kind == Kind.VALUES && answer.length == 1) {
                        number(json, "value", answer[0]);
                        return;
                    }
                    if (kind != Kind.VALUES) {
                        json.writeStringProperty("class", names.get(chosen));
                    }
                    json.writeObjectPropertyStart(kind.word());
                    for (int i = 0; i < answer.length; i++) {
                        number(json, names.get(i), answer[i]);
                    }
                    json.writeEndObject();
                });
    }

    @Override
    public String fault(RowName row, String why) {
        return line(row, json -> json.writeStringProperty("error", why));
    }

    private static String line(RowName row, Consumer<JsonGenerator> rest) {
        return JsonObject.of(json -> {
            json.writeNumberProperty("row", row.number());
            row.file().ifPresent(file -> json.writeStringProperty("file", file));
            rest.accept(json);
        })
                + '\n';
    }

    /** A float is written with the digits of a float. */
    private static void number(JsonGenerator json, String name, float value) {
        json.writeName(name);
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }
}
