package dev.gradus.prepare.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LongSetTest {
    @Test
    void countsAsASetOfObjectsDoes() {
        var random = new SplittableRandom(1);
        Set<Long> expected = new HashSet<>();
        var set = new LongSet();
        for (int i = 0; i < 200_000; i++) {
            long number = i % 2 == 0 ? random.nextLong() : random.nextLong(5000) << 40;
            expected.add(number);
            set.add(number);
            if (i < 100) {
                assertThat(set.size()).isEqualTo(expected.size());
            }
        }
        assertThat(set.size()).isEqualTo(expected.size());
    }
}
