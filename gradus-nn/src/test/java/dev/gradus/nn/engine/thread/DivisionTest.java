package dev.gradus.nn.engine.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisionTest {
    private final List<Integer> done = new ArrayList<>();

    @Test
    void aThreadBeginsWithPartsOfItsOwnAndGoesOnWithThoseOfOthers() {
        var parts = new Division(3);
        parts.begin(7, done::add);

        assertThat(parts.work(1)).isTrue();

        assertThat(done).containsExactly(2, 3, 4, 5, 6, 0, 1);
        assertThat(parts.isDone()).isTrue();
        assertThat(parts.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "4, 2", "7, 7", "2, 0"})
    void everyPartIsDoneOnceWhoeverComes(int threads, int count) {
        var parts = new Division(threads);
        for (int round = 0; round < 2; round++) {
            done.clear();
            parts.begin(count, done::add);

            parts.work(threads + 1);
            parts.work(0);

            assertThat(done).doesNotHaveDuplicates().hasSize(count);
        }
    }
}
