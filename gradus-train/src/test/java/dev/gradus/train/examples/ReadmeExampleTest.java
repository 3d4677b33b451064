package dev.gradus.train.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadmeExampleTest {
    @Test
    void readsMostDigitsAfterATenthOfAnEpoch() {
        var result = ReadmeExample.train(0.1);

        assertThat(result.steps()).isEqualTo(47);
        assertThat(result.test().get("accuracy")).isGreaterThan(0.8);
    }
}
