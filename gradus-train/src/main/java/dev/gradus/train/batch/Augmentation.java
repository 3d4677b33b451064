package dev.gradus.train.batch;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import java.util.List;

/**
 * A change of training inputs that keeps their meaning, drawn anew in every epoch.
 *
 * <p>It depends only on (seed, epoch, example), drawn from {@link
 * dev.gradus.nn.engine.random.Philox} with {@link
 * dev.gradus.nn.engine.random.Purpose#AUGMENTATION}, so a resumed run sees the same inputs.
 */
@FunctionalInterface
public interface Augmentation {
    /**
     * Changes one row of a batch in place.
     *
     * @param batch filled up to and with this row; if it {@linkplain #isThreadSafe is thread-safe},
     *     other threads may be filling other rows, so that only this one is known
     * @param row the row
     * @param input the shape of an example
     * @param draw the source of random numbers
     */
    void apply(Batch batch, int row, Shape input, Draw draw);

    /**
     * {@return whether several threads may apply it to different rows of a batch at the same time;
     * by default not, and rows are then filled one after another, by one thread}
     */
    default boolean isThreadSafe() {
        return false;
    }

    /**
     * Changes one row of a batch in place, as one of several augmentations.
     *
     * @param batch the batch
     * @param row the row
     * @param input the shape of one example
     * @param draw where random numbers come from
     * @param first the number of this example's first random number that is free to use; {@value
     *     Chain#DRAWS} are
     */
    default void apply(Batch batch, int row, Shape input, Draw draw, int first) {
        apply(batch, row, input, index -> draw.uniform(first + index));
    }

    /**
     * Checks, before the first step, that inputs of this shape can be changed in this way.
     *
     * @param input the shape of one example
     * @throws IllegalArgumentException if not
     */
    default void requireFits(Shape input) {}

    /** Where the random numbers of an augmentation come from: one source for each example. */
    @FunctionalInterface
    interface Draw {
        /**
         * {@return a uniform number in [0, 1)}
         *
         * @param index which number of this example, {@code 0 ≤ index < 256}
         */
        double uniform(int index);

        /**
         * {@return room for intermediate values, with undefined contents, until the next call}
         *
         * @param size how many values
         */
        default float[] scratch(int size) {
            return new float[size];
        }
    }

    /**
     * Reads {@code none} or several changes, which are applied in this order, as in {@code
     * shift(2), flip, crop(24), cutout(8), noise(0.05)}; the inverse of {@code toString}.
     *
     * @param text augmentations as a user writes them
     * @return the augmentation
     * @throws IllegalArgumentException if one of them is not known; the message says which are
     */
    static Augmentation parse(String text) {
        return AugmentationText.parse(text);
    }

    /** {@return no change} */
    static Augmentation none() {
        return Unchanged.NONE;
    }

    /**
     * {@return a shift of images by up to this many pixels in both directions; pixels from outside
     * are 0}
     *
     * @param pixels at least 1
     */
    static Augmentation shift(int pixels) {
        return new RandomShift(pixels);
    }

    /** {@return a flip of images from left to right, with probability ½} */
    static Augmentation flip() {
        return RandomFlip.HORIZONTAL;
    }

    /**
     * {@return a crop: a square window of images at a random place, enlarged to the whole image, so
     * that inputs keep their shape}
     *
     * @param pixels the window's side, at least 1 and at most that of the image
     */
    static Augmentation crop(int pixels) {
        return new RandomCrop(pixels);
    }

    /**
     * {@return a cutout: a square of images around a random pixel becomes 0, as far as it lies
     * within the image}
     *
     * @param pixels the square's side, at least 1
     * @see <a href="https://arxiv.org/abs/1708.04552">DeVries and Taylor, 2017</a>
     */
    static Augmentation cutout(int pixels) {
        return new RandomCutout(pixels);
    }

    /**
     * {@return normal noise that is added to every input value; the sum is not clipped}
     *
     * @param deviation of the noise, above 0, in the unit of the inputs
     */
    static Augmentation noise(double deviation) {
        return new RandomNoise(deviation);
    }

    /**
     * {@return several augmentations, one after another}
     *
     * @param parts at most {@value Chain#MOST}
     */
    static Augmentation of(List<Augmentation> parts) {
        return switch (parts.size()) {
            case 0 -> none();
            case 1 -> parts.getFirst();
            default -> new Chain(parts);
        };
    }
}
