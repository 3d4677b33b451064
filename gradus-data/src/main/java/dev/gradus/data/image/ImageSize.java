package dev.gradus.data.image;

import dev.gradus.number.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size to which images are scaled.
 *
 * @param height in pixels, 1 to {@value #MOST}
 * @param width in pixels, 1 to {@value #MOST}
 */
public record ImageSize(int height, int width) {
    /** The longest side. */
    public static final int MOST = 4096;

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})x(\\d{1,4})");

    /**
     * Checks the sides.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ImageSize {
        if (height < 1 || height > MOST || width < 1 || width > MOST) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the sides of an image have 1 to %d pixels, got %dx%d",
                            MOST, height, width));
        }
    }

    /**
     * Reads height and width, as in {@code 28x28}.
     *
     * @param text the size as a user writes it
     * @return the size
     * @throws IllegalArgumentException if it is written in another way
     */
    public static ImageSize parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "an image's size is its height and width, as in 28x28, got '%s'"
                            .formatted(text));
        }
        return new ImageSize(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    @Override
    public String toString() {
        return height + "x" + width;
    }
}
