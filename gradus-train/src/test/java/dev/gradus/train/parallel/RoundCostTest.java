package dev.gradus.train.parallel;

import static dev.gradus.train.round.Averaging.BY_THE_COMMAND;
import static dev.gradus.train.round.Averaging.IN_PIECES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoundCostTest {
    private static final RoundCost COST = new RoundCost(0.03, 0.001, 1e-8, 1e9);

    @Test
    void aRoundCostsItsLatencyItsReplicasAndItsBytes() {
        // 0.03 + 4 (0.001 + 1e6 (1e-8 + 1e-9)) + 2e6 / 1e9
        assertThat(COST.seconds(BY_THE_COMMAND, 4, 1_000_000)).isEqualTo(0.08, within(1e-12));
    }

    @Test
    void inPiecesItCostsASecondWaveOfTasksAndNoMoreBytesWithMoreReplicas() {
        // 2 (0.03 + 4 · 0.001 + 1e6 (1e-8 + 1e-9)) + 3e6 / 1e9
        assertThat(COST.seconds(IN_PIECES, 4, 1_000_000)).isEqualTo(0.093, within(1e-12));
        assertThat(COST.seconds(IN_PIECES, 8, 1_000_000)).isEqualTo(0.101, within(1e-12));
    }

    @Test
    void aNetworkIsGivenInBits() {
        assertThat(RoundCost.SPARK.over(1).network()).isEqualTo(125e6);
    }

    @Test
    void roundsThatCostNothingMakeReplicasAsFastAsThereAreReplicas() {
        var free = new RoundCost(0, 0, 0, Double.POSITIVE_INFINITY);

        assertThat(free.speedUp(BY_THE_COMMAND, 0.01, 0.01, 5, 8, 1_000_000))
                .isEqualTo(8, within(1e-12));
    }

    @Test
    void shortRoundsOfQuickUpdatesAreSlowerThanOneNetwork() {
        // 2 · 10 · 0.001 s of updates alone, against 10 · 0.001 s + 0.03 s + 0.002 s + 0.0042 s
        var local = new RoundCost(0.03, 0.001, 1e-8, Double.POSITIVE_INFINITY);

        assertThat(local.speedUp(BY_THE_COMMAND, 0.001, 0.001, 10, 2, 210_000))
                .isEqualTo(0.02 / 0.0462, within(1e-9));
        assertThat(local.speedUp(BY_THE_COMMAND, 0.001, 0.001, 1000, 2, 210_000))
                .isGreaterThan(1.9);
    }

    /** From rounds that cost what the model says, the model comes out again. */
    @Test
    void costsAreFittedToMeasuredRounds() {
        var known = new RoundCost(0.03, 0.002, 5e-9, Double.POSITIVE_INFINITY);
        RoundCost fitted = RoundCost.fitted(rounds(known));

        assertThat(fitted.latency()).isEqualTo(0.03, within(1e-9));
        assertThat(fitted.perReplica()).isEqualTo(0.002, within(1e-9));
        assertThat(fitted.perByte()).isEqualTo(5e-9, within(1e-15));
    }

    /** Least squares alone would give replicas a cost below 0. */
    @Test
    void noCostIsBelowZero() {
        var odd = new RoundCost(0.03, -0.002, 5e-9, Double.POSITIVE_INFINITY);
        RoundCost fitted = RoundCost.fitted(rounds(odd));

        assertThat(fitted.perReplica()).isZero();
        assertThat(fitted.latency()).isBetween(0.01, 0.03);
        assertThat(fitted.perByte()).isBetween(3e-9, 6e-9);
    }

    private static List<RoundCost.Measured> rounds(RoundCost known) {
        return Stream.of(1, 2, 4)
                .flatMap(replicas ->
                        Stream.of(100_000L, 1_000_000L, 16_000_000L)
                                .map(bytes ->
                                        new RoundCost.Measured(
                                                replicas,
                                                bytes,
                                                known.seconds(BY_THE_COMMAND, replicas, bytes))))
                .toList();
    }
}
