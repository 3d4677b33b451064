package dev.gradus.train.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScaledLossTest {
    /** Returns the loss of two classes: margins of right answers, below 0 of wrong ones. */
    private static double ofMargins(double... margins) {
        var scaled = new ScaledLoss(margins.length, 2);
        var batch = new Batch(1, 1, Target.classes(2));
        batch.size(1);
        for (double margin : margins) {
            batch.labels()[0] = 1;
            scaled.on(batch, new float[] {0, (float) margin});
        }
        return scaled.value();
    }

    @Test
    void ofEqualMarginsItIsTheEntropyOfHowManyAreRight() {
        // Three of four right by the same margin: the best temperature says 3/4.
        double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        for (double margin : new double[] {0.5, 1, 10}) {
            assertThat(ofMargins(margin, margin, margin, -margin)).isCloseTo(entropy, within(1e-9));
        }
    }

    @Test
    void beingTooSureCostsNothing() {
        double[] margins = {2, 1, 0.5, -0.3, 3};
        double[] surer = Arrays.stream(margins).map(margin -> 7 * margin).toArray();
        assertThat(ofMargins(surer)).isCloseTo(ofMargins(margins), within(1e-6));
    }

    @Test
    void oneVerySureMistakeIsNotWorseThanAGuess() {
        assertThat(ofMargins(300, 250, 400, -2000)).isLessThan(Math.log(2) + 1e-3);
    }

    @Test
    void whatIsWrongMoreOftenThanNotIsWorthAGuess() {
        assertThat(ofMargins(-1, -2, 1)).isBetween(Math.log(2), Math.log(2) + 0.02);
    }

    @Test
    void itSuitsWhatASoftmaxMinimizes() {
        assertThat(ScaledLoss.suits(Losses.softmaxCrossEntropy())).isTrue();
        assertThat(ScaledLoss.suits(Losses.meanSquaredError())).isFalse();
    }
}
