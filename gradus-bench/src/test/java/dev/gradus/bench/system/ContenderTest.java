package dev.gradus.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.bench.workload.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContenderTest {
    @ParameterizedTest
    @CsvSource({"mlp 16-64-10, MOMENTUM", "mlp 16-64-10, ADAMW"})
    void bothBackendsComputeTheSameAndLearn(String workload, String update) {
        var task = Task.named(workload, update);
        try (var fast = Contender.named("gradus").open(task, 2);
                var plain = Contender.named("java").open(task, 2)) {
            double first = Double.NaN;
            for (int step = 0; step < 40; step++) {
                fast.step();
                plain.step();
                first = step == 0 ? fast.loss() : first;
                assertThat(fast.loss()).isCloseTo(plain.loss(), within(1e-3));
            }
            assertThat(fast.loss()).isLessThan(first / 1.2);
        }
    }

    @Test
    void isFoundByNameOrTheMessageNamesThoseThereAre() {
        assertThatThrownBy(() -> Contender.named("torch"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no system \"torch\"; there are [gradus, gradus-bf16, java, product, product-bf16, triad]");
    }
}
