package dev.gradus.sweep.cluster;

import dev.gradus.sweep.Workshop;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Makes a workshop in another process, where it is sent. Two that are equal make the same, so a
 * process keeps what one of them made for the next.
 */
@FunctionalInterface
public interface WorkshopSource extends Serializable {
    /**
     * Makes a workshop.
     *
     * @param warnings takes what there is to say of its runs, a sentence each
     * @return the workshop
     * @throws dev.gradus.data.DataException if its data cannot be read over there
     */
    Workshop open(Consumer<String> warnings);
}
