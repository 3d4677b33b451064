package dev.gradus.plot;

import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.LearningRate;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.Machine;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import dev.gradus.run.history.History;
import dev.gradus.run.history.Series;
import dev.gradus.run.json.Configuration;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.curve.Curve;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** Figures of every kind and awkward size. */
final class Pictures {
    private Pictures() {}

    static Stream<Figure> all() {
        var runs = new LinkedHashMap<String, History>();
        for (int i = 0; i < 9; i++) {
            runs.put("run " + i, history(50 + 50 * i));
        }
        return Stream.of(
                Plots.run("run", history(300)),
                Plots.run("one step", history(1)),
                Plots.run("empty", new History()),
                Plots.run("long", history(70_000)),
                Plots.run("measured", measured(3)),
                Plots.run("many layers", measured(60)),
                Plots.compare("compare", runs),
                Plots.compare("nothing", Map.of()),
                schedule(1),
                schedule(1000),
                schedule(10_000_000),
                Plots.confusion("one class", List.of("a"), List.of(List.of(3L))),
                Plots.confusion(
                        "many classes",
                        Collections.nCopies(300, "<&>"),
                        Collections.nCopies(300, Collections.nCopies(300, 0L))),
                sweep(2),
                sweep(1e300));
    }

    static History history(int steps) {
        return history(steps, 3);
    }

    /** A run whose updates were measured, of layers one of which never changes. */
    static History measured(int layers) {
        History history = history(300);
        for (int step = 10; step <= 300; step += 10) {
            var ratios = new LinkedHashMap<String, Double>();
            for (int layer = 0; layer < layers; layer++) {
                ratios.put("dense" + layer, layer * 1e-4 * (1 + Math.sin(step)));
            }
            history.on(new UpdatesMeasured(step, ratios));
        }
        return history;
    }

    /** A run with one validation, longer for each number. */
    static History validatedOnce(int steps, int number) {
        return history(steps + 10 * number, 1);
    }

    private static History history(int steps, int epochs) {
        var history = new History();
        history.on(
                new RunStarted(
                        "r",
                        Instant.EPOCH,
                        Optional.empty(),
                        Configuration.EMPTY,
                        1,
                        new Extent(10, steps, 10),
                        new Machine("java", 1, "f32", Map.of())));
        for (int step = 0; step < steps; step++) {
            history.on(step(step, steps));
        }
        history.on(
                answered(
                        steps / 2,
                        new Control.Set(HyperParameter.LEARNING_RATE, 1),
                        new Answer.Applied(List.of(), Optional.empty())));
        for (int epoch = 0; epoch < epochs; epoch++) {
            var metrics = new LinkedHashMap<String, Double>();
            metrics.put("loss", 1.0 / (epoch + 1));
            metrics.put("accuracy", 0.9 + epoch / 100.0);
            history.on(
                    new EpochCompleted(
                            (epoch + 1L) * steps / epochs,
                            (epoch + 1L) * steps / epochs,
                            epoch,
                            1,
                            metrics,
                            Set.of(Mark.BEST),
                            1));
        }
        return history;
    }

    /** What a person asked for before a step. */
    static ControlAnswered answered(long step, Control control, Answer answer) {
        return new ControlAnswered(
                step,
                step,
                new ControlRequest("a", "me", Instant.EPOCH, control),
                answer,
                Activity.TRAINING);
    }

    private static StepCompleted step(int step, int steps) {
        double spike = step == steps / 3 ? 50 : 1;
        return step(
                step,
                spike * (0.2 + 2.3 * Math.exp(-4.0 * step / steps) + 0.1 * Math.sin(step)),
                0.01 * step / steps);
    }

    static StepCompleted step(int step, double loss) {
        return step(step, loss, 0.01);
    }

    private static StepCompleted step(int step, double loss, double rate) {
        return new StepCompleted(
                step,
                step / 10,
                loss,
                LearningRate.scheduled(rate),
                OptionalDouble.of(0.9),
                OptionalDouble.empty(),
                1 + Math.cos(step) / 2,
                128,
                0.01);
    }

    static Figure schedule(long steps) {
        var curves = new LinkedHashMap<HyperParameter, Curve>();
        for (HyperParameter each : HyperParameter.values()) {
            int height = each.key().length();
            curves.put(each, step -> (double) (step % 100) * height);
        }
        return Plots.schedule("saw < & > \"teeth\"", curves, steps);
    }

    /** Flat at 2.3, down to 0.4, and at its end as high as said. */
    static Figure sweep(double last) {
        var losses = new Series(500);
        var smoothed = new Series(500);
        for (int i = 0; i < 100; i++) {
            double rate = 1e-6 * Math.pow(10, i / 12.0);
            double loss = i < 45 ? 2.3 : i < 90 ? 0.4 : last;
            losses.add(rate, loss + 0.1 * Math.sin(7 * i));
            smoothed.add(rate, loss);
        }
        var named = new LinkedHashMap<String, Double>();
        named.put("valley", 1.2e-2);
        named.put("too low", 1e-9);
        named.put("too high", 1e9);
        return Plots.sweep("sweep", losses, smoothed, named);
    }
}
