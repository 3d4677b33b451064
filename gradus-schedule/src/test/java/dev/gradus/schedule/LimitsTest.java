package dev.gradus.schedule;

import static dev.gradus.schedule.named.Schedules.cosine;
import static dev.gradus.schedule.named.Schedules.hold;
import static dev.gradus.schedule.named.Schedules.law;
import static dev.gradus.schedule.named.Schedules.ramp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.schedule.curve.Phase;
import dev.gradus.schedule.shape.Landing;
import dev.gradus.schedule.text.ScheduleReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long texts, deep values, long runs, and values that are no numbers. */
class LimitsTest {
    private static final Horizon RUN = new Horizon(100, 10, 4);
    private static final Map<String, UnaryOperator<Schedule>> COMBINATORS =
            Map.ofEntries(
                    Map.entry("times", schedule -> schedule.times(1)),
                    Map.entry("plus", schedule -> schedule.plus(0)),
                    Map.entry("factor", schedule -> hold(1).times(schedule)),
                    Map.entry(
                            "then",
                            schedule ->
                                    schedule.take(Span.steps(9)).then(hold(0.1, Span.steps(1)))),
                    Map.entry("before", schedule -> hold(0.1, Span.steps(1)).then(schedule)),
                    Map.entry("atLeast", schedule -> schedule.atLeast(0.01)),
                    Map.entry("atMost", schedule -> schedule.atMost(0.5)),
                    Map.entry("roundTo", schedule -> schedule.roundTo(0.01)),
                    Map.entry("repeat", schedule -> schedule.take(Span.steps(5)).repeat(1)),
                    Map.entry("take", schedule -> schedule.take(Span.steps(50))),
                    Map.entry("shift", schedule -> schedule.shift(1)),
                    Map.entry("delay", schedule -> schedule.delay(Span.steps(1))),
                    Map.entry("every", schedule -> schedule.every(2)),
                    Map.entry("atEnd", schedule -> schedule.atEnd(EndPolicy.HOLD)),
                    Map.entry("warmup", schedule -> schedule.warmup(Span.steps(2))),
                    Map.entry("mirror", schedule -> schedule.mirror(0, 1, 0.9, 0.8)));

    static Stream<String> combinators() {
        return COMBINATORS.keySet().stream().sorted();
    }

    /** As deep as may be, all that can be done with a schedule fits a small stack. */
    @ParameterizedTest
    @MethodSource("combinators")
    void theDeepestSchedulesWorkOnASmallStack(String name) throws InterruptedException {
        var faults = new ArrayList<Throwable>();
        Runnable work =
                () -> {
                    Schedule deep = deepest(COMBINATORS.get(name));
                    deep.over(RUN).at(3);
                    assertThat(ScheduleReader.parse(deep.text())).isEqualTo(deep);
                    assertThat(ScheduleReader.fromTree(deep.toTree())).isEqualTo(deep);
                    assertThat(deep.hashCode()).isEqualTo(deep.hashCode());
                    assertThat(deep.explain(RUN, 3).toString()).isNotEmpty();
                    deep.check(RUN);
                    deep.phases(RUN);
                    deep.companions();
                };
        var thread = new Thread(null, work, "small", 512 << 10);
        thread.setUncaughtExceptionHandler((_, fault) -> faults.add(fault));
        thread.start();
        thread.join();
        assertThat(faults).isEmpty();
    }

