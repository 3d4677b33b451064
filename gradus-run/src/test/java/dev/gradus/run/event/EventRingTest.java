package dev.gradus.run.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Examples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRingTest {

    /** The places in use may run over the end of the arrays when the ring grows. */
    @Test
    void keepsEventsAndTheirOrderWhenItGrows() {
        TrainingEvent other = Examples.events().getFirst();
        for (int first = 0; first < 8; first++) {
            var ring = new EventRing(8);
            var expected = new ArrayList<TrainingEvent>();
            for (int place = 0; place < first; place++) {
                ring.put(place, other);
                ring.clear(place);
            }
            for (int place = first; place < first + 8; place++) {
                expected.add(put(ring, place, other));
            }
            EventRing grown = ring.grown(first, first + 8);
            for (int place = first + 8; place < first + 16; place++) {
                expected.add(put(grown, place, other));
            }

            assertThat(ring.capacity()).isEqualTo(8);
            assertThat(grown.capacity()).isEqualTo(16);
            assertThat(events(ring, first, 8)).isEqualTo(expected.subList(0, 8));
            assertThat(events(grown, first, 16)).as("from %d", first).isEqualTo(expected);
        }
    }

    /** Every third event is not a step. */
    private static TrainingEvent put(EventRing ring, int place, TrainingEvent other) {
        if (place % 3 == 0) {
            ring.put(place, other);
            return other;
        }
        StepRecord record = new StepRecord().begin(place, 0).loss(place).learningRate(0.1, 0.1, 1);
        ring.put(place, record);
        return record.toEvent();
    }

    private static List<TrainingEvent> events(EventRing ring, int first, int count) {
        var events = new ArrayList<TrainingEvent>();
        for (int place = first; place < first + count; place++) {
            events.add(ring.get(place));
        }
        return events;
    }
}
