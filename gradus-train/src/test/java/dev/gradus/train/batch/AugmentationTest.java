package dev.gradus.train.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
    private static final Shape IMAGE = Shape.image(2, 4, 5);
    private static final String ALL = "shift(2), flip, crop(3), cutout(2), noise(0.05)";

    private static float[] changed(Augmentation augmentation, Shape shape, double... draws) {
        var batch = new Batch(2, shape.size(), Target.classes(2));
        for (int i = 0; i < batch.inputs().length; i++) {
            batch.inputs()[i] = i + 1;
        }
        augmentation.apply(batch, 1, shape, index -> draws[index]);
        for (int i = 0; i < shape.size(); i++) {
            assertThat(batch.inputs()[i]).as("the other row").isEqualTo(i + 1);
        }
        return Arrays.copyOfRange(batch.inputs(), shape.size(), 2 * shape.size());
    }

    @Test
    void flipsOneInTwoFromLeftToRight() {
        Shape shape = Shape.image(1, 2, 3);

        assertThat(changed(Augmentation.flip(), shape, 0.49)).containsExactly(9, 8, 7, 12, 11, 10);
        assertThat(changed(Augmentation.flip(), shape, 0.5)).containsExactly(7, 8, 9, 10, 11, 12);
    }

    @Test
    void cutsASquareOutOfAllChannels() {
        Shape shape = Shape.image(2, 3, 3);

        assertThat(changed(Augmentation.cutout(2), shape, 0.99, 0.4))
                .containsExactly(19, 20, 21, 0, 0, 24, 0, 0, 27, 28, 29, 30, 0, 0, 33, 0, 0, 36);
        assertThat(changed(Augmentation.cutout(1_000_000_000), shape, 0, 0)).containsOnly(0);
    }

    @Test
    void enlargesAWindow() {
        Shape shape = Shape.image(1, 4, 4);
        float[] whole = changed(Augmentation.crop(4), shape, 0.3, 0.7);
        float[] corner = changed(Augmentation.crop(1), shape, 0.99, 0);
        float[] middle = changed(Augmentation.crop(2), shape, 0.4, 0.4);

        assertThat(whole[5]).isEqualTo(22); // nothing to enlarge: as it was
        assertThat(corner).containsOnly(29);
        // the window is 22 23 / 26 27; a quarter pixel in from its edge all four count
        assertThat(middle[0]).isEqualTo(22);
        assertThat(middle[5]).isEqualTo(22 + 0.25f + 4 * 0.25f);
        assertThat(middle[15]).isEqualTo(27);
    }

    @Test
    void addsNormalNoise() {
        Shape shape = Shape.vector(20_000);
        float[] noisy = changed(Augmentation.noise(0.5), shape, 0.123);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < noisy.length; i++) {
            double noise = noisy[i] - (noisy.length + i + 1);
            sum += noise;
            squares += noise * noise;
        }

        assertThat(sum / noisy.length).isCloseTo(0, within(0.02));
        assertThat(Math.sqrt(squares / noisy.length)).isCloseTo(0.5, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "shift(2)", "flip", ALL, "noise(1.0E-4), noise(2.0)"})
    void isWrittenAsItIsRead(String text) {
        assertThat(Augmentation.parse(text)).hasToString(text);
        assertThat(Augmentation.parse(text)).isEqualTo(Augmentation.parse(" " + text + " "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flop | unknown augmentation 'flop'; did you mean 'flip'",
                "shift | shift takes a whole number of pixels, as in shift(2), got shift()",
                "crop(1.5) | crop takes a whole number of pixels",
                "crop(0) | at least 1 pixel, got 0",
                "flip(2) | flip takes no number",
                "noise | noise takes its deviation",
                "noise(0) | finite and above 0",
                "noise(1e999) | finite and above 0",
                "shift(2) flip | none, or as in shift(2), flip",
                "shift(2),, | none, or as in shift(2), flip",
            })
    void refusesWhatItDoesNotKnow(String text, String sentence) {
        assertThatThrownBy(() -> Augmentation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void refusesShapesThatItCannotChange() {
        assertThatThrownBy(() -> Augmentation.parse(ALL).requireFits(Shape.vector(9)))
                .hasMessageContaining("shift changes images");
        assertThatThrownBy(() -> Augmentation.crop(5).requireFits(IMAGE))
                .hasMessage("crop(5) takes a window of 5 x 5 pixels out of images of 4 x 5");
        Augmentation.noise(1).requireFits(Shape.vector(3));
    }

    /** Each part has random numbers of its own: the same two changes differ. */
    @Test
    void givesEachPartItsOwnRandomNumbers() {
        float[] once = filled(Augmentation.parse("noise(1)"), 0, 1);
        float[] twice = filled(Augmentation.parse("noise(1), noise(1)"), 0, 1);
        float[] plain = filled(Augmentation.none(), 0, 1);

        for (int i = 0; i < plain.length; i++) {
            assertThat(twice[i] - once[i]).isNotEqualTo(once[i] - plain[i]);
        }
    }

    /** Whatever was read before, a step has the same bits: what a resumed run needs. */
    @Test
    void dependsOnSeedEpochAndExampleAlone() {
        Augmentation all = Augmentation.parse(ALL);

        assertThat(filled(all, 0, 1, 2, 7)).isEqualTo(filled(all, 7));
        assertThat(filled(all, 3, 7)).isEqualTo(filled(all, 7));
        assertThat(filled(all, 2)).isNotEqualTo(filled(all, 7));
    }

    /** Returns the last of these batches. */
    private static float[] filled(Augmentation augmentation, int... steps) {
        float[][] images = new float[12][IMAGE.size()];
        int[] labels = new int[12];
        for (int i = 0; i < images.length; i++) {
            for (int k = 0; k < IMAGE.size(); k++) {
                images[i][k] = i + k / 64f;
            }
        }
        Dataset data = Dataset.ofLabels(IMAGE, images, labels, 2);
        BatchFiller filler = BatchFiller.of(data, new Passes(12, 4), 5, augmentation, Team.of(1));
        var batch = new Batch(4, IMAGE.size(), data.target());
        for (int step : steps) {
            filler.fill(step, batch);
        }
        return batch.inputs().clone();
    }

    @Test
    void limitsHowManyFollowEachOther() {
        List<Augmentation> many = Collections.nCopies(33, Augmentation.flip());

        assertThatThrownBy(() -> Augmentation.of(many)).hasMessageContaining("at most 32");
    }
}
