package dev.gradus.cli.screen;

import dev.gradus.cli.terminal.JsonNumber;
import dev.gradus.cli.terminal.JsonObject;
import dev.gradus.train.Forecast;

/** A forecast as a JSON object; all memory in bytes. */
public final class ForecastJson {
    private ForecastJson() {}

    /** Returns it on one line. */
    public static String of(Forecast forecast) {
        return JsonObject.of(json -> {
            json.writeStringProperty("event", "forecast");
            JsonNumber.write(json, "seconds", forecast.seconds());
            json.writeNumberProperty("updates", forecast.updates());
            JsonNumber.write(json, "secondsPerUpdate", forecast.secondsPerUpdate());
            json.writeNumberProperty("validations", forecast.validations());
            JsonNumber.write(json, "secondsPerValidation", forecast.secondsPerValidation());
            JsonNumber.write(json, "secondsOfTest", forecast.secondsOfTest());
            json.writeObjectPropertyStart("memory");
            json.writeNumberProperty("network", forecast.memory().network());
            json.writeNumberProperty("copies", forecast.memory().copies());
            json.writeNumberProperty("inUse", forecast.memory().inUse());
            json.writeNumberProperty("heap", forecast.memory().heap());
            json.writeEndObject();
        });
    }
}
