package dev.gradus.run.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.event.TrainingEvent.StepCompleted;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepLineTest {
    private static double number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextInt(5);
            default -> Math.exp(20 * random.nextGaussian());
        };
    }

    private static OptionalDouble maybe(Random random) {
        return random.nextBoolean() ? OptionalDouble.of(finite(random)) : OptionalDouble.empty();
    }

    private static double finite(Random random) {
        double value = number(random);
        return Double.isFinite(value) ? value : 0.25;
    }

    private static StepCompleted step(Random random) {
        double rate = finite(random);
        boolean isScheduled = random.nextBoolean();
        return new StepCompleted(
                random.nextLong(1L << 50),
                random.nextInt(1000),
                number(random),
                isScheduled
                        ? LearningRate.scheduled(rate)
                        : new LearningRate(rate, finite(random), finite(random), maybe(random)),
                maybe(random),
                maybe(random),
                number(random),
                random.nextInt(5000),
                finite(random));
    }

    @Test
    void readsWhatIsWrittenAsTheReaderOfAllJsonDoes() {
        var random = new Random(7);
        for (int i = 0; i < 5000; i++) {
            String line = EventJson.write(step(random));
            String checked = new String(LineCheck.checked(line, i), StandardCharsets.UTF_8);
            StepCompleted read = StepLine.read(line).orElseThrow();
            // A blank makes it unusual, and so the other reader's.
            var slow = EventJson.read(line.replaceFirst(",", ", ")).orElseThrow();

            assertThat(read).isEqualTo(slow);
            assertThat(StepLine.read(checked)).contains(read);
            assertThat(StepLine.step(LineCheck.checked(line, i))).hasValue(read.step());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"event\":\"step\",\"step\":",
                "{\"event\":\"step\",\"step\":1,\"epoch\":0,\"loss\":2.3",
                "{\"event\":\"step\",\"step\":1,\"epoch\":0,\"loss\":+2.3,\"learningRate\":0.1,\"gradientNorm\":1.0,\"seconds\":0.1,\"examples\":8}",
                "{\"event\":\"step\",\"step\":1,\"epoch\":0,\"loss\":2.,\"learningRate\":0.1,\"gradientNorm\":1.0,\"seconds\":0.1,\"examples\":8}",
                "{\"event\":\"step\",\"step\":1,\"epoch\":0,\"loss\":2e,\"learningRate\":0.1,\"gradientNorm\":1.0,\"seconds\":0.1,\"examples\":8}",
                "{\"event\":\"step\",\"step\":1,\"epoch\":0,\"loss\":2.3,\"learningRate\":0.1,\"gradientNorm\":1.0,\"seconds\":0.1,\"examples\":8} ",
                "{\"event\":\"step\",\"step\":1,\"epoch\":0,\"loss\":2.3,\"learningRate\":0.1,\"gradientNorm\":1.0,\"seconds\":0.1,\"examples\":8,\"new\":1}",
                "{\"event\":\"step\",\"step\":12345678901234567890,\"epoch\":0,\"loss\":2.3,\"learningRate\":0.1,\"gradientNorm\":1.0,\"seconds\":0.1,\"examples\":8}",
                "{\"event\":\"epoch\",\"epoch\":0,\"trainLoss\":2.3}"
            })
    void leavesEveryOtherFormToTheReaderOfAllJson(String line) {
        assertThat(StepLine.read(line)).isEmpty();
    }
}
