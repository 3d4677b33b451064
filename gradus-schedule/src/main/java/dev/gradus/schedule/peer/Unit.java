package dev.gradus.schedule.peer;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;

/** The unit of one call of the original's {@code step()}. */
enum Unit {
    /** One step per call. */
    UPDATE,
    /** One epoch per call; the value changes only between epochs. */
    EPOCH,
    /** An epoch is 1, and the value changes at every update: {@code step(epoch + i / updates)}. */
    FRACTION,
    /** A training example is 1. */
    SAMPLE;

    Span span(double count) {
        return switch (this) {
            case UPDATE -> Span.steps(count);
            case EPOCH, FRACTION ->
                    count == Math.rint(count) ? Span.epochs(count) : Span.epochs(count).exact();
            case SAMPLE -> Span.samples(count).exact();
        };
    }

    Schedule held(Schedule schedule) {
        return this == EPOCH ? schedule.perEpoch() : schedule;
    }
}
