package dev.gradus.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StepTimesTest {
    @Test
    void takeTheMiddleOfAnOddNumberAndTheMeanOfTwoMiddlesOfAnEvenOne() {
        assertThat(StepTimes.median(new double[] {3, 1, 2})).isEqualTo(2);
        assertThat(StepTimes.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(StepTimes.median(new double[] {7})).isEqualTo(7);
    }

    @Test
    void leaveTheSamplesAsTheyWere() {
        double[] samples = {3, 1, 2};
        assertThat(StepTimes.of(samples, 12)).isEqualTo(new StepTimes(3, 1, 2, 4));
        assertThat(samples).containsExactly(3, 1, 2);
    }

    @Test
    void joinRoundsByTheBestOfAllAndTheMedianOfMedians() {
        var rounds =
                List.of(
                        new StepTimes(10, 2, 5, 8),
                        new StepTimes(20, 3, 4, 7),
                        new StepTimes(5, 1, 9, 9));
        assertThat(StepTimes.of(rounds)).isEqualTo(new StepTimes(35, 1, 5, 7));
    }
}
