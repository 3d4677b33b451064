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
        "one by one 784-128-10, 101770",
        "mlp 784-128-10, 101770",
        "mlp 784-512-256-10, 535818",
        "mlp 784-3x1024-10, 2913290",
        "lenet 28x28, 61706",
        "conv32-conv64 28x28, 1199882",
        "resnet-8 32x32x3, 78042",
        "deep 64-50x64-10, 208650",
        "wide 784-8192-10, 6512650",
        "classes 256-512-10000, 5261584",
        "depthwise 28x28x32, 12682",
        "conv 1x1 28x28x64, 26122",
        "conv 11 stride 4 111x111x3, 229514",
        "photos 224x224x3, 94538"
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
        assertThat(once).hasSizeGreaterThanOrEqualTo(TaskExamples.BATCHES);
        assertThat(once.getLast().inputs()).isEqualTo(again.getLast().inputs());
        assertThat(once.getLast().labels()).isEqualTo(again.getLast().labels());
        assertThat(InitialValues.of(workload.network(), 0))
                .isEqualTo(InitialValues.of(workload.network(), 0))
                .isNotEqualTo(InitialValues.of(workload.network(), 2));
    }
}
