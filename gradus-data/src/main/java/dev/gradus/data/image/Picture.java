package dev.gradus.data.image;

import dev.gradus.data.DataException;
import dev.gradus.number.Text;
import dev.gradus.text.FileFault;
import dev.gradus.text.MemoryFault;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** An image read from a file, each pixel as {@code 0xRRGGBB} over white. */
final class Picture {
    /** The most pixels: more than any camera makes would only serve to exhaust the memory. */
    private static final long MOST_PIXELS = 1L << 27;

    private static final int WHITE = 255;

    private final int height;
    private final int width;
    private final int[] pixels;

    private Picture(int height, int width, int[] pixels) {
        this.height = height;
        this.width = width;
        this.pixels = pixels;
    }

    /**
     * Reads the first image of a file.
     *
     * @throws DataException if it cannot be read or decoded; the message names the file
     */
    static Picture read(Path file) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new DataException(file + " is not an image: expected PNG, JPEG, GIF or BMP");
            }
            ImageReader reader = readers.next();
            try {
                return decoded(file, reader, in);
            } finally {
                reader.dispose();
            }
        } catch (DataException known) {
            throw known;
        } catch (OutOfMemoryError full) {
            throw new DataException(
                    file + " does not fit into memory: " + MemoryFault.sentence(full), full);
        } catch (IOException failure) {
            throw new DataException(
                    "%s cannot be decoded: %s".formatted(file, FileFault.reason(failure)), failure);
        } catch (RuntimeException damaged) {
            // decoders throw exceptions of many kinds at damaged files
            throw new DataException(
                    "%s cannot be decoded: it is damaged (%s)".formatted(file, damaged), damaged);
        }
    }

    private static Picture decoded(Path file, ImageReader reader, ImageInputStream in)
            throws IOException {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw new DataException(
                    Text.of(
                            "%s has %,d x %,d pixels; at most %,d in all are decoded",
                            file, width, height, MOST_PIXELS));
        }
        return of(reader.read(0));
    }

    private static Picture of(BufferedImage image) {
        int[] pixels = new int[image.getWidth() * image.getHeight()];
        boolean isGrey =
                image.getRaster().getNumBands() <= 2
                        && !(image.getColorModel() instanceof IndexColorModel);
        if (isGrey) {
            copyGrey(image, pixels);
        } else {
            image.getRGB(0, 0, image.getWidth(), image.getHeight(), pixels, 0, image.getWidth());
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = overWhite(pixels[i]);
            }
        }
        return new Picture(image.getHeight(), image.getWidth(), pixels);
    }

    /**
     * Reads grey values as the file has them: Java would take them for linear light and brighten
     * them.
     */
    private static void copyGrey(BufferedImage image, int... pixels) {
        Raster raster = image.getRaster();
        int greatest = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        boolean hasAlpha = raster.getNumBands() == 2;
        for (int i = 0; i < pixels.length; i++) {
            int x = i % image.getWidth();
            int y = i / image.getWidth();
            int grey = scaled(raster.getSample(x, y, 0), greatest);
            int alpha = hasAlpha ? scaled(raster.getSample(x, y, 1), greatest) : WHITE;
            pixels[i] = overWhite(alpha << 24 | grey << 16 | grey << 8 | grey);
        }
    }

    private static int scaled(int sample, int greatest) {
        return (int) Math.round((double) sample * WHITE / greatest);
    }

    private static int overWhite(int pixel) {
        int alpha = pixel >>> 24;
        if (alpha == WHITE) {
            return pixel & 0xffffff;
        }
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int colour = pixel >> shift & 0xff;
            mixed |= Math.round((colour * alpha + WHITE * (WHITE - alpha)) / 255f) << shift;
        }
        return mixed;
    }

    ImageSize size() {
        return new ImageSize(height, width);
    }

    boolean isGrey() {
        for (int pixel : pixels) {
            int red = pixel >> 16;
            if (red != (pixel >> 8 & 0xff) || red != (pixel & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the bytes of each channel, row after row, in another size. */
    byte[] bytes(ImageSize size, Colour colour) {
        byte[] bytes = new byte[colour.channels() * size.height() * size.width()];
        int area = size.height() * size.width();
        for (int channel = 0; channel < colour.channels(); channel++) {
            float[] plane = resized(plane(channel, colour), size);
            for (int i = 0; i < area; i++) {
                bytes[channel * area + i] = (byte) Math.round(plane[i]);
            }
        }
        return bytes;
    }

    private float[] plane(int channel, Colour colour) {
        float[] plane = new float[pixels.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] =
                    colour == Colour.GREY
                            ? brightness(pixels[i])
                            : pixels[i] >> (16 - 8 * channel) & 0xff;
        }
        return plane;
    }

    /** Rounds as Pillow does. */
    private static int brightness(int pixel) {
        int red = pixel >> 16;
        int green = pixel >> 8 & 0xff;
        int blue = pixel & 0xff;
        return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }

    private float[] resized(float[] plane, ImageSize size) {
        if (size.height() == height && size.width() == width) {
            return plane;
        }
        var across = Resampling.of(width, size.width());
        float[] narrow = new float[height * size.width()];
        for (int y = 0; y < height; y++) {
            across.apply(plane, y * width, narrow, y * size.width(), 1);
        }
        var down = Resampling.of(height, size.height());
        float[] small = new float[size.height() * size.width()];
        for (int x = 0; x < size.width(); x++) {
            down.apply(narrow, x, small, x, size.width());
        }
        return small;
    }
}