    private static Schedule deepest(UnaryOperator<Schedule> combinator) {
        Schedule deep = cosine(0.1);
        for (int level = 0; level < 1000; level++) {
            try {
                deep = combinator.apply(deep);
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal).hasMessageContaining("nested deeper than 200 levels");
                return deep;
            }
        }
        throw new AssertionError("a thousand levels were taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".times(1)",
                ".plus(0)",
                ".then(hold(1, steps(1)))",
                ".atLeast(0)",
                ".take(steps(9))",
                ".shift(steps(1))",
                ".warmup(steps(1))",
                ".every(steps(2))",
                ".delay(steps(1))"
            })
    void aTextOfTenThousandCallsIsRefusedByItsLimit(String call) {
        assertThatThrownBy(() -> ScheduleReader.parse("hold(0.1)" + call.repeat(10_000)))
                .hasMessageContaining("nested deeper than 200 levels");
    }

    @Test
    void deepSpansShapesAndFormulasAreRefusedByTheirLimit() {
        String spans = "hold(0.1, steps(1)" + ".plus(steps(1))".repeat(10_000) + ")";
        String shapes = "ramp(0, 1, steps(9), COSINE" + ".reversed()".repeat(10_000) + ")";
        assertThatThrownBy(() -> ScheduleReader.parse(spans)).hasMessageContaining("200 levels");
        assertThatThrownBy(() -> ScheduleReader.parse(shapes)).hasMessageContaining("200 levels");
        assertThatThrownBy(() -> law("t" + " + t".repeat(10_000)))
                .hasMessageContaining("500 nested operations");
        assertThatThrownBy(
                        () -> ScheduleReader.parse("(".repeat(10_000) + "1" + ")".repeat(10_000)))
                .hasMessageContaining("nested deeper");
    }

    @Test
    void aScheduleUsedTwiceAgainAndAgainIsRefusedBeforeItExplodes() {
        assertThatThrownBy(
                        () -> {
                            Schedule doubled = cosine(0.1);
                            for (int level = 0; level < 64; level++) {
                                doubled = doubled.plus(doubled);
                            }
                        })
                .hasMessageContaining("made of more than 100000 parts");
    }

    @Test
    void thousandsOfPiecesWork() {
        String milestones =
                IntStream.rangeClosed(1, 8000)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(", "));
        String spans =
                IntStream.rangeClosed(1, 8000)
                        .mapToObj(step -> "steps(" + step + ")")
                        .collect(Collectors.joining(", "));
        String knots = "knots(0.1)" + ".to(steps(1), 0.2)".repeat(8000);
        for (String text :
                List.of(
                        "torch.MultiStepLR(lr=0.1, milestones=[" + milestones + "], gamma=0.999)",
                        "multiStep(0.1, 0.999, " + spans + ")",
                        knots)) {
            var schedule = ScheduleReader.parse(text);
            var curve = schedule.over(Horizon.ofSteps(10_000));
            double value = 0.1;
            for (int step = 0; step < 8000; step++) {
                if (!text.equals(knots)) {
                    assertThat(curve.at(step)).isEqualTo(value);
                    value *= 0.999;
                }
            }
            assertThat(ScheduleReader.parse(schedule.text())).isEqualTo(schedule);
            assertThat(ScheduleReader.fromTree(schedule.toTree())).isEqualTo(schedule);
            assertThat(schedule.check(Horizon.ofSteps(10_000))).isNotNull();
            assertThat(schedule.expanded().over(Horizon.ofSteps(10_000)).at(4000))
                    .isEqualTo(curve.at(4000));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cosine(0.1)",
                "cosine(0.1, 0, steps(1)).repeat()",
                "hold(1, steps(1)).repeat().stretch(1.01)",
                "ramp(0, 1, steps(0.3)).then(ramp(1, 0, steps(0.4))).repeat().every(3)",
                "torch.CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=1, cycle_momentum=False)",
                "cosine(0.1).warmup(percent(1)).times(law(\"1 + t % 2\"))",
                "multiStep(0.1, 0.5, percent(30), percent(60))"
            })
    void workDoesNotGrowWithTheRun(String text) {
        for (long steps : new long[] {1_000_000_000L, Horizon.MOST_STEPS}) {
            Assertions.assertThatCode(
                            () -> {
                                var schedule = ScheduleReader.parse(text);
                                var run = Horizon.ofSteps(steps);
                                var curve = schedule.over(run);
                                curve.at(steps - 1);
                                schedule.check(run);
                                assertThat(schedule.phases(run).size())
                                        .isLessThanOrEqualTo(Phase.MOST);
                                assertThat(schedule.samples(run).length).isLessThan(200_000);
                            })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aBillionStepsAreCheckedInASecond() {
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> cosine(0.1).warmup(Span.steps(500)).check(Horizon.ofSteps(1_000_000_000)));
    }

    /** A single update out of a billion is seen where the text says it is. */
    @Test
    void aPeakOfOneUpdateIsNotMissed() {
        var spike = hold(0.1, Span.steps(123_456_789)).then(hold(9, Span.steps(1))).then(hold(0.1));
        var run = Horizon.ofSteps(1_000_000_000);
        assertThat(spike.samples(run)).contains(123_456_788, 123_456_789, 123_456_790);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "law(\"1 / (t - 50)\")",
                "law(\"log(t - 1)\")",
                "law(\"exp(20 * t)\")",
                "law(\"1 / (t - 99)\")",
                "law(\"sqrt(50 - t)\")",
                "hold(0.1).times(law(\"1 / (t - 50)\"))",
                "law(\"0.1 / (1 - 0.25 * t)\")",
                "law(\"1 / (t - 5)\").warmup(steps(3))",
                "exponential(1, 1e9).times(1e300)"
            })
    void whatIsNotFiniteWithinTheRunIsRefused(String text) {
        assertThatThrownBy(() -> ScheduleReader.parse(text).over(RUN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which no optimizer can use");
    }

    @Test
    void oneStepOutOfAMillionIsFound() {
        assertThatThrownBy(() -> law("1 / (t - 777777)").over(Horizon.ofSteps(1_000_000)))
                .hasMessageContaining("is infinite at step 777777");
    }

    @Test
    void beyondTheRunTheValueIsRefusedWhenItIsAskedFor() {
        var curve = law("1 / (200 - t)").over(RUN);
        assertThat(curve.at(100)).isEqualTo(0.01);
        assertThatThrownBy(() -> curve.at(200)).hasMessageContaining("is infinite at step 200");
    }

    @Test
    void aRunTooLongToCountIsRefused() {
        assertThatThrownBy(() -> Horizon.ofEpochs(1e19, 2))
                .hasMessageContaining("more steps than can be counted");
    }

    /** A ramp whose length is no whole number does not run past its end. */
    @Test
    void aRampIsNeverPastItsEnd() {
        for (Landing landing : Landing.values()) {
            for (double length = 0.25; length < 6; length += 0.25) {
                var curve = ramp(0, 1, Span.steps(length)).landing(landing).over(RUN);
                for (int step = 0; step < 10; step++) {
                    assertThat(curve.at(step)).isBetween(0.0, 1.0);
                }
            }
        }
    }

    /** What the shift skips is not looked at, however long it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cosine(0.1, 0, steps(100)).repeat()",
                "cosine(0.1, 0, steps(100)).repeat().every(steps(7))",
                "cosine(0.1, 0, steps(10)).repeat(10).repeat()",
                "ramp(0.1, 0, steps(100)).repeat().delay(steps(3)).times(0.5)"
            })
    void aLargeShiftCostsNothingAndHidesNothing(String text) {
        var run = Horizon.ofSteps(1_000_000);
        var shifted = ScheduleReader.parse(text).shift(Span.steps(1e9));
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(10), () -> shifted.check(run));
        var curve = ScheduleReader.parse(text).over(Horizon.ofSteps(2_000_000_000));
        assertThat(shifted.over(run).at(12_345)).isEqualTo(curve.at(1_000_012_345));
        long[] samples = shifted.samples(run);
        long restart =
                IntStream.range(1, 200)
                        .filter(step ->
                                curve.at(1_000_000_000L + step) > curve.at(999_999_999L + step))
                        .findFirst()
                        .orElseThrow();
        assertThat(samples).contains(restart - 1, restart);
    }

    /** Two overloads at each of fifty levels were 2^50 readings. */
    @Test
    void aFaultDeepInsideIsFoundAtOnce() {
        String deep = "hold(1).times(".repeat(50) + "hold(1).tines(2)" + ")".repeat(50);
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(10),
                () ->
                        assertThatThrownBy(() -> ScheduleReader.parse(deep))
                                .hasMessageContaining("did you mean 'times'?"));
    }

    @Test
    void repeatsWithinRepeatsAreLookedAtInBoundedTime() {
        var nested = ScheduleReader.parse("cosine(0.1, 0, steps(1))" + ".repeat(3)".repeat(33));
        var run = Horizon.ofSteps(Horizon.MOST_STEPS);
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(10), () -> nested.check(run));
        assertThat(nested.samples(run).length).isLessThan(200_000);
    }

    @Test
    void stepsBeyondWhatADoubleCountsAreRefused() {
        assertThatThrownBy(() -> Horizon.ofSteps(Horizon.MOST_STEPS + 1))
                .hasMessage(
                        "horizon: 9,007,199,254,740,993 steps are more than can be counted; the most are 9,007,199,254,740,992");
        var curve = hold(0.1).over(RUN);
        assertThatThrownBy(() -> curve.at(-1)).hasMessage("steps are counted from 0, got -1");
        assertThatThrownBy(() -> curve.at((1L << 53) + 1))
                .hasMessageContaining("counted one by one up to");
        assertThatThrownBy(() -> hold(0.1, Span.epochs(1e308)).over(RUN))
                .hasMessageContaining("epochs(1e308) is more steps");
    }

    /** Chained calls are refused or answered, and neither takes long. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "knots(0.1)|.to(steps(1), 0.2)||",
                "knots(0.1, 0.9)|.to(steps(1), COSINE, 0.2, 0.8)||",
                "multiStep(0.1, 0.9999|, steps(9)|)|",
                "piecewise(0.1|, at(steps(9), 0.2)|)|",
                "torch.MultiStepLR(lr=0.1, milestones=[1|, 9|])|",
                "keras.PiecewiseConstantDecay([1|, 9|], [1, 1|, 0.5|])|",
                "optax.join_schedules([constant_schedule(1), constant_schedule(2)|, linear_schedule(0, 1, 5)|], [9|, 9|])|",
                "torch.ChainedScheduler([ConstantLR()|, ConstantLR()|], lr=0.1)|",
                "hold(0.1)|.repeat(1)||",
                "hold(0.1)|.mirror(0, 1, 2, 3)||",
                "torch.SequentialLR([ConstantLR(), ConstantLR()|, OneCycleLR(max_lr=1, total_steps=9)|], [9|, 9|], lr=0.1)|"
            })
    void tenThousandInARowAreAnsweredOrRefused(String pattern) {
        var parts = pattern.split("\\|", -1);
        var text = new StringBuilder();
        for (int part = 0; part < parts.length; part++) {
            text.append(part % 2 == 0 ? parts[part] : parts[part].repeat(10_000));
        }
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(60), () -> everythingOf(text.toString()));
    }

    private static void everythingOf(String text) {
        var run = Horizon.ofSteps(20_000);
        try {
            var schedule = ScheduleReader.parse(text);
            schedule.over(run).at(7);
            schedule.check(run);
            schedule.explain(run, 7);
            assertThat(ScheduleReader.parse(schedule.text())).isEqualTo(schedule);
            assertThat(ScheduleReader.parse(schedule.expanded().text()).over(run).at(7))
                    .isEqualTo(schedule.over(run).at(7));
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).hasMessageMatching("(?s).*(deeper than|of more than|expected).*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fastai.fit_sgdr(2000000000, 1, lr_max=0.1)|n_cycles must be at most 100000",
                "torch.MultiplicativeLR(lr=0.1, lr_lambda='0.95')|ends at t = 16,777,216",
                "Tracker.cosine().setBaseValue(1).setBaseValue(2).optFinalValue(0).setMaxUpdates(5).build()|'baseValue' is set twice"
            })
    void whatWouldCountForeverOrBeDroppedIsRefused(String row) {
        var run = Horizon.ofSteps(1_000_000_000);
        assertThatThrownBy(() -> ScheduleReader.parse(row.split("\\|", -1)[0]).over(run))
                .hasMessageContaining(row.split("\\|", -1)[1]);
    }
}
