package dev.gradus.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.schedule.text.ScheduleReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A warm-up as long as the run, or longer, goes toward the schedule's first value. */
class WarmupTest {
    private static final int STEPS = 10;
    private static final Horizon RUN = new Horizon(STEPS, STEPS, 4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cosine(0.1)",
                "cosine(0.1, 0.01)",
                "linear(0.1, 0)",
                "polynomial(0.1, 0, 2)",
                "exponential(0.1, 0.5)",
                "constant(0.1)",
                "hold(0.1)",
                "stepDecay(0.1, 0.5, steps(2))",
                "multiStep(0.1, 0.1, percent(50))",
                "piecewise(0.1, at(percent(50), 0.01))",
                "timeBased(0.1, 0.1)",
                "powerDecay(0.1, epochs(1))",
                "cosineRestarts(0.1, steps(3))",
                "cosine(0.1).repeat(3)",
                "cosine(0.1, 0.01).repeat(2).stretch(2)",
                "flatThenCosine(0.1)",
                "ramp(0.1, 0.01, rest()).then(hold(0.01, steps(1)))",
                "ramp(0.1, 0.01, rest()).landing(BOTH)",
                "law(\"0.1 * 0.9^t\")",
                "cosine(0.05).times(2)",
                "cosine(0.1).perEpoch()",
                "torch.CosineAnnealingLR(lr=0.1, T_max=10)",
                "keras.CosineDecay(0.1, 10)"
            })
    void theTargetIsTheFirstValue(String schedule) {
        for (String length :
                new String[] {
                    "epochs(1)",
                    "percent(100)",
                    "samples(40)",
                    "steps(10)",
                    "steps(11)",
                    "epochs(3)",
                    "percent(250)"
                }) {
            var text = schedule + ".warmup(" + length + ")";
            var warmup = ScheduleReader.parse(text).over(RUN);
            double steps = Math.rint(span(length).in(RUN));
            for (int step = 0; step < STEPS; step++) {
                assertThat(warmup.at(step))
                        .as("%s at %d", text, step)
                        .isCloseTo(0.1 * (step + 1) / (steps + 1), within(1e-12));
            }
            assertThat(
                            ScheduleReader.parse(schedule + ".delay(" + length + ")")
                                    .over(RUN)
                                    .at(STEPS - 1))
                    .isEqualTo(0.1);
        }
    }

    private static Span span(String text) {
        return ((Hold) ScheduleReader.parse("hold(1, " + text + ")")).length();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cosine(0.1).warmup(epochs(1)).warmup(steps(3))",
                "cosine(0.1).warmup(steps(3)).warmup(epochs(2))",
                "cosine(0.1, 0.01).warmup(epochs(1)).warmup(epochs(1))",
                "warmupStableDecay(0.1, epochs(2), epochs(1))",
                "inverseSquareRoot(0.1, epochs(2))",
                "oneCycle(0.1).rise(epochs(2))",
                "ramp(0, 0.1, epochs(1)).then(cosine(0.1))",
                "hf.get_cosine_schedule_with_warmup(20, 40, lr=0.1)",
                "optax.warmup_cosine_decay_schedule(0.001, 0.1, 20, 40)"
            })
    void aWarmUpThatOutlastsTheRunRisesThroughout(String text) {
        var curve = ScheduleReader.parse(text).over(RUN);
        for (int step = 1; step < STEPS; step++) {
            assertThat(curve.at(step)).as("step %d", step).isGreaterThan(curve.at(step - 1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "cosine(0.1).warmup(epochs(1))|cosine(0.1) never starts: the phases before it take all 10 steps of the run;"
                        + " shorten the warm-up or the phases before it",
                "hold(0.1).warmup(epochs(2))|hold(0.1) never starts: the phases before it take all 10 steps of the run;"
                        + " shorten the warm-up or the phases before it",
                "ramp(0, 0.1, epochs(1)).then(cosine(0.1))|cosine(0.1) never starts: the phases before it take all 10"
                        + " steps of the run; shorten the warm-up or the phases before it"
            })
    void theCheckSaysThatNothingFollows(String text, String sentence) {
        assertThat(ScheduleReader.parse(text).check(RUN))
                .extracting(Warning::sentence)
                .contains(sentence);
    }
}
