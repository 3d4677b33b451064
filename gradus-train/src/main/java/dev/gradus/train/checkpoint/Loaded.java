package dev.gradus.train.checkpoint;

import dev.gradus.model.file.Contents;
import java.nio.file.Path;
import java.util.List;

/**
 * A checkpoint that was read and found complete.
 *
 * @param file where it is
 * @param step how many steps had been done
 * @param contents what it holds
 * @param passedOver a sentence for every newer file that could not be used
 */
public record Loaded(Path file, long step, Contents contents, List<String> passedOver) {
    /** Copies the list. */
    public Loaded {
        passedOver = List.copyOf(passedOver);
    }
}
