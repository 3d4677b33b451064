package dev.gradus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostModelTest {
    @ParameterizedTest
    @CsvSource({
        "80, 10, 2, 9, 12, compute",
        "80, 10, 2, 9, 19, overhead",
        "80, 30, 2, 16, 20, memory",
        "80, 10, 30, 23, 25, memory"
    })
    void isTheLongerOfProductsAndWayAndThenTheUpdate(
            double operations, double way, double update, double limit, double took, String bound) {
        var model = new CostModel(operations, way, update, 10, 2);
        assertThat(model.limit()).isEqualTo(limit);
        assertThat(model.bound(took)).isEqualTo(bound);
    }
}
