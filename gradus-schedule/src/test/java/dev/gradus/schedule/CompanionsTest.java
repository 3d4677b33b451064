package dev.gradus.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.schedule.curve.Phase;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.text.ScheduleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What composes around a schedule: companions, explanations. */
class CompanionsTest {
    private static final Horizon RUN = new Horizon(100, 10, 32);

    @Test
    void aScheduleMayDriveTheMomentumToo() {
        assertThat(Schedules.oneCycle(0.1).withCompanions())
                .containsOnlyKeys(HyperParameter.LEARNING_RATE, HyperParameter.MOMENTUM)
                .containsEntry(HyperParameter.LEARNING_RATE, Schedules.oneCycle(0.1));
        assertThat(Schedules.cosine(0.1).withCompanions())
                .containsOnlyKeys(HyperParameter.LEARNING_RATE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // schedule | step | its momentum there
                "oneCycle(0.1)|30|0.85",
                "oneCycle(0.1).times(0.5)|30|0.85",
                "oneCycle(0.1).shift(30)|0|0.85",
                "oneCycle(0.1).delay(steps(10))|9|0.95",
                "oneCycle(0.1).warmup(steps(10))|9|0.95",
                "cyclic(0.01, 0.1, steps(2))|0|0.9",
                "cyclic(0.01, 0.1, steps(2))|2|0.8",
                "cyclic(0.01, 0.1, steps(2)).gain(0.5)|6|0.85",
                "knots(0.1, 0.9).to(steps(2), 0.2, 0.8).then(knots(0.1, 0.7).to(steps(2), 0, 0.6))|2|0.7",
                "torch.OneCycleLR(max_lr=0.1, total_steps=10)|2|0.85"
            })
    void momentumFollowsTheSameTimeline(String text, long step, double momentum) {
        var driven = ScheduleReader.parse(text).withCompanions();
        assertThat(driven.get(HyperParameter.MOMENTUM).over(RUN).at(step))
                .isEqualTo(momentum, within(1e-12));
    }

    @Test
    void batchSizesAreWholeMultiples() {
        var curve = ScheduleReader.parse("ramp(32, 512, rest()).roundTo(32)").over(RUN);
        for (long step = 0; step < 100; step++) {
            assertThat(curve.at(step) % 32).isZero();
        }
    }

    @Test
    void aStepIsExplainedAsATree() {
        var schedule = ScheduleReader.parse("ramp(0, 0.1, steps(10)).then(cosine(0.1)).times(0.5)");
        assertThat(schedule.explain(RUN, 55))
                .hasToString(
                        """
                        0.025  product of
                          0.05  phase 2 of 2, from step 10 on
                            0.05  cosine(0.1)
                              0.05  ramp from 0.1 to 0, step 45 of 90, COSINE
                          0.5  hold 0.5
                        """);
    }

    @Test
    void theTimelineIsListed() {
        var phases =
                ScheduleReader.parse("warmupStableDecay(0.1, steps(10), percent(20))").phases(RUN);
        assertThat(phases)
                .containsExactly(
                        new Phase(0, 10, "ramp from 0 to 0.1 in 10 steps, LINEAR"),
                        new Phase(10, 70, "hold 0.1"),
                        new Phase(80, 20, "ramp from 0.1 to 0 in 20 steps, power(0.5)"));
        assertThat(ScheduleReader.parse("cosine(0.1).repeat(2)").phases(RUN)).hasSize(2);
    }
}
