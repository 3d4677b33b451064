package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Windows of a quarter of a second, each with as many examples as its pace allows. */
class PaceTest {
    private static final double WINDOW = 0.25;

    private final ArrayList<Double> measured = new ArrayList<>();

    /** Returns what is measured if an example of each window takes this long. */
    private Pace steady(IntToDoubleFunction secondsPerExample, int most) {
        return Pace.steady(
                () -> {
                    double seconds = secondsPerExample.applyAsDouble(measured.size());
                    measured.add(seconds);
                    return new Pace(WINDOW, WINDOW / seconds);
                },
                () -> measured.size() < most);
    }

    /** As measured for a LeNet: 128, 73, 57, 53, 51, 40, 33, 38, 37 ms an update. */
    @RepeatedTest(40)
    void aPaceThatRisesWhileCodeIsCompiledIsMeasuredOnceItIsSteady(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        double fall = 0.3 + 0.4 * random.nextDouble();
        double first = 1 + 4 * random.nextDouble();

        Pace pace =
                steady(
                        i -> (1 + first * Math.pow(fall, i)) * (1 + 0.03 * random.nextGaussian()),
                        1000);

        assertThat(pace.secondsPerExample()).isCloseTo(1, within(0.15));
        assertThat(measured).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void aSteadyPaceTakesThreeWindows() {
        assertThat(steady(_ -> 2, 1000).secondsPerExample()).isEqualTo(2, within(1e-12));
        assertThat(measured).hasSize(3);
    }

    @Test
    void aRunThatEndsDuringTheFirstWindowHasItsPace() {
        assertThat(steady(_ -> 5, 1).secondsPerExample()).isEqualTo(5, within(1e-12));
    }

    @Test
    void longUpdatesAreNotRepeatedBeyondTheSecondWindow() {
        var count = new int[1];
        Pace pace = Pace.steady(() -> new Pace(count[0]++ == 0 ? 9 : 4, 1), () -> true);

        assertThat(pace.secondsPerExample()).isEqualTo(4, within(1e-12));
        assertThat(count[0]).isEqualTo(2);
    }
}
