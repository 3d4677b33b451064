package dev.gradus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.bench.system.Entrant;
import dev.gradus.bench.workload.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgreementTest {
    @Test
    void namesASystemWhoseFirstLossDiffers() {
        var losses = new LinkedHashMap<Entrant, double[]>();
        losses.put(Entrant.GRADUS, new double[] {2.0, 1.5, 1.0});
        losses.put(Entrant.DJL, new double[] {2.0001, 1.5, 1.0});
        losses.put(Entrant.DL4J, new double[] {2.1, 1.5, 1.0});
        losses.put(Entrant.GRADUS_BF16, new double[] {2.009, 1.5, 1.0});
        var task = Task.named("mlp 16-64-10", "MOMENTUM");
        assertThat(Agreement.section(Map.of(task, losses)).notes())
                .containsExactly("mlp 16-64-10, momentum: `dl4j` DIFFERS in its first loss.");
    }

    @Test
    void notANumberAgreesWithNothing() {
        assertThat(Agreement.agree(2, Double.NaN, 1)).isFalse();
        assertThat(Agreement.agree(2, 2.0001, 1e-4)).isTrue();
    }

    @Test
    void bfloat16MayDifferByWhatItRounds() {
        var losses = new LinkedHashMap<Entrant, double[]>();
        losses.put(Entrant.GRADUS, new double[] {2.0, 1.5, 1.0});
        losses.put(Entrant.GRADUS_BF16, new double[] {2.011, 1.5, 1.0});
        var task = Task.named("mlp 16-64-10", "MOMENTUM");
        assertThat(Agreement.section(Map.of(task, losses)).notes())
                .containsExactly(
                        "mlp 16-64-10, momentum: `gradus-bf16` DIFFERS in its first loss.");
    }
}
