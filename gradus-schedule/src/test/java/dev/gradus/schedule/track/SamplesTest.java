package dev.gradus.schedule.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.named.Schedules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
    /** The lengths leave every kind of rest when they are divided by the number of samples. */
    @ParameterizedTest
    @ValueSource(longs = {65_537, 69_631, 69_632, 69_633, 1_000_000, 1_234_567_890_123L})
    void samplesOfALongRunAreEquallyFarApartUpToItsEnd(long steps) {
        long[] samples = Schedules.hold(0.1).samples(Horizon.ofSteps(steps));

        assertThat(samples).hasSizeBetween(3_500, 4_200).startsWith(0).endsWith(steps - 1);
        for (int i = 1; i < samples.length; i++) {
            assertThat(samples[i] - samples[i - 1]).isBetween(1L, Math.ceilDiv(steps, 4096L));
        }
    }
}
