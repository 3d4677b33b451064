package dev.gradus.run.event;

import dev.gradus.run.codec.ControlJson;
import dev.gradus.run.codec.Json;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.run.event.Answer.Applied;
import dev.gradus.run.event.Answer.Checkpointed;
import dev.gradus.run.event.Answer.Ending;
import dev.gradus.run.event.Answer.Found;
import dev.gradus.run.event.Answer.LengthChange;
import dev.gradus.run.event.Answer.Measuring;
import dev.gradus.run.event.Answer.Paused;
import dev.gradus.run.event.Answer.Refused;
import dev.gradus.run.event.Answer.Resumed;
import dev.gradus.run.event.Answer.Suggestion;
import dev.gradus.run.event.Answer.Validated;
import dev.gradus.run.event.Answer.ValueChange;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.schedule.HyperParameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Answers to control requests as JSON, within their events. A record of an earlier version does not
 * say what the answer was: its requests were applied.
 */
final class AnswerJson {
    /** The event of a request that was carried out, and that of a request that was refused. */
    static final String DONE = "control";

    static final String REFUSED = "controlRejected";

    private static final String ANSWER = "answer";
    private static final String ACTIVITY = "activity";

    private AnswerJson() {}

    static String kind(ControlAnswered event) {
        return event.answer() instanceof Refused ? REFUSED : DONE;
    }

    /** Writes what follows the request. */
    static void write(JsonGenerator json, ControlAnswered event) {
        switch (event.answer()) {
            case Applied applied -> applied(json, applied);
            case Refused(Refusal refusal, String reason) -> {
                json.writeStringProperty("refusal", refusal.key());
                json.writeStringProperty("reason", reason);
            }
            case Validated validated -> {
                json.writeStringProperty(ANSWER, "validated");
                Json.metrics(json, "validation", validated.metrics());
            }
            case Found found -> found(json, found);
            case Checkpointed(String file) -> {
                json.writeStringProperty(ANSWER, "checkpointed");
                json.writeStringProperty("file", file);
            }
            case Measuring(int every) -> {
                json.writeStringProperty(ANSWER, "measuring");
                json.writeNumberProperty("measured", every);
            }
            case Paused() -> json.writeStringProperty(ANSWER, "paused");
            case Resumed() -> json.writeStringProperty(ANSWER, "resumed");
            case Ending() -> json.writeStringProperty(ANSWER, "ending");
        }
        if (event.activity() != Activity.TRAINING) {
            json.writeStringProperty(ACTIVITY, event.activity().name().toLowerCase(Locale.ROOT));
        }
    }

    private static void applied(JsonGenerator json, Applied applied) {
        json.writeStringProperty(ANSWER, "applied");
        json.writeArrayPropertyStart("changes");
        for (ValueChange change : applied.changes()) {
            json.writeStartObject();
            json.writeStringProperty("hyperParameter", change.hyperParameter().key());
            Json.number(json, "before", change.before());
            Json.number(json, "after", change.after());
            json.writeEndObject();
        }
        json.writeEndArray();
        applied.length()
                .ifPresent(length -> {
                    json.writeNumberProperty("stepsBefore", length.before());
                    json.writeNumberProperty("steps", length.after());
                });
    }

    private static void found(JsonGenerator json, Found found) {
        json.writeStringProperty(ANSWER, "found");
        json.writeStringProperty("rule", found.rule());
        json.writeArrayPropertyStart("suggestions");
        for (Suggestion suggestion : found.suggestions()) {
            json.writeStartObject();
            json.writeStringProperty("rule", suggestion.rule());
            suggestion.rate().ifPresent(rate -> Json.number(json, "rate", rate));
            Json.number(json, "spread", suggestion.spread());
            json.writeStringProperty("confidence", suggestion.confidence());
            if (!suggestion.reason().isEmpty()) {
                json.writeStringProperty("reason", suggestion.reason());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.numbers(json, "rates", found.rates());
        Json.numbers(json, "losses", found.losses());
    }

    static ControlAnswered read(JsonFields fields, long batch, Answer answer) {
        Activity activity =
                switch (fields.text(ACTIVITY, "")) {
                    case "paused" -> Activity.PAUSED;
                    case "ending" -> Activity.ENDING;
                    default -> Activity.TRAINING;
                };
        return new ControlAnswered(
                fields.whole("step"), batch, ControlJson.recorded(fields), answer, activity);
    }

    /** Reads an answer; one of an unknown kind only says that the request was carried out. */
    static Answer done(JsonFields fields) {
        return switch (fields.text(ANSWER, "")) {
            case "applied" -> applied(fields);
            case "validated" -> new Validated(fields.metrics("validation"));
            case "found" -> found(fields);
            case "checkpointed" -> new Checkpointed(fields.text("file"));
            case "measuring" -> new Measuring(fields.count("measured"));
            case "paused" -> new Paused();
            case "resumed" -> new Resumed();
            case "ending" -> new Ending();
            default -> Applied.UNSTATED;
        };
    }

    static Answer refused(JsonFields fields) {
        return new Refused(Refusal.of(fields.text("refusal", "")), fields.text("reason"));
    }

    private static Applied applied(JsonFields fields) {
        List<ValueChange> changes =
                fields.objects("changes").stream()
                        .map(each ->
                                new ValueChange(
                                        HyperParameter.of(each.text("hyperParameter")),
                                        each.number("before"),
                                        each.number("after")))
                        .toList();
        return new Applied(
                changes,
                fields.has("steps")
                        ? Optional.of(
                                new LengthChange(
                                        fields.whole("stepsBefore"), fields.whole("steps")))
                        : Optional.empty());
    }

    private static Found found(JsonFields fields) {
        List<Suggestion> suggestions =
                fields.objects("suggestions").stream()
                        .map(each ->
                                new Suggestion(
                                        each.text("rule"),
                                        each.optionalNumber("rate"),
                                        each.number("spread"),
                                        each.text("confidence"),
                                        each.text("reason", "")))
                        .toList();
        return new Found(
                fields.text("rule"),
                suggestions,
                fields.numbers("rates"),
                fields.numbers("losses"));
    }
}
