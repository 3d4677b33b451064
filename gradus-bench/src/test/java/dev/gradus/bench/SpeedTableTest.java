package dev.gradus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.system.Times;
import dev.gradus.bench.workload.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeedTableTest {
    @Test
    void holdsEverySystemAgainstGradusAndTheProduct() {
        var task = Task.named("mlp 784-3x1024-10", "MOMENTUM");
        double operations = task.workload().operations();
        var times = new LinkedHashMap<Entrant, Times>();
        times.put(Entrant.GRADUS, new Times(10, 0.010, 0.016));
        times.put(Entrant.DJL, new Times(10, 0.030, 0.040));
        var table = new SpeedTable(Map.of(task, times), operations / 0.005).table();
        double rate = operations / 0.010 * 1e-9;
        assertThat(table.rows().getFirst())
                .startsWith("mlp 784-3x1024-10", "momentum", "gradus", "10.000", "16.000", "8,000")
                .containsSubsequence("%.1f".formatted(rate), "50 %", "", "")
                .endsWith("80 % of product: missed");
        assertThat(table.rows().getLast()).endsWith("17 %", "3.00", "2.50", "2x: met");
    }
}
