package dev.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredTextTest {
    @Test
    void readsWhatItWrites() {
        var measured = new LinkedHashMap<String, Double>();
        measured.put("loss", 1.0E-7);
        measured.put("accuracy", 0.9);
        measured.put("rSquared", Double.NEGATIVE_INFINITY);

        String text = MeasuredText.of(measured);

        assertThat(text).isEqualTo("loss 1.0E-7, accuracy 0.9, rSquared -Infinity");
        assertThat(MeasuredText.read(text).orElseThrow())
                .containsExactly(
                        entry("loss", 1.0E-7),
                        entry("accuracy", 0.9),
                        entry("rSquared", Double.NEGATIVE_INFINITY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "java 25.0.1", "3.9", "cpu, 2 threads", "top 5, loss 0.1"})
    void otherFactsAreNone(String fact) {
        assertThat(MeasuredText.read(fact)).isEmpty();
    }

    @Test
    void aMetricWhoseNameIsNotOneWordIsShownAsItIs() {
        assertThat(MeasuredText.read(MeasuredText.of(Map.of("top(1, 5)", 0.9)))).isEmpty();
    }
}
