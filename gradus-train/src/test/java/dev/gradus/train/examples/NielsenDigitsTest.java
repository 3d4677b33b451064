package dev.gradus.train.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.digits.Mnist;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NielsenDigitsTest {
    private final Mnist digits = Mnist.load();

    /** His training part: the first 50,000. */
    @Test
    @Tag("slow")
    void readsAboutNinetyFiveInAHundredDigitsAsHisBookSays() {
        var result = NielsenDigits.trainer().testOn(digits.test()).fit(digits.train().take(50_000));

        assertThat(result.steps()).isEqualTo(30 * 5000);
        assertThat(result.test().get("accuracy")).isBetween(0.94, 0.96);
    }

    @Test
    void learnsMostDigitsWithinTheFirstEpoch() {
        var result =
                NielsenDigits.trainer()
                        .epochs(1)
                        .testOn(digits.test())
                        .fit(digits.train().take(20_000));

        assertThat(result.test().get("accuracy")).isGreaterThan(0.8);
    }
}
