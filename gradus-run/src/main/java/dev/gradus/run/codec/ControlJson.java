package dev.gradus.run.codec;

import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.HyperParameter;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;

/** Control requests as JSON, alone in the mailbox or within an event. */
@SuppressWarnings("exports") // gradus-studio alone sees it, and requires Jackson itself
public final class ControlJson {
    private static final String HYPER_PARAMETER = "hyperParameter";
    private static final String UNKNOWN = "unknown";

    private ControlJson() {}

    public static String write(ControlRequest request) {
        return Json.object(json -> write(json, request));
    }

    public static ControlRequest read(String text, String where) {
        return read(Json.read(text, where));
    }

    public static void write(JsonGenerator json, ControlRequest request) {
        json.writeStringProperty("command", ControlText.command(request.control()));
        switch (request.control()) {
            case Control.Set set -> {
                hyperParameter(json, set.hyperParameter());
                Json.number(json, "value", set.value());
            }
            case Control.Scale scale -> {
                hyperParameter(json, scale.hyperParameter());
                Json.number(json, "factor", scale.factor());
            }
            case Control.Release release -> hyperParameter(json, release.hyperParameter());
            case Control.ReplaceSchedule replace -> {
                hyperParameter(json, replace.hyperParameter());
                json.writeStringProperty("schedule", replace.schedule());
            }
            case Control.CoolDown coolDown -> json.writeStringProperty("span", coolDown.span());
            case Control.Extend extend -> {
                json.writeStringProperty("length", extend.length());
                json.writeStringProperty("continuation", extend.continuation().key());
            }
            case Control.MeasureUpdates(int every) -> json.writeNumberProperty("every", every);
            case Control.Pause _,
                    Control.Resume _,
                    Control.Checkpoint _,
                    Control.Validate _,
                    Control.Find _,
                    Control.Quit _,
                    Control.Stop _,
                    Control.StopAndKeepBest _ -> {}
        }
        json.writeStringProperty("by", request.by());
        json.writeStringProperty("id", request.id());
        json.writeStringProperty("at", request.at().toString());
    }

    public static ControlRequest read(JsonFields fields) {
        return request(fields, fields.text("id"), fields.text("by"), fields.instant("at"));
    }

    /** Reads the request of an event; in old records the id, sender and time may be missing. */
    public static ControlRequest recorded(JsonFields fields) {
        return request(
                fields,
                fields.text("id", UNKNOWN),
                fields.text("by", UNKNOWN),
                fields.has("at") ? fields.instant("at") : Instant.EPOCH);
    }

    private static ControlRequest request(JsonFields fields, String id, String by, Instant at) {
        try {
            return new ControlRequest(id, by, at, control(fields));
        } catch (IllegalArgumentException e) {
            throw new RunException(fields.where() + ": " + e.getMessage(), e);
        }
    }

    private static Control control(JsonFields fields) {
        return switch (fields.text("command")) {
            case "set" -> new Control.Set(hyperParameter(fields), fields.number("value"));
            case "scale" -> new Control.Scale(hyperParameter(fields), fields.number("factor"));
            case "release" -> new Control.Release(hyperParameter(fields));
            case "schedule" ->
                    new Control.ReplaceSchedule(hyperParameter(fields), fields.text("schedule"));
            case "coolDown" -> new Control.CoolDown(fields.text("span"));
            case "extend" ->
                    new Control.Extend(
                            fields.text("length"), Continuation.of(fields.text("continuation")));
            case "updateRatios" -> new Control.MeasureUpdates(fields.count("every"));
            default -> ControlText.parse(fields.text("command"));
        };
    }

    private static void hyperParameter(JsonGenerator json, HyperParameter hyperParameter) {
        json.writeStringProperty(HYPER_PARAMETER, hyperParameter.key());
    }

    private static HyperParameter hyperParameter(JsonFields fields) {
        return HyperParameter.of(fields.text(HYPER_PARAMETER));
    }
}
