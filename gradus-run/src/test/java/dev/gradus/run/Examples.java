package dev.gradus.run;

import dev.gradus.run.control.Continuation;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.LearningRate;
import dev.gradus.run.event.Refusal;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Activity;
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
import dev.gradus.run.json.Configuration;
import dev.gradus.schedule.HyperParameter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** One event and one control of every kind, with odd values. */
public final class Examples {
    public static final Instant AT = Instant.parse("2026-01-05T14:32:07.123456789Z");
    public static final Extent EXTENT = new Extent(215000, 1407, 469);
    public static final Machine MACHINE =
            new Machine(
                    "onednn",
                    2,
                    "f32",
                    Map.of("gradus", "0.1.0", "jdk", "25.0.1+8", "processor", "x86 \"a\\b\""));
    static final Configuration CONFIGURATION =
            new Configuration(
                    Map.of(
                            "model",
                            "dense(10)\n\tümläut",
                            "seed",
                            1,
                            "share",
                            0.1,
                            "big",
                            1e300,
                            "whole",
                            1e12,
                            "prefetch",
                            true,
                            "shape",
                            List.of(1, 28, 28L),
                            "nested",
                            Map.of("deeper", List.of(Map.of("deepest", 4.9e-324)))));

    private Examples() {}

    public static List<Control> controls() {
        return List.of(
                new Control.Set(HyperParameter.LEARNING_RATE, 0.003),
                new Control.Set(HyperParameter.BATCH_SIZE, 256),
                new Control.Scale(HyperParameter.MOMENTUM, 0.1),
                new Control.Release(HyperParameter.WEIGHT_DECAY),
                new Control.ReplaceSchedule(
                        HyperParameter.LEARNING_RATE, "cosine(0.003, 0) then hold(1e-7)"),
                new Control.CoolDown(""),
                new Control.CoolDown("2ep"),
                new Control.Pause(),
                new Control.Resume(),
                new Control.Checkpoint(),
                new Control.Validate(),
                new Control.Extend("6ep", Continuation.STRETCH),
                new Control.Extend("2000", Continuation.APPEND),
                new Control.Find(),
                new Control.MeasureUpdates(100),
                new Control.MeasureUpdates(0),
                new Control.Quit(),
                new Control.Stop(),
                new Control.StopAndKeepBest());
    }

    public static ControlRequest request(Control control) {
        return new ControlRequest("b1946ac9-2492_D", "terminal", AT, control);
    }

    /** One answer of every kind, with odd values. */
    public static List<Answer> answers() {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("loss", 0.06);
        metrics.put("broken", Double.NaN);
        return List.of(
                new Answer.Applied(
                        List.of(
                                new Answer.ValueChange(HyperParameter.LEARNING_RATE, 0.01, 0.003),
                                new Answer.ValueChange(HyperParameter.MOMENTUM, Double.NaN, 0.9)),
                        Optional.of(new Answer.LengthChange(1407, 2000))),
                new Answer.Applied(List.of(), Optional.empty()),
                new Answer.Refused(Refusal.NO_VALIDATION, "this run has no validation part"),
                new Answer.Validated(metrics),
                new Answer.Found(
                        "minimum/4",
                        List.of(
                                new Answer.Suggestion(
                                        "minimum/4", OptionalDouble.of(0.012), 0.1, "high", ""),
                                new Answer.Suggestion(
                                        "slide",
                                        OptionalDouble.empty(),
                                        0,
                                        "low",
                                        "the loss never falls")),
                        List.of(1e-6, 1e-3, 10.0),
                        List.of(2.3, 0.1 + 0.2, Double.NaN)),
                new Answer.Checkpointed("checkpoints/step-000000700.checkpoint"),
                new Answer.Measuring(100),
                new Answer.Measuring(0),
                new Answer.Paused(),
                new Answer.Resumed(),
                new Answer.Ending());
    }

    /** A request that was done. */
    public static ControlAnswered answered(long step, Control control) {
        return answered(step, control, new Answer.Applied(List.of(), Optional.empty()));
    }

    public static ControlAnswered answered(long step, Control control, Answer answer) {
        return new ControlAnswered(step, step, request(control), answer, Activity.TRAINING);
    }

    public static List<TrainingEvent> events() {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("loss", 0.06);
        metrics.put("accuracy", 0.981);
        metrics.put("broken", Double.NaN);
        return List.of(
                new RunStarted(
                        "run-1",
                        AT,
                        Optional.empty(),
                        CONFIGURATION,
                        Long.MIN_VALUE,
                        EXTENT,
                        MACHINE),
                new RunStarted(
                        "run-2",
                        AT,
                        Optional.of("run-1@700"),
                        Configuration.EMPTY,
                        1,
                        EXTENT,
                        MACHINE),
                new RunResumed(700, 703, AT, "checkpoints/700", EXTENT, MACHINE),
                step(0, 2.31),
                new StepCompleted(
                        Long.MAX_VALUE >> 10,
                        3,
                        Double.NaN,
                        new LearningRate(0.003, 0.1 + 0.2, 0.5, OptionalDouble.of(0.003)),
                        OptionalDouble.of(0.95),
                        OptionalDouble.of(1e-4),
                        Double.NaN,
                        127,
                        Double.MIN_VALUE),
                new UpdatesMeasured(900, metrics),
                new UpdatesMeasured(901, Map.of()),
                new EpochCompleted(
                        938, 941, 1, 0.21, metrics, Set.of(Mark.BEST, Mark.OVERFITTING), 4.2),
                new EpochCompleted(469, 469, 0, Double.NaN, Map.of(), Set.of(), 0),
                answered(700, controls().getFirst()),
                new ControlAnswered(
                        701,
                        704,
                        request(controls().getLast()),
                        new Answer.Refused(Refusal.CHECKPOINT, "there is no best checkpoint yet"),
                        Activity.PAUSED),
                new FileRejected(702, "control/rejected/0.json", "0.json is not UTF-8 text"),
                new PlanChanged(
                        700,
                        2000,
                        List.of(
                                new RateChange(700, 0.01, 0.02),
                                new RateChange(1999, Double.NaN, 0))),
                new CheckpointWritten(938, "checkpoints/938", Set.of(Mark.BEST)),
                new CheckpointWritten(1000, "checkpoints/1000", Set.of()),
                new Note(12, Level.INFO, "backend onednn, because it is there"),
                new Note(13, Level.WARNING, "a disk is slow"),
                new RunEnded(
                        1407,
                        1410,
                        BuiltIn.PATIENCE,
                        "",
                        Map.of("loss", 0.03),
                        new Reported(
                                Parameters.BEST,
                                938,
                                Map.of("loss", 0.04),
                                Optional.of("ema(0.999)")),
                        12.9,
                        "sha256:00"),
                new RunEnded(
                        90,
                        90,
                        BuiltIn.DIVERGED,
                        "the loss is NaN at step 90",
                        Map.of(),
                        Reported.newest(90),
                        1,
                        "sha256:ff"));
    }

    public static StepCompleted step(long step, double loss) {
        return new StepCompleted(
                step,
                step / 10,
                loss,
                LearningRate.scheduled(0.0004),
                OptionalDouble.of(0.95),
                OptionalDouble.empty(),
                1.9,
                128,
                0.004);
    }
}
