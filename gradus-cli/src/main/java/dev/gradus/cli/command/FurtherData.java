package dev.gradus.cli.command;

import dev.gradus.cli.input.TableDoor;
import dev.gradus.cli.input.TableSettings;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.data.Dataset;
import dev.gradus.data.image.Colour;
import dev.gradus.data.image.ImageDataset;
import dev.gradus.data.image.ImageForm;
import dev.gradus.data.image.ImageSize;
import dev.gradus.data.numpy.NumpyDataset;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Data to train on that are arrays or images: {@code x.npz}, {@code x.npy}, {@code images:FOLDER}.
 */
final class FurtherData {
    private FurtherData() {}

    /** Reads an {@code .npz} file. */
    static TrainingData archive(Path path) {
        NumpyDataset.Archive archive = NumpyDataset.read(path, 0);
        return TrainingData.of(archive.train(), archive.test(), archive.notes());
    }

    /** Reads an {@code .npy} file of inputs, and the one of their targets. */
    static TrainingData arrays(Path path, Recipe recipe, Surroundings surroundings) {
        Path labels = surroundings.path(recipe.get(Keys.LABELS));
        Dataset data = NumpyDataset.read(path, labels, 0);
        return TrainingData.of(data, Optional.empty(), notes(data));
    }

    private static List<String> notes(Dataset data) {
        return data instanceof NumpyDataset arrays ? arrays.notes() : List.of();
    }

    /** Reads a folder of images. */
    static TrainingData images(String name, Recipe recipe, Surroundings surroundings) {
        var form =
                new ImageForm(
                        recipe.find(Keys.IMAGE_SIZE).map(ImageSize::parse),
                        recipe.find(Keys.COLOUR).map(Colour::parse),
                        new TableSettings(recipe).format().onBadRow(),
                        TableDoor.cache(recipe, surroundings));
        Path folder = surroundings.path(name.substring(TableDoor.IMAGES.length()));
        ImageDataset images = ImageDataset.read(folder, form);
        return TrainingData.of(images, Optional.empty(), images.notes());
    }
}
