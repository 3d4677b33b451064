package dev.gradus.sweep.cluster;

import dev.gradus.sweep.Workshop;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Makes a workshop in another process, to which it is sent. Equal sources make equal workshops, so
 * a process keeps a workshop for the next equal source.
 */
@FunctionalInterface
public interface WorkshopSource extends Serializable {
    /**
     * Makes a workshop.
     *
     * @param warnings takes notes on its runs, a sentence each
     * @return the workshop
     * @throws dev.gradus.data.DataException if its data cannot be read there
     */
    Workshop open(Consumer<String> warnings);
}
