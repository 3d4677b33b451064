package dev.gradus.train;

import static dev.gradus.schedule.named.Schedules.at;
import static dev.gradus.schedule.named.Schedules.constant;
import static dev.gradus.schedule.named.Schedules.cosine;
import static dev.gradus.schedule.named.Schedules.cosineRestarts;
import static dev.gradus.schedule.named.Schedules.cyclic;
import static dev.gradus.schedule.named.Schedules.exponential;
import static dev.gradus.schedule.named.Schedules.flatThenCosine;
import static dev.gradus.schedule.named.Schedules.inverseSquareRoot;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.linear;
import static dev.gradus.schedule.named.Schedules.multiStep;
import static dev.gradus.schedule.named.Schedules.oneCycle;
import static dev.gradus.schedule.named.Schedules.piecewise;
import static dev.gradus.schedule.named.Schedules.polynomial;
import static dev.gradus.schedule.named.Schedules.powerDecay;
import static dev.gradus.schedule.named.Schedules.stepDecay;
import static dev.gradus.schedule.named.Schedules.timeBased;
import static dev.gradus.schedule.named.Schedules.warmupStableDecay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.run.control.Control;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.text.ScheduleReader;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimizer with every family of schedules, stopped in the middle of an epoch. */
class ResumeMatrixTest {
    private static final int STEPS = 13;

    private static final List<Schedule> SCHEDULES =
            List.of(
                    constant(0.01),
                    linear(0.02, 0),
                    polynomial(0.02, 0, 2),
                    exponential(0.02, 0.9),
                    stepDecay(0.02, 0.5, Span.steps(4)),
                    timeBased(0.02, 0.1),
                    cosine(0.02, 0.001),
                    cosineRestarts(0.02, Span.steps(4)),
                    cyclic(0.001, 0.02, Span.steps(3)),
                    oneCycle(0.02),
                    flatThenCosine(0.02),
                    warmupStableDecay(0.02, Span.steps(3), Span.steps(4)),
                    inverseSquareRoot(0.02, Span.steps(3)),
                    powerDecay(0.02, Span.steps(5)),
                    multiStep(0.02, 0.5, Span.steps(4), Span.steps(9)),
                    piecewise(0.02, at(Span.steps(5), 0.01), at(Span.steps(9), 0.001)),
                    linear(0, 0.02, Span.steps(3)).then(cosine(0.02, 0)),
                    ScheduleReader.parse("torch.CosineAnnealingWarmRestarts(lr=0.02, T_0=5)"),
                    law("0.02 / (1 + t / 5)"),
                    law("wave", step -> 0.01 + 0.005 * Math.sin(step)));

    private static final List<Controller> CONTROLLERS =
            List.of(
                    Controller.parse("plateau(factor=0.5, patience=1)"),
                    Controller.parse("greedy()"),
                    Controller.parse("probabilityOfDecrease(steps=4)"));

    @TempDir private Path runs;
    private final Dataset train = Toys.clouds(23, 1);

    static Stream<Optimizer> optimizers() {
        return Toys.optimizers().stream();
    }

    private static Trainer trainer(Optimizer optimizer, Schedule schedule) {
        return Toys.statefulTrainer().steps(STEPS).optimizer(optimizer).learningRate(schedule);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void fromAFileInTheMiddleOfAnEpochTheEndIsTheSame(Optimizer optimizer) {
        for (int i = 0; i < SCHEDULES.size(); i++) {
            assertResumes(trainer(optimizer, SCHEDULES.get(i)), "schedule" + i);
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void withControllersTheEndIsTheSameToo(Optimizer optimizer) {
        for (int i = 0; i < CONTROLLERS.size(); i++) {
            Trainer trainer = trainer(optimizer, cosine(0.02)).controllers(CONTROLLERS.get(i));
            assertResumes(trainer, "controller" + i);
        }
    }

    /** A schedule-free optimizer has an average of its own. */
    static Stream<Optimizer> optimizersWithoutAverage() {
        return optimizers().filter(optimizer -> !(optimizer instanceof ScheduleFree));
    }

    @ParameterizedTest
    @MethodSource("optimizersWithoutAverage")
    void withAnAverageTheEndIsTheSameToo(Optimizer optimizer) {
        List<WeightAverage> averages =
                List.of(
                        WeightAverage.ema(0.9),
                        WeightAverage.swa(0.3),
                        new WeightAverage.Swa(0.3, 3),
                        WeightAverage.swa(0.8));
        for (int i = 0; i < averages.size(); i++) {
            Trainer trainer = trainer(optimizer, cosine(0.02)).average(averages.get(i));
            assertResumes(trainer, "average" + i);
        }
    }

    private void assertResumes(Trainer trainer, String name) {
        TrainingResult whole = trainer.fit(train);
        try (Training first = trainer.runs(runs, name).prepare(train)) {
            for (int step = 0; step < 7; step++) {
                first.turn();
            }
            first.request(new Control.Checkpoint(), "test");
            first.turn();
        }
        var store = new CheckpointStore(runs.resolve(name).resolve("checkpoints"), 3);
        try (Training second = trainer.prepare(train)) {
            second.fork(store.at(7));
            TrainingResult result = second.run();
            assertThat(result.state()).as(name).isEqualTo(whole.state());
            assertThat(result.model().values()).as(name).isEqualTo(whole.model().values());
        }
    }
}
