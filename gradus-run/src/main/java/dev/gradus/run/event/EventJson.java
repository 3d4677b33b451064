package dev.gradus.run.event;

import dev.gradus.run.codec.ControlJson;
import dev.gradus.run.codec.Json;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.FileRejected;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Machine;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.Parameters;
import dev.gradus.run.event.TrainingEvent.PlanChanged;
import dev.gradus.run.event.TrainingEvent.RateChange;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import dev.gradus.run.json.RunException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Events as JSON, one object per line: what {@code --json} prints and {@code events.jsonl} keeps.
 * Scripts depend on the names here; add to them, do not change them.
 *
 * <p>A double that is not finite is {@code null} and reads back as NaN. Absent and trivial values
 * are left out: no momentum, a rate that is just the schedule's, a mark that is not set. Reading
 * ignores unknown fields and kinds of event, which a newer version may have written.
 */
public final class EventJson {
    private EventJson() {}

    /**
     * Writes an event.
     *
     * @param event any event
     * @return one line without its end
     */
    public static String write(TrainingEvent event) {
        return Json.object(json -> write(json, event));
    }

    /**
     * Reads an event.
     *
     * @param line one JSON object
     * @return the event, or empty when it is of a kind unknown here
     * @throws RunException if the line is not such an object; names the field
     */
    public static Optional<TrainingEvent> read(String line) {
        return read(line, "event");
    }

    static Optional<TrainingEvent> read(String line, String where) {
        Optional<StepCompleted> step = StepLine.read(line);
        return step.isPresent()
                ? Optional.of(step.get())
                : Optional.ofNullable(event(Json.read(line, where)));
    }

    private static void write(JsonGenerator json, TrainingEvent event) {
        switch (event) {
            case RunStarted start -> started(json, start);
            case RunResumed resumed -> resumed(json, resumed);
            case PlanChanged plan -> plan(json, plan);
            case StepCompleted step -> step(json, step);
            case UpdatesMeasured measured -> {
                kind(json, "updates", measured.step());
                Json.metrics(json, "ratios", measured.ratios());
            }
            case EpochCompleted epoch -> epoch(json, epoch);
            case ControlAnswered answered -> {
                kind(json, AnswerJson.kind(answered), answered.step());
                batch(json, answered.step(), answered.batch());
                ControlJson.write(json, answered.request());
                AnswerJson.write(json, answered);
            }
            case FileRejected rejected -> {
                kind(json, "rejected", rejected.step());
                json.writeStringProperty("file", rejected.file());
                json.writeStringProperty("reason", rejected.reason());
            }
            case CheckpointWritten checkpoint -> {
                kind(json, "checkpoint", checkpoint.step());
                json.writeStringProperty("file", checkpoint.file());
                marks(json, checkpoint.marks());
            }
            case Note note -> {
                kind(json, "note", note.step());
                json.writeStringProperty("level", note.level().name().toLowerCase(Locale.ROOT));
                json.writeStringProperty("text", note.text());
            }
            case RunEnded end -> ended(json, end);
        }
    }

    private static @Nullable TrainingEvent event(JsonFields fields) {
        return switch (fields.text("event")) {
            case "start" -> started(fields);
            case "resume" ->
                    new RunResumed(
                            fields.whole("step"),
                            batch(fields, "step"),
                            fields.instant("at"),
                            fields.text("checkpoint"),
                            extent(fields),
                            machine(fields));
            case "plan" ->
                    new PlanChanged(
                            fields.whole("step"),
                            fields.whole("steps"),
                            fields.objects("rates").stream().map(EventJson::rateChange).toList());
            case "step" -> step(fields);
            case "updates" -> new UpdatesMeasured(fields.whole("step"), fields.metrics("ratios"));
            case "epoch" ->
                    new EpochCompleted(
                            fields.whole("step"),
                            batch(fields, "step"),
                            fields.whole("epoch"),
                            fields.number("trainLoss"),
                            fields.metrics("validation"),
                            marks(fields),
                            fields.number("seconds"));
            case AnswerJson.DONE ->
                    AnswerJson.read(fields, batch(fields, "step"), AnswerJson.done(fields));
            case AnswerJson.REFUSED ->
                    AnswerJson.read(fields, batch(fields, "step"), AnswerJson.refused(fields));
            case "rejected" ->
                    new FileRejected(
                            fields.whole("step"), fields.text("file"), fields.text("reason"));
            case "checkpoint" ->
                    new CheckpointWritten(fields.whole("step"), fields.text("file"), marks(fields));
            case "note" -> new Note(fields.whole("step"), level(fields), fields.text("text"));
            case "end" ->
                    new RunEnded(
                            fields.whole("steps"),
                            batch(fields, "steps"),
                            EndReason.of(fields.text("reason")),
                            fields.text("detail", ""),
                            fields.metrics("test"),
                            reported(fields),
                            fields.number("seconds"),
                            fields.text("state"));
            default -> null;
        };
    }

