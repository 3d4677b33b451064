package dev.gradus.schedule.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.curve.Phase;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.text.ScheduleReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What composes around a schedule: companions, groups, explanations. */
class PlanTest {
    private static final Horizon RUN = new Horizon(100, 10, 32);

    @Test
    void companionsJoinUnlessGiven() {
        var plan = Plan.of(Schedules.oneCycle(0.1));
        assertThat(plan.complete())
                .containsOnlyKeys(HyperParameter.LEARNING_RATE, HyperParameter.MOMENTUM);
        var given = plan.with(HyperParameter.MOMENTUM, Schedules.constant(0.9)).over(RUN);
        assertThat(given.at(HyperParameter.MOMENTUM, 30)).isEqualTo(0.9);
    }

    @Test
    void whatIsNotDrivenKeepsTheOptimizersValue() {
        var plan = Plan.of(Schedules.cosine(0.1)).over(RUN);
        assertThat(plan.driven()).containsExactly(HyperParameter.LEARNING_RATE);
        assertThat(plan.at(HyperParameter.WEIGHT_DECAY, 3, 0.01)).isEqualTo(0.01);
        assertThatThrownBy(() -> plan.at(HyperParameter.WEIGHT_DECAY, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the plan has no schedule for weightDecay, only for learningRate");
    }

    @Test
    void whatCannotBeBoundNamesTheHyperParameter() {
        var plan =
                Plan.of(Schedules.cosine(0.1))
                        .with(HyperParameter.MOMENTUM, Schedules.exponential(1, 0.9).repeat());
        assertThatThrownBy(() -> plan.over(RUN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "momentum: exponential(1, 0.9).repeat(): a schedule that is repeated");
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
        var plan = Plan.of(ScheduleReader.parse(text)).over(RUN);
        assertThat(plan.at(HyperParameter.MOMENTUM, step)).isEqualTo(momentum, within(1e-12));
    }

    @Test
    void batchSizesAreWholeMultiples() {
        var curve = ScheduleReader.parse("ramp(32, 512, rest()).roundTo(32)").over(RUN);
        for (long step = 0; step < 100; step++) {
            assertThat(curve.at(step) % 32).isZero();
        }
    }

    @Test
    void layersDecayTowardsTheInput() {
        assertThat(GroupMultipliers.layerDecay(0.5, 4)).containsExactly(0.125, 0.25, 0.5, 1.0);
        assertThat(GroupMultipliers.layerDecay(0.5, 0.3, 4)).containsExactly(0.3, 0.3, 0.5, 1.0);
        assertThat(GroupMultipliers.layerDecay(0.5, 1)).containsExactly(1.0);
    }

    @Test
    void discriminativeRatesGoByEqualFactors() {
        var multipliers = GroupMultipliers.discriminative(1e-4, 1e-2, 3);
        assertThat(multipliers.stream().mapToDouble(multiplier -> multiplier * 1e-2).toArray())
                .containsExactly(new double[] {1e-4, 1e-3, 1e-2}, within(1e-16));
        assertThat(GroupMultipliers.discriminative(1e-4, 1e-2, 1)).isEqualTo(List.of(1.0));
        assertThatThrownBy(() -> GroupMultipliers.discriminative(1, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("discriminative: groups must be 1 or greater, got 0");
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
