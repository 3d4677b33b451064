package dev.gradus.train.batch;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;

/**
 * A change of training inputs that keeps their meaning, drawn anew in every epoch.
 *
 * <p>What it does depends on (seed, epoch, example) alone, drawn from {@link
 * dev.gradus.nn.engine.random.Philox} with {@link
 * dev.gradus.nn.engine.random.Purpose#AUGMENTATION}, so a resumed run sees the very same inputs.
 */
@FunctionalInterface
public interface Augmentation {
    /**
     * Changes one row of a batch in place.
     *
     * @param batch filled up to and with this row
     * @param row the row
     * @param input the shape of an example
     * @param draw what the change depends on
     */
    void apply(Batch batch, int row, Shape input, Draw draw);

    /**
     * Checks, before the first step, that inputs of this shape can be changed so.
     *
     * @throws IllegalArgumentException if not
     */
    default void requireFits(Shape input) {}

    /** Where the random numbers of an augmentation come from: one source for each example. */
    @FunctionalInterface
    interface Draw {
        /**
         * Returns a uniform number in [0, 1).
         *
         * @param index which number of this example, {@code 0 ≤ index < 256}
         */
        double uniform(int index);
    }

    /**
     * Reads {@code none} or {@code shift(2)}; the inverse of {@code toString}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    static Augmentation parse(String text) {
        String words = text.strip();
        if (words.equals(Unchanged.NONE.toString())) {
            return none();
        }
        if (words.matches("shift\\(\\s*\\d{1,9}\\s*\\)")) {
            return shift(Integer.parseInt(words.replaceAll("\\D", "")));
        }
        throw new IllegalArgumentException(
                "an augmentation is none or shift(2), got '%s'".formatted(text));
    }

    /** Returns no change at all. */
    static Augmentation none() {
        return Unchanged.NONE;
    }

    /**
     * Returns a shift of images by up to so many pixels in both directions; what comes in from
     * outside is 0.
     *
     * @param pixels at least 1
     */
    static Augmentation shift(int pixels) {
        return new RandomShift(pixels);
    }
}
