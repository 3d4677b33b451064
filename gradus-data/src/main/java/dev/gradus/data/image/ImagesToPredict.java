package dev.gradus.data.image;

import dev.gradus.data.DataException;
import java.nio.file.Path;
import java.util.List;

/**
 * Images whose classes are not known.
 *
 * @param files in the order of their names, the files of a folder before those of the folders in it
 * @param size the size to which they are scaled
 * @param colour how their colours are read
 */
public record ImagesToPredict(List<Path> files, ImageSize size, Colour colour) {
    /** Copies the list. */
    public ImagesToPredict {
        files = List.copyOf(files);
    }

    /**
     * {@return whether a file's name is that of an image}
     *
     * @param file the file
     */
    public static boolean isImage(Path file) {
        return ImageFiles.isImage(file);
    }

    /**
     * Lists images: a file, the files of a folder, or those of the folders in it.
     *
     * @param place a file or folder
     * @param size the size of the inputs
     * @param colour whether inputs have colours
     * @return the images
     * @throws DataException if there is none
     */
    public static ImagesToPredict in(Path place, ImageSize size, Colour colour) {
        return new ImagesToPredict(ImageReading.images(place), size, colour);
    }

    /**
     * Reads an image.
     *
     * @param number of the file
     * @param inputs takes channels · height · width values, each in [0, 1]
     * @throws DataException if it cannot be decoded; the message names it
     */
    public void read(int number, float[] inputs) {
        byte[] bytes = Picture.read(files.get(number)).bytes(size, colour);
        for (int i = 0; i < bytes.length; i++) {
            inputs[i] = ImageDataset.scaled(bytes[i]);
        }
    }
}
