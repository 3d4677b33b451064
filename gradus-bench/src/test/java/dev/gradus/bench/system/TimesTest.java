package dev.gradus.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void takeTheMiddleOfAnOddNumberAndTheMeanOfTwoMiddlesOfAnEvenOne() {
        assertThat(Times.median(new double[] {3, 1, 2})).isEqualTo(2);
        assertThat(Times.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
        assertThat(Times.median(new double[] {7})).isEqualTo(7);
    }

    @Test
    void leaveTheSamplesAsTheyWere() {
        double[] samples = {3, 1, 2};
        assertThat(Times.of(samples, 12)).isEqualTo(new Times(3, 1, 2, 4));
        assertThat(samples).containsExactly(3, 1, 2);
    }

    @Test
    void joinRoundsByTheBestOfAllAndTheMedianOfMedians() {
        var rounds = List.of(new Times(10, 2, 5, 8), new Times(20, 3, 4, 7), new Times(5, 1, 9, 9));
        assertThat(Times.of(rounds)).isEqualTo(new Times(35, 1, 5, 7));
    }
}
