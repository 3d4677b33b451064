package dev.gradus.train.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.engine.random.Philox;
import dev.gradus.nn.engine.random.Purpose;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochOrderTest {
    private static int[] epoch(EpochOrder order, int examples, long epoch) {
        order.turnTo(epoch);
        return IntStream.range(0, examples).map(order::at).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "1,2",
        "2,2",
        "3,2",
        "129,2",
        "1000,7",
        "1000,1000",
        "1000,999",
        "6400,50",
        "20001,13"
    })
    void hasEachExampleOnce(int examples, int block) {
        var order = EpochOrder.of(examples, block, 5);
        for (long epoch = 0; epoch < 3; epoch++) {
            assertThat(IntStream.of(epoch(order, examples, epoch)).sorted().toArray())
                    .isEqualTo(IntStream.range(0, examples).toArray());
        }
    }

    @Test
    void isTheSameWhereverReadingBegins() {
        int[] whole = epoch(EpochOrder.of(20_001, 13, 5), 20_001, 4);
        var other = EpochOrder.of(20_001, 13, 5);
        other.turnTo(2);
        other.at(77);
        other.turnTo(4);
        var random = new SplittableRandom(1);
        for (int trial = 0; trial < 500; trial++) {
            int place = random.nextInt(whole.length);
            assertThat(other.at(place)).isEqualTo(whole[place]);
        }
    }

    @Test
    void differsByEpochAndSeed() {
        int[] one = epoch(EpochOrder.of(5000, 10, 5), 5000, 0);

        assertThat(epoch(EpochOrder.of(5000, 10, 5), 5000, 1)).isNotEqualTo(one);
        assertThat(epoch(EpochOrder.of(5000, 10, 6), 5000, 0)).isNotEqualTo(one);
    }

    /** What is near in time is near on the disk: a window reads 64 blocks and no more. */
    @Test
    void readsSomeBlocksAtATime() {
        int[] order = epoch(EpochOrder.of(100_000, 20, 5), 100_000, 0);
        for (int first = 0; first + 1280 <= order.length; first += 1280) {
            assertThat(
                            IntStream.of(order)
                                    .skip(first)
                                    .limit(1280)
                                    .map(e -> e / 20)
                                    .distinct()
                                    .count())
                    .isEqualTo(64);
        }
        assertThat(
                        IntStream.range(1, order.length)
                                .filter(i -> order[i] == order[i - 1] + 1)
                                .count())
                .as("neighbours that stayed neighbours")
                .isLessThan(300);
    }

    @Test
    void isAPlainShuffleWhereEachExampleIsAtHand() {
        int[] shuffled = new int[100];
        Philox.shuffle(shuffled, 5, Purpose.SHUFFLE, 2);

        assertThat(epoch(EpochOrder.of(100, 1, 5), 100, 2)).isEqualTo(shuffled);
    }
}
