package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.train.parallel.RoundCost;
import dev.gradus.train.round.Averaging;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    private static final RoundCost FREE = new RoundCost(0, 0, 0, Double.POSITIVE_INFINITY);

    private static Expectation of(double seconds, RoundCost cost, long steps) {
        return new Expectation(
                seconds, seconds, 1_000_000, 2, 20, cost, Averaging.BY_THE_COMMAND, steps);
    }

    @Test
    void aShortRunIsFasterAloneAndALongOneIsNot() {
        // 1000 updates of 10 ms alone, against 8 s and 25 rounds of 20 of them
        assertThat(of(0.01, FREE, 1000).speedUp()).isEqualTo(10.0 / (8 + 5), within(1e-9));
        assertThat(of(0.01, FREE, 1_000_000).speedUp()).isEqualTo(2, within(0.01));
    }

    @Test
    void whatIsSaidHasTheNumbersItFollowsFrom() {
        assertThat(of(0.0001, RoundCost.SPARK, 100_000).sentence())
                .isEqualTo(
                        "one network on this machine is about 16.3 times as fast: an update takes 0.10 ms here, and a round of 2 × 20 updates costs about 60 ms in addition, for 1.00 MB of each replica; the processes need some 8 s to start; leave --on out, or make rounds longer where they take the time");
        assertThat(of(0.1, RoundCost.SPARK, 100_000).sentence())
                .startsWith(
                        "expected: about 1.9 times as fast as one network on this machine, where each replica has processors of its own: an update takes 100.00 ms");
    }
}
