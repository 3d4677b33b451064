package dev.gradus.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.text.ScheduleReader;
import dev.gradus.testing.Allocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schedule keeps, whatever its kind. */
class ScheduleContractTest {
    private static final List<Horizon> RUNS =
            List.of(
                    new Horizon(0, 1, 1),
                    new Horizon(1, 1, 3),
                    new Horizon(2, 1, 32),
                    new Horizon(3, 2, 1),
                    new Horizon(20, 5, 7),
                    new Horizon(1000, 207, 64));

    static Stream<Schedule> examples() {
        return Examples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isFiniteInTheRunAndFarPastItsEnd(Schedule schedule) {
        for (var run : RUNS) {
            var curve = schedule.over(run);
            for (long step : interesting(run)) {
                assertThat(curve.at(step))
                        .as("%s at step %d of %s", schedule, step, run)
                        .isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givesTheSameBitsInAnyOrderAndEveryTime(Schedule schedule) {
        for (var run : RUNS) {
            var steps = new ArrayList<>(interesting(run));
            var inOrder = bits(schedule.over(run), steps);
            var shuffled = new ArrayList<>(steps);
            Collections.shuffle(shuffled, new Random(1));
            var curve = schedule.over(run);
            bits(curve, shuffled);
            assertThat(bits(curve, steps)).isEqualTo(inOrder);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void resumesBitForBitAtEveryStep(Schedule schedule) {
        var run = new Horizon(20, 5, 7);
        var steps = LongStream.range(0, 20).boxed().toList();
        var whole = bits(schedule.over(run), steps);
        for (int resumed = 0; resumed < 20; resumed++) {
            var restored = ScheduleReader.parse(schedule.text()).over(run);
            var rest = bits(restored, steps.subList(resumed, 20));
            assertThat(rest).isEqualTo(whole.subList(resumed, 20));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesNegativeSteps(Schedule schedule) {
        var curve = schedule.over(RUNS.get(4));
        assertThatThrownBy(() -> curve.at(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps are counted from 0, got -1");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void readsBackFromItsText(Schedule schedule) {
        assertThat(ScheduleReader.parse(schedule.toString())).isEqualTo(schedule);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void readsBackFromItsTree(Schedule schedule) {
        assertThat(ScheduleReader.fromTree(Json.roundTrip(schedule.toTree()))).isEqualTo(schedule);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void meansWhatItExpandsTo(Schedule schedule) {
        var expanded = schedule.expanded();
        assertThat(names(expanded)).isEmpty();
        assertThat(ScheduleReader.parse(expanded.text())).isEqualTo(expanded);
        for (var run : RUNS) {
            var steps = interesting(run);
            assertThat(bits(expanded.over(run), steps)).isEqualTo(bits(schedule.over(run), steps));
        }
    }

    private static List<Schedule> names(Schedule schedule) {
        return Stream.concat(
                        Stream.of(schedule),
                        schedule.parts().stream().flatMap(part -> names(part).stream()))
                .filter(NamedSchedule.class::isInstance)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void explainsTheVeryValue(Schedule schedule) {
        for (var run : RUNS) {
            var curve = schedule.over(run);
            for (long step : interesting(run)) {
                var explanation = schedule.explain(run, step);
                assertThat(explanation.value()).isEqualTo(curve.at(step));
                assertThat(explanation.toString()).doesNotContain("null");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void doesNotDriftInAHundredThousandQueries(Schedule schedule) {
        var run = new Horizon(1000, 207, 64);
        var curve = schedule.over(run);
        double before = curve.at(777);
        double sum = 0;
        for (long step = 0; step < 100_000; step++) {
            sum += curve.at(step % 2000);
        }
        assertThat(sum).isFinite();
        assertThat(curve.at(777)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void allocatesNothing(Schedule schedule) {
        var curve = schedule.over(new Horizon(1000, 207, 64));
        double[] sum = {0};
        assertThat(
                        Allocation.of(() -> {
                            for (long step = 0; step < 1_000; step += 9) {
                                sum[0] += curve.at(step);
                            }
                        }))
                .as("bytes for 112 queries")
                .isZero();
    }

    private static List<Long> interesting(Horizon run) {
        var near = LongStream.range(0, Math.min(run.steps() + 3, 60));
        var end =
                LongStream.of(
                        run.steps() - 1, run.steps(), run.steps() + 1, run.steps() + 1_000_000);
        return LongStream.concat(near, end).filter(step -> step >= 0).distinct().boxed().toList();
    }

    private static List<Long> bits(Curve curve, List<Long> steps) {
        return steps.stream().map(step -> Double.doubleToLongBits(curve.at(step))).toList();
    }
}
