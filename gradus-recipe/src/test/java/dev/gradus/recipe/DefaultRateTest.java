package dev.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.schedule.Schedule;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultRateTest {
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
        assertThat(DefaultRate.usual(optimizer).map(schedule -> schedule.text()))
                .isEqualTo(Optional.ofNullable(rate));
    }

    @ParameterizedTest
    @CsvSource({
        "adam, conv2d(4 3) flatten dense(2), 999, oneCycle(0.02)",
        "adamw, conv2d(4 3) flatten dense(2), 1000, oneCycle(0.01)",
        "adam, residual([conv2d(1 3 padding=1)]) flatten dense(2), 10, oneCycle(0.02)",
        "adam, conv2d(4 3) flatten dense(2), , oneCycle(0.01)",
        "adam, flatten dense(2), 10, oneCycle(0.01)",
        "sgd, conv2d(4 3) flatten dense(2), 10, oneCycle(0.16)",
        "nesterov(0.9), flatten dense(2), 5000, oneCycle(0.08)",
        "rmsprop, conv2d(4 3) flatten dense(2), 10, oneCycle(0.01)",
        "prodigy, conv2d(4 3) flatten dense(2), 10, hold(1)"
    })
    void withAdamItDependsOnTheNetworkAndTheLength(
            String optimizer, String layers, @Nullable Double updates, String rate) {
        Network network =
                Network.parse(
                        Shape.image(1, 6, 6),
                        layers.replace("4 3", "4, 3").replace("1 3 padding", "1, 3, padding"));
        Schedule usual =
                DefaultRate.usual(
                        Optimizer.parse(optimizer),
                        network,
                        updates == null ? OptionalDouble.empty() : OptionalDouble.of(updates));
        assertThat(usual.text()).isEqualTo(rate);
        assertThat(DefaultRate.reason(usual).isPresent()).isEqualTo(rate.equals("oneCycle(0.02)"));
    }
}
