package dev.gradus.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries events from the loop to its listeners. Each listener has a thread and a bounded queue of
 * its own, so that a slow disk, a dead reader or a failing listener delays neither training nor the
 * other listeners, and never throws into the loop.
 *
 * <p>When a listener is so slow that its queue is full (about 32,000 events), steps are dropped for
 * that listener and counted; the last part of the queue is kept for the other events. Steps are
 * passed on within a tenth of a second, other events at once. Publishing a step allocates nothing.
 */
public final class EventStream implements AutoCloseable {
    /** How long {@link #close} waits for a listener that does not come to an end. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<EventQueue> queues = new ArrayList<>();
    private final Consumer<String> warn;
    private final Duration patience;

    EventStream(List<TrainingListener> listeners, Consumer<String> warn, Duration patience) {
        this.warn = warn;
        this.patience = patience;
        for (TrainingListener listener : listeners) {
            queues.add(new EventQueue(listener, warn));
        }
    }

    /**
     * Starts a stream.
     *
     * @param listeners who is to receive the events; each must bear being called on another thread
     * @param warn receives one sentence for each listener that fails, is too slow or does not end;
     *     called on any thread
     * @return the stream, to be closed when the run ends
     */
    public static EventStream to(List<TrainingListener> listeners, Consumer<String> warn) {
        return new EventStream(listeners, warn, PATIENCE);
    }

    /**
     * Publishes a step.
     *
     * @param record its numbers, copied before this returns
     */
    public void step(StepRecord record) {
        for (int i = 0; i < queues.size(); i++) {
            queues.get(i).add(record);
        }
    }

    /**
     * Publishes any event.
     *
     * @param event what happened
     */
    public void publish(TrainingEvent event) {
        queues.forEach(queue -> queue.add(event));
    }

    /**
     * Counts what slow listeners missed.
     *
     * @return the number of events dropped so far, over all listeners
     */
    public long dropped() {
        return queues.stream().mapToLong(EventQueue::dropped).sum();
    }

    /** Delivers what is waiting, but waits no longer than ten seconds for a listener that hangs. */
    @Override
    public void close() {
        for (EventQueue queue : queues) {
            queue.close(patience).ifPresent(warn);
        }
    }
}