    private static void kind(JsonGenerator json, String kind, long step) {
        json.writeStringProperty("event", kind);
        json.writeNumberProperty("step", step);
    }

    /** Left out if no batch was skipped, so that there are as many batches as updates. */
    private static void batch(JsonGenerator json, long step, long batch) {
        if (batch != step) {
            json.writeNumberProperty("batch", batch);
        }
    }

    private static long batch(JsonFields fields, String step) {
        return fields.whole(fields.has("batch") ? "batch" : step);
    }

    private static void started(JsonGenerator json, RunStarted start) {
        json.writeStringProperty("event", "start");
        json.writeStringProperty("run", start.run());
        setting(json, start.extent(), start.machine());
        json.writeNumberProperty("seed", start.seed());
        json.writeStringProperty("at", start.at().toString());
        start.parent().ifPresent(parent -> json.writeStringProperty("parent", parent));
        json.writeName("configuration");
        Json.value(json, start.configuration().values());
    }

    private static RunStarted started(JsonFields fields) {
        return new RunStarted(
                fields.text("run"),
                fields.instant("at"),
                fields.optionalText("parent"),
                fields.configuration("configuration"),
                fields.whole("seed"),
                extent(fields),
                machine(fields));
    }

    private static void resumed(JsonGenerator json, RunResumed resumed) {
        kind(json, "resume", resumed.step());
        batch(json, resumed.step(), resumed.batch());
        json.writeStringProperty("checkpoint", resumed.checkpoint());
        setting(json, resumed.extent(), resumed.machine());
        json.writeStringProperty("at", resumed.at().toString());
    }

