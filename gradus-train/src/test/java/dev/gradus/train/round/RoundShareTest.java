package dev.gradus.train.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundShareTest {
    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyUpdateAndEveryBatchOfARoundHasOneReplica(int seed) {
        var random = new Random(seed);
        long step = random.nextInt(1000);
        long batch = step + random.nextInt(3);
        int updates = 1 + random.nextInt(60);
        int replicas = 1 + random.nextInt(9);
        var steps = new ArrayList<Long>();
        var batches = new ArrayList<Long>();
        for (RoundShare share : RoundShare.of(step, batch, updates, replicas)) {
            for (int update = 0; update < share.count(); update++) {
                steps.add(share.step(update));
                batches.add(share.batch(update));
            }
        }

        assertThat(steps)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(step, step + updates).boxed().toList());
        assertThat(batches)
                .containsExactlyElementsOf(
                        LongStream.range(batch, batch + updates).boxed().toList());
    }

    @Test
    void replicasGoAlongTheScheduleSideBySideAndReadNeighbouringBatches() {
        var shares = RoundShare.of(100, 100, 7, 3);

        assertThat(shares)
                .containsExactly(
                        new RoundShare(0, 3, 100, 100, 3),
                        new RoundShare(1, 3, 100, 103, 2),
                        new RoundShare(2, 3, 100, 105, 2));
        assertThat(IntStream.range(0, 2).mapToLong(shares.get(1)::step))
                .containsExactly(101L, 104L);
    }

    @Test
    void aReplicaWithNothingToDoHasNoShare() {
        assertThat(RoundShare.of(0, 0, 2, 5)).hasSize(2);
    }
}
