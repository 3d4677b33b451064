package dev.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {
    /** Runs on record have fingerprints of this rule; the text was computed in Python. */
    @Test
    void theFingerprintStaysWhatItWas() {
        float[] values = new float[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 4f;
        }
        var weights =
                new Weights(
                        Map.of("a.weight", List.of(2, 10_000), "a.bias", List.of(1)),
                        Map.of("a.weight", values, "a.bias", new float[] {0.5f}));

        assertThat(weights.fingerprint()).isEqualTo("1:ff142d8ae30d155faa017754d3b56ffe");
    }
}
