package dev.gradus.nn.engine.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhiloxTest {
    private static final long SEED = 42;

    /**
     * How many standard deviations chance may stray; one seed is tested, so it strays always or
     * never.
     */
    private static final double DEVIATIONS = 4;

    /** Lanes 0 and 1 of Random123's kat_vectors for philox4x32 with 10 rounds. */
    @ParameterizedTest
    @CsvSource({
        "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d",
        "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e",
        "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb",
    })
    void givesThePublishedNumbers(String counter, String key, String lanes) {
        long[] c = words(counter);
        long[] k = words(key);
        long[] expected = words(lanes);
        long block = Philox.block(pair(k[0], k[1]), pair(c[2], c[3]), pair(c[0], c[1]));
        assertThat(block).isEqualTo(pair(expected[0], expected[1]));
    }

    private static long[] words(String hexadecimal) {
        return Arrays.stream(hexadecimal.split(" "))
                .mapToLong(w -> Long.parseLong(w, 16))
                .toArray();
    }

    private static long pair(long low, long high) {
        return high << 32 | low;
    }

    @Test
    void everyArgumentMakesAnotherNumber() {
        assertThat(
                        new long[] {
                            Philox.bits(1, Purpose.SHUFFLE, 2, 3),
                            Philox.bits(2, Purpose.SHUFFLE, 2, 3),
                            Philox.bits(1L << 40, Purpose.SHUFFLE, 2, 3),
                            Philox.bits(1, Purpose.DROPOUT, 2, 3),
                            Philox.bits(1, Purpose.SHUFFLE, 3, 3),
                            Philox.bits(1, Purpose.SHUFFLE, 1L << 40, 3),
                            Philox.bits(1, Purpose.SHUFFLE, 2, 4),
                            Philox.bits(1, Purpose.SHUFFLE, 2, 1L << 40),
                        })
                .doesNotHaveDuplicates();
    }

    @Test
    void uniformNumbersFillTheirInterval() {
        double[] numbers =
                IntStream.range(0, 100_000)
                        .mapToDouble(i -> Philox.uniform(SEED, Purpose.SHUFFLE, 0, i))
                        .toArray();
        assertThat(Arrays.stream(numbers).min().orElseThrow()).isBetween(0.0, 1e-4);
        assertThat(Arrays.stream(numbers).max().orElseThrow()).isBetween(1 - 1e-4, 1 - 0x1p-53);
        assertMoments(numbers, 0.5, Math.sqrt(1 / 12.0));
    }

    @Test
    void normalNumbersHaveTheirMomentsAndTails() {
        double[] numbers =
                IntStream.range(0, 100_000)
                        .mapToDouble(i -> Philox.normal(SEED, Purpose.INITIALIZATION, 0, i))
                        .toArray();
        assertMoments(numbers, 0, 1);
        double beyondTwo = Arrays.stream(numbers).filter(x -> Math.abs(x) > 2).count() / 1e5;
        assertThat(beyondTwo).isCloseTo(0.0455, within(0.003));
    }

    private static void assertMoments(double[] numbers, double mean, double deviation) {
        double near = DEVIATIONS * deviation / Math.sqrt(numbers.length);
        assertThat(Arrays.stream(numbers).average().orElseThrow()).isCloseTo(mean, within(near));
        double square =
                Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        assertThat(Math.sqrt(square)).isCloseTo(deviation, within(near));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10})
    void integersBelowABoundAreEquallyLikely(int bound) {
        int draws = 20_000;
        int[] counts = new int[bound];
        for (int i = 0; i < draws; i++) {
            counts[(int) Philox.below(bound, SEED, Purpose.VALIDATION_SPLIT, bound, i)]++;
        }
        double share = 1.0 / bound;
        double near = DEVIATIONS * Math.sqrt(draws * share * (1 - share));
        for (int count : counts) {
            assertThat((double) count).isCloseTo(draws * share, within(near));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 13, 207})
    void shufflesEveryNumberIntoOnePlace(int length) {
        int[] order = new int[length];
        Philox.shuffle(order, SEED, Purpose.SHUFFLE, 5);
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertThat(sorted).isEqualTo(IntStream.range(0, length).toArray());
    }

    @Test
    void everyOrderIsEquallyLikely() {
        int draws = 24_000;
        int[] counts = new int[64];
        int[] order = new int[3];
        for (int stream = 0; stream < draws; stream++) {
            Philox.shuffle(order, SEED, Purpose.SHUFFLE, stream);
            counts[order[0] * 16 + order[1] * 4 + order[2]]++;
        }
        int[] met = Arrays.stream(counts).filter(count -> count > 0).toArray();
        assertThat(met).hasSize(6);
        for (int count : met) {
            assertThat(count).isCloseTo(draws / 6, within(4 * 58));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.2, 0.5, 0.9, 0.999})
    void dropoutTakesItsShareAndKeepsTheMean(double rate) {
        int count = 200_001;
        float[] mask = new float[count];
        Philox.dropout(mask, 0, count, rate, SEED, 7, 0);
        int dropped = 0;
        for (float factor : mask) {
            if (factor == 0) {
                dropped++;
            } else {
                assertThat(factor).isEqualTo((float) (1 / (1 - rate)));
            }
        }
        double near = DEVIATIONS * Math.sqrt(count * rate * (1 - rate));
        assertThat((double) dropped).isCloseTo(count * rate, within(near));
    }

    @ParameterizedTest
    @CsvSource({"0, 13", "2, 11", "6, 1", "12, 1", "4, 0"})
    void aMaskIsTheSameInPieces(int first, int count) {
        float[] whole = new float[13];
        Philox.dropout(whole, 0, 13, 0.5, SEED, 3, 0);
        float[] piece = new float[15];
        Arrays.fill(piece, -1);
        Philox.dropout(piece, 2, count, 0.5, SEED, 3, first);
        assertThat(Arrays.copyOfRange(piece, 2, 2 + count))
                .isEqualTo(Arrays.copyOfRange(whole, first, first + count));
        assertThat(Arrays.copyOf(piece, 2)).containsOnly(-1);
        assertThat(Arrays.copyOfRange(piece, 2 + count, 15)).doesNotContain(0f, 2f);
    }

    /** Around the number of blocks that are drawn at once, and where the index passes 32 bits. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0, 127", "0, 128", "0, 129", "2, 257", "8589934590, 300", "94, 1000"})
    void aMaskIsWhatEachBlockSays(long first, int count) {
        double rate = 0.3;
        float[] mask = new float[count + 3];
        Philox.dropout(mask, 2, count, rate, SEED, 12_345_678_901L, first);
        float[] expected = new float[count + 3];
        for (int i = 0; i < count; i++) {
            long bits = Philox.bits(SEED, Purpose.DROPOUT, 12_345_678_901L, (first + i) >>> 1);
            long half = i % 2 == 0 ? bits & 0xFFFFFFFFL : bits >>> 32;
            expected[2 + i] = half * 0x1p-32 < rate ? 0 : (float) (1 / (1 - rate));
        }
        assertThat(mask).isEqualTo(expected);
    }

    @Test
    void anotherStepDropsOtherPlaces() {
        float[] one = new float[64];
        float[] other = new float[64];
        Philox.dropout(one, 0, 64, 0.5, SEED, 1, 0);
        Philox.dropout(other, 0, 64, 0.5, SEED, 2, 0);
        assertThat(one).isNotEqualTo(other);
    }
}
