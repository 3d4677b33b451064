package dev.gradus.train.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.recipe.Rounds;
import dev.gradus.recipe.StopRule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.text.ScheduleReader;
import dev.gradus.train.Toys;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import dev.gradus.train.examples.BoldDriver;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One replica that averages and keeps what its optimizer remembers has the bits of a run without
 * replicas, whatever is trained and however long its rounds are: cases put together at random.
 */
class OneReplicaTest {
    private final Dataset train = Toys.clouds(73, 1);

    /** Each optimizer comes three times, with other settings. */
    static IntStream cases() {
        return IntStream.range(0, 3 * Toys.optimizers().size());
    }

    private record Generator(SplittableRandom random) {
        <T> T pick(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        Schedule schedule(String... choices) {
            return ScheduleReader.parse(pick(List.of(choices)));
        }

        /** Rounds within an epoch, of an epoch of 12 updates, and longer. */
        int updates() {
            return pick(List.of(1, 2, 3, 5, 11, 12, 13, 40, 1000));
        }

        Trainer trainer(Optimizer optimizer) {
            Trainer trainer =
                    Toys.statefulTrainer()
                            .optimizer(optimizer)
                            .validateOn(0.2)
                            .epochs(pick(List.of(2.0, 2.5, 3.0)))
                            .learningRate(
                                    schedule(
                                            "cosine(0.05)",
                                            "oneCycle(0.05)",
                                            "stepDecay(0.05, 0.5, epochs(1))",
                                            "hold(0.03)"))
                            .weightDecay(schedule("hold(0.001)", "linear(0.01, 0)"));
            trainer =
                    random.nextBoolean()
                            ? trainer.batchSize(schedule("hold(4)", "linear(3, 9)"))
                            : trainer;
            trainer =
                    optimizer.momentum().isPresent() && random.nextBoolean()
                            ? trainer.momentum(schedule("linear(0.95, 0.8)", "hold(0.85)"))
                            : trainer;
            trainer = random.nextBoolean() ? trainer.clipNorm(0.5) : trainer;
            trainer = random.nextBoolean() ? trainer.stopWhen(new StopRule.StepLimit(17)) : trainer;
            return averaged(controlled(trainer), optimizer);
        }

        private Trainer controlled(Trainer trainer) {
            return switch (random.nextInt(5)) {
                case 0 -> trainer.controllers(Controller.parse("plateau(patience=1)"));
                case 1 -> trainer.controllers(Controller.parse("probabilityOfDecrease(steps=4)"));
                case 2 -> trainer.controllers(new BoldDriver(1.05, 0.5));
                case 3 ->
                        trainer.controllers(
                                new BoldDriver(1.1, 0.6),
                                Controller.parse("probabilityOfDecrease(steps=5)"));
                default -> trainer;
            };
        }

        private Trainer averaged(Trainer trainer, Optimizer optimizer) {
            if (optimizer instanceof ScheduleFree) {
                return trainer;
            }
            return switch (random.nextInt(4)) {
                case 0 -> trainer.average(WeightAverage.ema(0.9));
                case 1 -> trainer.average(WeightAverage.swa(0.3));
                case 2 -> trainer.average(WeightAverage.parse("swa(from=0.2, every=3)"));
                default -> trainer;
            };
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneReplicaHasTheBitsOfARunWithoutReplicas(int number) {
        var generator = new Generator(new SplittableRandom(number));
        Trainer plain = generator.trainer(Toys.optimizers().get(number % Toys.optimizers().size()));
        var recorded = new Toys.Recorder();
        TrainingResult expected = plain.listeners(recorded).fit(train);
        for (int i = 0; i < 3; i++) {
            var rounds =
                    new Rounds(generator.updates(), new Rounds.Outer.Average(), Rounds.Inner.KEEP);
            var recorder = new Toys.Recorder();
            TrainingResult result = plain.replicas(1, rounds).listeners(recorder).fit(train);

            assertThat(result.steps()).as("%s", rounds).isEqualTo(expected.steps());
            assertThat(result.state()).as("%s", rounds).isEqualTo(expected.state());
            assertThat(result.model().values()).isEqualTo(expected.model().values());
            assertThat(result.validation()).isEqualTo(expected.validation());
            assertThat(numbers(recorder)).isEqualTo(numbers(recorded));
        }
    }

    private static List<List<Object>> numbers(Toys.Recorder recorder) {
        return recorder.steps().stream()
                .map(step ->
                        List.<Object>of(
                                step.step(),
                                step.epoch(),
                                step.loss(),
                                step.learningRate(),
                                step.momentum(),
                                step.gradientNorm(),
                                step.examples()))
                .toList();
    }
}
