package dev.gradus.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadsTest {
    @ParameterizedTest
    @CsvSource({
        "mlp 16-64-10, 1738",
        "mlp 784-128-10, 101770",
        "mlp 784-512-256-10, 535818",
        "mlp 784-3x1024-10, 2913290",
        "lenet 28x28, 61706",
        "conv32-conv64 28x28, 1199882",
        "resnet-8 32x32x3, 78042"
    })
    void haveTheParametersOfTheirNames(String name, long parameters) {
        assertThat(Workloads.named(name).network().parameterCount()).isEqualTo(parameters);
    }

    @Test
    void areFoundByNameOrTheMessageNamesThem() {
        assertThatThrownBy(() -> Workloads.named("vgg"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no workload \"vgg\"; there are [mlp 16-64-10, ");
    }

    @Test
    void haveTheSameExamplesAndValuesEveryTime() {
        var workload = Workloads.all().getFirst();
        var once = TaskExamples.of(workload).toList();
        var again = TaskExamples.of(workload).toList();
        assertThat(once).hasSize(TaskExamples.BATCHES);
        assertThat(once.getLast().inputs()).isEqualTo(again.getLast().inputs());
        assertThat(once.getLast().labels()).isEqualTo(again.getLast().labels());
        assertThat(InitialValues.of(workload.network(), 0))
                .isEqualTo(InitialValues.of(workload.network(), 0))
                .isNotEqualTo(InitialValues.of(workload.network(), 2));
    }
}
