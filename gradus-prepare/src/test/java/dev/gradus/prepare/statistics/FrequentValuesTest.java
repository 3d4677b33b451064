package dev.gradus.prepare.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequentValuesTest {
    @ParameterizedTest
    @ValueSource(ints = {100_000, 300_000})
    void missesAtMostItsErrorOfAnyValue(int distinct) {
        var random = new SplittableRandom(distinct);
        Map<String, Long> exact = new HashMap<>();
        var values = new FrequentValues();
        int rows = 600_000;
        for (int row = 0; row < rows; row++) {
            double drawn = random.nextDouble();
            String value =
                    "v" + (int) (distinct * drawn * drawn * drawn); // small ones are frequent
            exact.merge(value, 1L, Long::sum);
            values.add(value);
        }
        Map<String, Long> counted = new HashMap<>();
        values.forEach(counted::put);
        exact.forEach((value, count) ->
                assertThat(counted.getOrDefault(value, 0L))
                        .isBetween(count - values.error(), count));
        assertThat(values.error()).isLessThanOrEqualTo(rows >> 16);
        assertThat(values.error() == 0).isEqualTo(exact.size() <= FrequentValues.MOST);
        assertThat(values.distinct()).isLessThanOrEqualTo(FrequentValues.MOST);
    }
}
