package dev.gradus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.LargeProduct;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.bench.workload.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpeedTableTest {
    @Test
    void holdsEverySystemAgainstGradusAndTheProduct() {
        var task = Task.named("mlp 784-3x1024-10", "MOMENTUM");
        var times = new LinkedHashMap<Entrant, StepTimes>();
        times.put(Entrant.GRADUS, new StepTimes(10, 0.010, 0.016, 0.020));
        times.put(Entrant.DJL, new StepTimes(10, 0.030, 0.040, 0.100));
        double twice = LargeProduct.operations() / task.workload().operations() / 2;
        var product = new StepTimes(10, 0.010 * twice, 0.010 * twice, 0.020 * twice);
        var table = new SpeedTable(Map.of(task, times), product, Optional.empty()).table();
        assertThat(table.rows().getFirst())
                .startsWith("mlp 784-3x1024-10", "momentum", "gradus")
                .contains("10.000", "16.000", "20.000", "8,000")
                .endsWith("50 %", "50 %", "1.00", "1.00", "1.00", "80 % of product: missed");
        assertThat(table.rows().getLast())
                .endsWith("17 %", "10 %", "3.00", "2.50", "5.00", "2x: met");
    }

    @Test
    void holdsBfloat16AgainstTheProductInBfloat16() {
        var task = Task.named("mlp 784-3x1024-10", "MOMENTUM");
        var times = new LinkedHashMap<Entrant, StepTimes>();
        times.put(Entrant.GRADUS, new StepTimes(10, 0.010, 0.010, 0.010));
        times.put(Entrant.GRADUS_BF16, new StepTimes(10, 0.005, 0.005, 0.005));
        double same = LargeProduct.operations() / task.workload().operations();
        var product = new StepTimes(10, 0.010 * same, 0.010 * same, 0.010 * same);
        var faster = new StepTimes(10, 0.0045 * same, 0.0045 * same, 0.0045 * same);

        var table = new SpeedTable(Map.of(task, times), product, Optional.of(faster)).table();

        assertThat(table.rows().getLast())
                .contains("90 %", "85 % of product: met, not slower: met");
    }
}
