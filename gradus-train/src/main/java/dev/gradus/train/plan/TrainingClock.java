package dev.gradus.train.plan;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A run's view of time. It never affects bits, only durations in events, a time limit, and the date
 * of the run.
 *
 * @param nanos nanoseconds from any origin, never going back
 * @param date the wall clock
 */
public record TrainingClock(LongSupplier nanos, InstantSource date) {
    /** {@return the clock of this machine} */
    public static TrainingClock system() {
        return new TrainingClock(System::nanoTime, InstantSource.system());
    }
}
