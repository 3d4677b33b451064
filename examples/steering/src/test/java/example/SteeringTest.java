package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.run.event.EventReader;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteeringTest {
    @Test
    void halvesTheRateAndTheRecordSaysWhoDidIt(@TempDir Path runs) {
        TrainingResult result = Steering.train(runs, "steered", 2_000, 12);

        List<TrainingEvent> events = new ArrayList<>();
        new EventReader(result.run().orElseThrow().events()).read(events::add);
        List<TrainingEvent.ControlAnswered> changes =
                events.stream()
                        .filter(TrainingEvent.ControlAnswered.class::isInstance)
                        .map(TrainingEvent.ControlAnswered.class::cast)
                        .filter(TrainingEvent.ControlAnswered::isDone)
                        .toList();
        assertFalse(changes.isEmpty());
        assertEquals("steering", changes.getFirst().request().by());
        double[] rates = result.history().learningRate().ys();
        assertEquals(0.5, rates[0]);
        assertTrue(rates[rates.length - 1] < 0.5);
    }
}
