package dev.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnRateTest {
    @ParameterizedTest
    @CsvSource({
        "sgd, oneCycle(0.16)",
        "momentum(0.9), oneCycle(0.08)",
        "nesterov(0.9), oneCycle(0.08)",
        "prodigy, hold(1)",
        "scheduleFreeSgd, hold(1).warmup(percent(5))",
        "adam, ",
        "adamw(weightDecay=0.1), ",
        "nonsense, "
    })
    void whereNoRateIsWrittenItDependsOnTheOptimizer(String optimizer, String rate) {
        assertThat(OwnRate.usual(optimizer).map(schedule -> schedule.text()))
                .isEqualTo(Optional.ofNullable(rate));
    }
}
