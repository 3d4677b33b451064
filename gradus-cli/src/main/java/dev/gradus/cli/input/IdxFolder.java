package dev.gradus.cli.input;

import dev.gradus.data.DataException;
import dev.gradus.data.IdxDataset;
import dev.gradus.data.Parts;
import java.nio.file.Path;

/** A folder that a user gives as data. */
public final class IdxFolder {
    private IdxFolder() {}

    /**
     * Reads the IDX files of a folder.
     *
     * @param name the folder as the user gives it
     * @throws DataException if it has none, or they cannot be read; the message says how to write a
     *     folder of images
     */
    public static Parts read(Path folder, String name) {
        if (!IdxDataset.isIn(folder)) {
            throw new DataException(
                    "the folder '%s' has no IDX files; for images, with a subfolder for each class, write images:%s"
                            .formatted(name, name));
        }
        return IdxDataset.readFolder(folder);
    }
}
