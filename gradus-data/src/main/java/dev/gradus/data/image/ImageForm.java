package dev.gradus.data.image;

import dev.gradus.prepare.table.OnBadRow;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How images are read.
 *
 * @param size the size to which they are scaled; if empty, that of the first image, which all
 *     others must have
 * @param colour how their colours are read; if empty, as in the first image: grey if all its pixels
 *     are
 * @param onBad what to do about images that cannot be decoded
 * @param cache the folder for images that are too large for the memory
 */
public record ImageForm(
        Optional<ImageSize> size, Optional<Colour> colour, OnBadRow onBad, Path cache) {
    /**
     * {@return the form that keeps size and colour, refuses bad images, and keeps data that are too
     * large in the system's temporary folder}
     */
    public static ImageForm usual() {
        return new ImageForm(
                Optional.empty(),
                Optional.empty(),
                OnBadRow.FAIL,
                Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * {@return this form with a size and a colour}
     *
     * @param imageSize the size of the inputs
     * @param seen whether inputs have colours
     */
    public ImageForm with(ImageSize imageSize, Colour seen) {
        return new ImageForm(Optional.of(imageSize), Optional.of(seen), onBad, cache);
    }

    /**
     * {@return this form with another policy}
     *
     * @param policy what to do about files that cannot be read
     */
    public ImageForm with(OnBadRow policy) {
        return new ImageForm(size, colour, policy, cache);
    }
}