    private static void plan(JsonGenerator json, PlanChanged plan) {
        kind(json, "plan", plan.step());
        json.writeNumberProperty("steps", plan.steps());
        json.writeArrayPropertyStart("rates");
        for (RateChange rate : plan.rates()) {
            json.writeStartObject();
            json.writeNumberProperty("step", rate.step());
            Json.number(json, "before", rate.before());
            Json.number(json, "after", rate.after());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static RateChange rateChange(JsonFields fields) {
        return new RateChange(
                fields.whole("step"), fields.number("before"), fields.number("after"));
    }

    private static void step(JsonGenerator json, StepCompleted step) {
        kind(json, "step", step.step());
        json.writeNumberProperty("epoch", step.epoch());
        Json.number(json, "loss", step.loss());
        LearningRate rate = step.learningRate();
        Json.number(json, "learningRate", rate.value());
        step.momentum().ifPresent(momentum -> Json.number(json, "momentum", momentum));
        step.weightDecay().ifPresent(decay -> Json.number(json, "weightDecay", decay));
        Json.number(json, "gradientNorm", step.gradientNorm());
        Json.number(json, "seconds", step.seconds());
        json.writeNumberProperty("examples", step.examples());
        if (rate.curve() != rate.value()) {
            Json.number(json, "curve", rate.curve());
        }
        if (rate.factor() != 1) {
            Json.number(json, "factor", rate.factor());
        }
        rate.override().ifPresent(override -> Json.number(json, "override", override));
    }

    private static StepCompleted step(JsonFields fields) {
        double rate = fields.number("learningRate");
        return new StepCompleted(
                fields.whole("step"),
                fields.whole("epoch"),
                fields.number("loss"),
                new LearningRate(
                        rate,
                        fields.number("curve", rate),
                        fields.number("factor", 1),
                        fields.optionalNumber("override")),
                fields.optionalNumber("momentum"),
                fields.optionalNumber("weightDecay"),
                fields.number("gradientNorm"),
                fields.whole("examples"),
                fields.number("seconds"));
    }

    private static void epoch(JsonGenerator json, EpochCompleted epoch) {
        json.writeStringProperty("event", "epoch");
        json.writeNumberProperty("epoch", epoch.epoch());
        Json.number(json, "trainLoss", epoch.trainLoss());
        if (!epoch.validation().isEmpty()) {
            Json.metrics(json, "validation", epoch.validation());
        }
        Json.number(json, "seconds", epoch.seconds());
        json.writeNumberProperty("step", epoch.step());
        batch(json, epoch.step(), epoch.batch());
        marks(json, epoch.marks());
    }

    private static void ended(JsonGenerator json, RunEnded end) {
        json.writeStringProperty("event", "end");
        json.writeStringProperty("reason", end.reason().word());
        json.writeNumberProperty("steps", end.steps());
        batch(json, end.steps(), end.batch());
        if (!end.test().isEmpty()) {
            Json.metrics(json, "test", end.test());
        }
        Json.number(json, "seconds", end.seconds());
        json.writeStringProperty("state", end.state());
        if (!end.detail().isEmpty()) {
            json.writeStringProperty("detail", end.detail());
        }
        Reported reported = end.reported();
        json.writeObjectPropertyStart("reported");
        json.writeStringProperty(
                "parameters", reported.parameters().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("step", reported.step());
        reported.average().ifPresent(average -> json.writeStringProperty("average", average));
        if (!reported.validation().isEmpty()) {
            Json.metrics(json, "validation", reported.validation());
        }
        json.writeEndObject();
    }

    /** Records of earlier versions lack it: those runs reported the newest parameters. */
    private static Reported reported(JsonFields end) {
        if (!end.has("reported")) {
            return Reported.newest(end.whole("steps"));
        }
        JsonFields reported = end.object("reported");
        return new Reported(
                switch (reported.text("parameters")) {
                    case "best" -> Parameters.BEST;
                    case "newest" -> Parameters.NEWEST;
                    default ->
                            throw new RunException(
                                    reported.where()
                                            + ": \"parameters\" must be best or newest; got "
                                            + reported.text("parameters"));
                },
                reported.whole("step"),
                reported.metrics("validation"),
                reported.optionalText("average"));
    }

    private static void setting(JsonGenerator json, Extent extent, Machine machine) {
        json.writeNumberProperty("parameters", extent.parameters());
        json.writeStringProperty("backend", machine.backend());
        json.writeNumberProperty("threads", machine.threads());
        json.writeNumberProperty("steps", extent.steps());
        json.writeNumberProperty("stepsPerEpoch", extent.stepsPerEpoch());
        json.writeStringProperty("precision", machine.precision());
        json.writeObjectPropertyStart("versions");
        machine.versions().forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    private static Extent extent(JsonFields fields) {
        return new Extent(
                fields.whole("parameters"), fields.whole("steps"), fields.whole("stepsPerEpoch"));
    }

    private static Machine machine(JsonFields fields) {
        return new Machine(
                fields.text("backend"),
                fields.count("threads"),
                fields.text("precision"),
                fields.texts("versions"));
    }

    private static void marks(JsonGenerator json, Set<Mark> marks) {
        for (Mark mark : Mark.values()) {
            if (marks.contains(mark)) {
                json.writeBooleanProperty(mark.name().toLowerCase(Locale.ROOT), true);
            }
        }
    }

    private static Set<Mark> marks(JsonFields fields) {
        var marks = EnumSet.noneOf(Mark.class);
        for (Mark mark : Mark.values()) {
            if (fields.flag(mark.name().toLowerCase(Locale.ROOT))) {
                marks.add(mark);
            }
        }
        return marks;
    }

    private static Level level(JsonFields fields) {
        return switch (fields.text("level")) {
            case "info" -> Level.INFO;
            case "warning" -> Level.WARNING;
            default ->
                    throw new RunException(
                            fields.where()
                                    + ": \"level\" must be info or warning; got "
                                    + fields.text("level"));
        };
    }
}
