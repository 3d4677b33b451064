package dev.gradus.run.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.number.NumberText;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "4e-4, 0.0004",
        "-4e-4, -0.0004",
        "1.25e-9, 0.00000000125",
        "1.25e-10, 1.25E-10",
        "1e7, 10000000.0",
        "-12345678.5, -12345678.5",
        "1.25e15, 1250000000000000.0",
        "1e16, 1.0E16",
        "4.9e-324, 4.9E-324",
        "1.7976931348623157e308, 1.7976931348623157E308"
    })
    void writesFewNumbersWithAnExponent(double value, String text) {
        assertThat(NumberText.json(value)).isEqualTo(text);
    }

    /** {@link BigDecimal} tells whether the point is where it belongs. */
    @Test
    void readsBackTheSame() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-10, 18));
            String text = NumberText.json(value);
            assertThat(Double.parseDouble(text)).isEqualTo(value);
            assertThat(new BigDecimal(text)).isEqualByComparingTo(Double.toString(value));
        }
    }
}
