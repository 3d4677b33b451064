package dev.gradus.train.checkpoint;

import java.nio.file.Path;

/**
 * How an attempt to save a checkpoint went. It never throws: a full disk must not stop training.
 */
public sealed interface Saved {
    /**
     * The checkpoint is on the disk, read back and found complete.
     *
     * @param file where
     */
    record Written(Path file) implements Saved {}

    /**
     * The checkpoint was not saved; all earlier ones still exist.
     *
     * @param reason a sentence that says why
     */
    record Failed(String reason) implements Saved {}
}
