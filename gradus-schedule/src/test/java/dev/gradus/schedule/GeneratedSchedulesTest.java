package dev.gradus.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.number.Text;
import dev.gradus.schedule.text.ScheduleReader;
import dev.gradus.schedule.track.Samples;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schedules put together at random: text and JSON keep them, and the check agrees with counting.
 */
class GeneratedSchedulesTest {
    private static final int CASES = 400;
    private static final Horizon RUN = new Horizon(60, 12, 4);

    static IntStream seeds() {
        return IntStream.range(0, CASES);
    }

    private record Generator(SplittableRandom random) {
        private String pick(List<String> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private String span() {
            return Text.of(
                    pick(List.of("steps(%d)", "percent(%d)", "samples(%d)")),
                    random.nextInt(1, 30));
        }

        private String value() {
            return String.valueOf(random.nextInt(1, 100) / 100.0);
        }

        private String shape() {
            return pick(
                    List.of("LINEAR", "COSINE", "HALVING", "power(2)", "power(0.5).reversed()"));
        }

        /** A schedule with an end. */
        String closed(int depth) {
            String ramp =
                    "ramp(%s, %s, %s, %s).landing(%s)"
                            .formatted(
                                    value(),
                                    value(),
                                    span(),
                                    shape(),
                                    pick(List.of("START", "END", "BOTH", "NEITHER")));
            if (depth == 0) {
                return pick(List.of(ramp, "hold(" + value() + ", " + span() + ")"));
            }
            return switch (random.nextInt(7)) {
                case 0 -> closed(depth - 1) + ".then(" + closed(depth - 1) + ")";
                case 1 -> closed(depth - 1) + ".times(" + value() + ")";
                case 2 -> closed(depth - 1) + ".atMost(" + value() + ")";
                case 3 -> closed(depth - 1) + ".repeat(" + random.nextInt(1, 4) + ")";
                case 4 -> open(depth - 1) + ".take(" + span() + ")";
                case 5 -> closed(depth - 1) + ".every(steps(" + random.nextInt(1, 5) + "))";
                default -> closed(depth - 1) + ".warmup(" + span() + ")";
            };
        }

        String open(int depth) {
            String end =
                    pick(List.of(
                                    "cosine(%s)",
                                    "exponential(%s, 0.9)",
                                    "hold(%s)",
                                    "linear(%s, 0.001)",
                                    "law(\"%s * 0.95^t\")",
                                    "cosineRestarts(%s, steps(7))"))
                            .formatted(value());
            return depth == 0 ? end : closed(depth - 1) + ".then(" + end + ")";
        }
    }

    private static String text(int seed) {
        var random = new SplittableRandom(seed);
        var generator = new Generator(random);
        return random.nextBoolean() ? generator.closed(3) : generator.open(3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void textAndTreeKeepASchedule(int seed) {
        var schedule = ScheduleReader.parse(text(seed));
        assertThat(ScheduleReader.parse(schedule.text())).isEqualTo(schedule);
        assertThat(ScheduleReader.parse(schedule.text()).text()).isEqualTo(schedule.text());
        assertThat(ScheduleReader.fromTree(schedule.toTree())).isEqualTo(schedule);
        var curve = schedule.over(RUN);
        var again = ScheduleReader.fromTree(schedule.toTree()).over(RUN);
        var expanded = schedule.expanded().over(RUN);
        for (int step = 0; step < 2 * RUN.steps(); step++) {
            assertThat(again.at(step)).isEqualTo(curve.at(step));
            assertThat(expanded.at(step)).isEqualTo(curve.at(step));
        }
    }

    /** In a long run as in a short one, the samples contain the highest and the lowest update. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theSamplesContainTheExtremes(int seed) {
        long steps = 3000;
        var track = Binder.bind(ScheduleReader.parse(text(seed)), new Horizon(steps, 12, 4));
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        for (long step = 0; step < steps; step++) {
            highest = Math.max(highest, track.at((double) step));
            lowest = Math.min(lowest, track.at((double) step));
        }
        double highestSampled = Double.NEGATIVE_INFINITY;
        double lowestSampled = Double.POSITIVE_INFINITY;
        for (long step : Samples.around(track, steps)) {
            highestSampled = Math.max(highestSampled, track.at((double) step));
            lowestSampled = Math.min(lowestSampled, track.at((double) step));
        }
        assertThat(highestSampled).isEqualTo(highest);
        assertThat(lowestSampled).isEqualTo(lowest);
    }

    /**
     * A finer look at the curve between its updates finds a peak where the check does, and only
     * there.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void thePeakOfTheCheckIsThatOfTheCurve(int seed) {
        var schedule = ScheduleReader.parse(text(seed));
        var track = Binder.bind(schedule, RUN);
        double steps = (double) RUN.steps();
        double end = Double.isFinite(track.length()) ? Math.max(track.length(), steps) : steps;
        double used = Double.NEGATIVE_INFINITY;
        for (long step = 0; step < RUN.steps(); step++) {
            used = Math.max(used, track.at((double) step));
        }
        double asked = used;
        for (double time = 0; time < end; time += 1.0 / 64) {
            asked = Math.max(asked, track.at(time));
        }
        boolean warned =
                schedule.check(RUN).stream().anyMatch(Warning.PeakNeverReached.class::isInstance);
        if (warned) {
            assertThat(asked).isGreaterThan(used);
        } else {
            assertThat(asked - used).isLessThanOrEqualTo(0.0101 * asked);
        }
    }
}
