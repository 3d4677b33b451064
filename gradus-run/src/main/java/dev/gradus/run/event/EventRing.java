package dev.gradus.run.event;

import org.jspecify.annotations.Nullable;

/**
 * Room for events in order: steps as numbers, other events as objects. A place is the number of an
 * event since the start; who uses a ring sees to it that the places in use are fewer than its
 * capacity.
 *
 * <p>Not synchronized: one thread may read places that are in use while another fills others.
 */
final class EventRing {
    private final double[] numbers;
    private final @Nullable TrainingEvent[] objects;

    EventRing(int capacity) {
        numbers = new double[capacity * StepRecord.LENGTH];
        objects = new TrainingEvent[capacity];
    }

    int capacity() {
        return objects.length;
    }

    void put(long place, StepRecord record) {
        record.copyTo(numbers, slot(place) * StepRecord.LENGTH);
    }

    void put(long place, TrainingEvent event) {
        objects[slot(place)] = event;
    }

    TrainingEvent get(long place) {
        TrainingEvent event = objects[slot(place)];
        return event != null ? event : StepRecord.toEvent(numbers, slot(place) * StepRecord.LENGTH);
    }

    /** Frees a place; without this, an old event would be taken for a step put there later. */
    void clear(long place) {
        objects[slot(place)] = null;
    }

    /** Returns a ring twice as large, with the events from one place to before another. */
    EventRing grown(long from, long to) {
        var grown = new EventRing(2 * capacity());
        for (long place = from; place < to; place++) {
            System.arraycopy(
                    numbers,
                    slot(place) * StepRecord.LENGTH,
                    grown.numbers,
                    grown.slot(place) * StepRecord.LENGTH,
                    StepRecord.LENGTH);
            grown.objects[grown.slot(place)] = objects[slot(place)];
        }
        return grown;
    }

    private int slot(long place) {
        return (int) (place % objects.length);
    }
}
