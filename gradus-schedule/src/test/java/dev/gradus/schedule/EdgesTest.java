package dev.gradus.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.schedule.curve.Curve;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.text.ScheduleReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Boundaries, lengths of nothing, ends, restarts. */
class EdgesTest {
    private static Curve curve(String text, long steps) {
        return ScheduleReader.parse(text).over(new Horizon(steps, 5, 10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // text | steps of the run | values from step 0 on
                "hold(1, steps(2)).then(hold(2, steps(2))).then(hold(3))|9|1 1 2 2 3 3",
                "hold(1, steps(0)).then(hold(2, steps(1))).then(hold(3))|9|2 3 3",
                "hold(1, steps(1)).then(hold(2, steps(0)))|9|1 1 1",
                "hold(1, percent(0.1)).then(hold(2))|9|2 2",
                "hold(1, epochs(0.4)).then(hold(2))|9|1 1 2",
                "hold(1, samples(24)).then(hold(2))|9|1 1 2",
                "hold(1).then(hold(2, steps(2)))|5|1 1 1 2 2 2",
                "hold(1).then(hold(2, steps(7)))|5|2 2 2",
                "exponential(8, 0.5).then(hold(9, steps(2)))|5|8 4 2 9 9",
                "ramp(0, 4, steps(4))|9|0 1 2 3 4 4",
                "ramp(0, 4, steps(4)).landing(END)|9|1 2 3 4 4",
                "ramp(0, 3, steps(4)).landing(BOTH)|9|0 1 2 3 3",
                "ramp(0, 5, steps(4)).landing(NEITHER)|9|1 2 3 4 5 5",
                "ramp(0, 5, steps(1)).landing(BOTH)|9|5 5",
                "ramp(0, 5, steps(0)).landing(NEITHER)|9|5 5",
                "ramp(1, 16, steps(4), GEOMETRIC)|9|1 2 4 8 16 16",
                "ramp(0, 3, steps(1.5))|9|0 2 3 3",
                "ramp(0, 4, rest())|4|0 1 2 3 4 4",
                "ramp(0, 2, steps(2)).repeat()|9|0 1 0 1 0",
                "ramp(0, 2, steps(2)).repeat(2)|9|0 1 0 1 2 2",
                "ramp(0, 2, steps(2)).repeat(2).then(hold(7))|9|0 1 0 1 7 7",
                "ramp(0, 2, steps(2)).repeat(0).then(hold(7))|9|7 7",
                "hold(1, steps(1)).then(hold(2, steps(1))).repeat().stretch(2)|99|1 2 1 1 2 2 1 1 1 1 2 2 2 2 1",
                "hold(1, steps(2)).repeat().stretch(2).gain(2)|99|1 1 2 2 2 2 4 4 4 4 4 4 4 4 8",
                "ramp(3, 0, rest()).repeat(2)|6|3 2 1 3 2 1 0 0",
                "ramp(1, 0, rest()).repeat(2).stretch(2)|3|1 1 0.5 0 0",
                "exponential(8, 0.5).take(steps(2))|9|8 4 4 4",
                "exponential(8, 0.5).take(steps(2)).then(hold(9))|9|8 4 9 9",
                "ramp(0, 2, steps(2)).take(steps(5))|9|0 1 2 2",
                "ramp(0, 4, steps(4)).shift(2)|9|2 3 4 4",
                "ramp(0, 4, steps(4)).shift(2).then(hold(9))|9|2 3 9",
                "ramp(0, 2, steps(2)).delay(steps(2))|9|0 0 0 1 2 2",
                "ramp(0, 4, steps(4)).every(2)|9|0 0 2 2 4 4",
                "ramp(0, 10, steps(10)).perEpoch()|20|0 0 0 0 0 5 5 5 5 5 10",
                "ramp(0, 2, steps(2)).plus(1).then(hold(9))|9|1 2 9",
                "ramp(0, 2, steps(2)).times(ramp(2, 3, steps(1))).then(hold(9))|9|0 3 9",
                "ramp(0, 4, steps(4)).atLeast(1).atMost(2)|9|1 1 2 2 2",
                "ramp(10, 50, steps(4)).roundTo(16)|9|16 16 32 32 48",
                "ramp(0, 2, steps(2)).atEnd(REPEAT)|9|0 1 0 1",
                "exponential(8, 0.5).atEnd(HOLD)|3|8 4 2 2 2",
                "knots(1).to(steps(2), 3).to(steps(0), 7).to(steps(2), 9)|9|1 2 7 8 9 9",
                "stepDecay(8, 0.5, steps(2))|9|8 8 4 4 2",
                "stepDecay(8, 0.5, steps(2)).ahead(steps(1))|9|8 4 4 2 2",
                "multiStep(8, 0.5, steps(0), steps(2), steps(2))|9|4 4 1 1",
                "piecewise(1, at(steps(1), 2), at(epochs(1), 3))|9|1 2 2 2 2 3 3",
                "hold(3).warmup(steps(2))|9|1 2 3 3",
                "hold(3).warmup(steps(0))|9|3 3",
                "ramp(3, 0, rest()).warmup(steps(2))|5|1 2 3 2 1 0",
                "cyclic(0, 2, steps(2)).gain(0.5)|99|0 1 2 1 0 0.5 1 0.5 0 0.25",
                "law(\"t^2\").per(epochs(1)).perEpoch()|20|0 0 0 0 0 1 1 1 1 1 4"
            })
    void valuesAtEveryBoundary(String text, long steps, String values) {
        var curve = curve(text, steps);
        var expected = Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
        var actual = LongStream.range(0, expected.length).mapToDouble(curve::at).toArray();
        assertThat(actual).containsExactly(expected, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "hold(1).then(cosine(1))|two phases of one sequence have no length of their own: hold(1) and cosine(1); only"
                        + " one can take the rest, so give the other a length, for example .take(epochs(5))",
                "exponential(1, 0.9).repeat()|exponential(1, 0.9).repeat(): a schedule that is repeated forever needs an end, and"
                        + " exponential(1, 0.9) has none; write .take(epochs(1)) before .repeat()",
                "exponential(1, 0.9, percent(1))|exponential(1, 0.9, percent(1)): percent(1) rounds to 0 steps in this run"
                        + " of 20; write a longer unit",
                "ramp(1, 0, steps(9)).atEnd(ERROR)|ramp(1, 0, steps(9)).atEnd(ERROR): the schedule ends after 9 steps, but the"
                        + " run continues to 20; make it as long as the run, or choose HOLD or REPEAT"
            })
    void whatDoesNotFitIsRefusedWhenBound(String text, String message) {
        assertThatThrownBy(() -> curve(text, 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aLengthWhoseUnitIsUnknownIsRefused() {
        assertThatThrownBy(
                        () -> ScheduleReader.parse("hold(1, epochs(5))").over(Horizon.ofSteps(20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "epochs(5) cannot be measured: the run's steps per epoch is not known; give it, or write the length in"
                                + " steps");
    }

    @Test
    void aScheduleThatRefusesItsEndSaysSo() {
        var curve = curve("ramp(1, 0, steps(20)).atEnd(ERROR)", 20);
        assertThat(curve.at(19)).isEqualTo(0.05, within(1e-15));
        assertThatThrownBy(() -> curve.at(20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step 20 is past the end of the schedule, which has 20 steps");
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 5, 7, 10})
    void cyclesBeginExactlyWhereTheirLengthsAddUpTo(long stretch) {
        var curve = curve("cosineRestarts(1, steps(1)).stretch(" + stretch + ")", 100);
        long start = 0;
        long length = 1;
        for (int cycle = 0; cycle < 40 && start < 1L << 50; cycle++) {
            assertThat(curve.at(start)).as("restart at %d", start).isEqualTo(1);
            if (cycle > 1) {
                assertThat(curve.at(start - 1)).isLessThan(1);
                assertThat(curve.at(start + length - 1)).isLessThan(0.9);
            }
            start += length;
            length *= stretch;
        }
        assertThat(start).isGreaterThanOrEqualTo((1L << 40) - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 100, 469, 1407, 99_991})
    void thePeakIsUsed(long steps) {
        for (var text :
                List.of(
                        "oneCycle(0.1)",
                        "warmupStableDecay(0.1, percent(7), percent(13))",
                        "cosine(0.1).warmup(percent(3))")) {
            var curve = curve(text, steps);
            assertThat(LongStream.range(0, steps).mapToDouble(curve::at).max()).hasValue(0.1);
        }
    }

    @Test
    void momentumRunsOpposite() {
        var run = Horizon.ofSteps(100);
        var momentum = Schedules.oneCycle(0.1).companions().get(HyperParameter.MOMENTUM).over(run);
        assertThat(momentum.at(0)).isEqualTo(0.95);
        assertThat(momentum.at(30)).isEqualTo(0.85);
        assertThat(Schedules.oneCycle(0.1).over(run).at(30)).isEqualTo(0.1);
        assertThat(momentum.at(100)).isEqualTo(0.95);
    }
}
