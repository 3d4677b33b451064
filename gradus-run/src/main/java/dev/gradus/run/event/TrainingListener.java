package dev.gradus.run.event;

/**
 * Watches a run and never acts on it. An {@link EventStream} calls a listener on a thread of its
 * own, so a slow or failing one does not slow training down, unless it must not miss an event.
 */
@FunctionalInterface
public interface TrainingListener {

    /**
     * Receives the next event, in order.
     *
     * @param event what happened
     */
    void on(TrainingEvent event);

    /**
     * Called when no further event is waiting, and last of all at the end: the time to flush or
     * repaint.
     */
    default void caughtUp() {}

    /**
     * Called after {@link #caughtUp} when a checkpoint is about to follow the events received so
     * far: the time to make them survive a crash of the machine.
     */
    default void secure() {}

    /**
     * The name of this listener in messages.
     *
     * @return a short name
     */
    default String name() {
        return "a listener";
    }
}
