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
    private static final int WIDTH = 331;
    private static final int FIRST = 7;

    private static float[] numbers(int rows) {
        float[] numbers = new float[FIRST + rows * WIDTH];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 300, 300",
        "2, 300, 300",
        "3, 300, 299",
        "7, 100, 99",
        "2, 99, 98",
        "3, 5, 1",
        "2, 1, 1"
    })
    void copiesTheGivenRowsAndRepeatsTheLast(int threads, int rows, int given) {
        try (var arena = Arena.ofShared();
                var team = Team.of(threads)) {
            var to = arena.allocate(ValueLayout.JAVA_FLOAT, (long) rows * WIDTH);

            new InputCopy(to, rows, team).run(numbers(given), FIRST, given);

            float[] expected = new float[rows * WIDTH];
            for (int row = 0; row < rows; row++) {
                int from = FIRST + Math.min(row, given - 1) * WIDTH;
                System.arraycopy(numbers(given), from, expected, row * WIDTH, WIDTH);
            }
            assertThat(to.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(expected);
        }
    }

    @Test
    void allocatesNothing() {
        try (var arena = Arena.ofShared();
                var team = Team.of(2)) {
            var to = arena.allocate(ValueLayout.JAVA_FLOAT, 300L * WIDTH);
            var copy = new InputCopy(to, 300, team);
            float[] numbers = numbers(300);
            assertThat(Allocation.of(() -> copy.run(numbers, FIRST, 299))).isZero();
        }
    }
}
