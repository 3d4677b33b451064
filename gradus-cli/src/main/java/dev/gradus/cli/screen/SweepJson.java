package dev.gradus.cli.screen;

import dev.gradus.cli.terminal.JsonNumber;
import dev.gradus.cli.terminal.JsonObject;
import dev.gradus.sweep.SweepResult;
import dev.gradus.sweep.SweepTrial;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * A sweep as JSON lines: {@code {"event":"run","run":"0001","over":{"learningRate":"0.1"}, …}} for
 * each run that ended, and {@code {"event":"end","best":"…"}}.
 */
final class SweepJson {
    private SweepJson() {}

    static String run(SweepTrial trial, SweepResult result) {
        return line(
                "run",
                json -> {
                    json.writeStringProperty("run", trial.name());
                    over(json, trial.settings());
                    json.writeNumberProperty("seed", trial.seed());
                    json.writeNumberProperty("rung", result.rung());
                    json.writeNumberProperty("steps", result.steps());
                    json.writeStringProperty("status", result.status().word());
                    json.writeStringProperty("detail", result.detail());
                    json.writeObjectPropertyStart("validation");
                    result.metrics().forEach((name, value) -> JsonNumber.write(json, name, value));
                    json.writeEndObject();
                    json.writeStringProperty("state", result.state());
                });
    }

    /**
     * @param best the file of the best recipe; none if no run could be judged
     */
    static String end(Optional<String> best) {
        return line(
                "end",
                json -> {
                    if (best.isPresent()) {
                        json.writeStringProperty("best", best.get());
                    } else {
                        json.writeNullProperty("best");
                    }
                });
    }

    private static void over(JsonGenerator json, Map<String, String> settings) {
        json.writeObjectPropertyStart("over");
        settings.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    private static String line(String event, Consumer<JsonGenerator> rest) {
        return JsonObject.of(json -> {
            json.writeStringProperty("event", event);
            rest.accept(json);
        });
    }
}
