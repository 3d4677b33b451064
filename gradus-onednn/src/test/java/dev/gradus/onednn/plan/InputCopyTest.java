package dev.gradus.onednn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.engine.thread.Team;
import dev.gradus.testing.Allocation;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputCopyTest {
    private static final int ROOM = 100_003;

    private static float[] numbers() {
        float[] numbers = new float[ROOM + 7];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({"1, 100003", "2, 100003", "3, 100003", "7, 32768", "2, 32767", "3, 5", "2, 0"})
    void copiesWhatIsGivenAndNothingElse(int threads, int count) {
        try (var arena = Arena.ofShared();
                var team = Team.of(threads)) {
            var to = arena.allocate(ValueLayout.JAVA_FLOAT, ROOM).fill((byte) 0);

            new InputCopy(to, team).run(numbers(), 7, count);

            float[] expected = new float[ROOM];
            System.arraycopy(numbers(), 7, expected, 0, count);
            assertThat(to.toArray(ValueLayout.JAVA_FLOAT)).isEqualTo(expected);
        }
    }

    @Test
    void allocatesNothing() {
        try (var arena = Arena.ofShared();
                var team = Team.of(2)) {
            var copy = new InputCopy(arena.allocate(ValueLayout.JAVA_FLOAT, ROOM), team);
            float[] numbers = numbers();
            assertThat(Allocation.of(() -> copy.run(numbers, 3, ROOM))).isZero();
        }
    }
}
