package dev.gradus.train;

import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Note;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SlowBackendTest {
    /** No fast backend is on the path of this module's tests. */
    @Test
    void theWarningIsOnScreenAndInTheRecord() {
        var screen = new CopyOnWriteArrayList<String>();
        var recorder = new Toys.Recorder();
        Trainer.of(Toys.network(), softmaxCrossEntropy())
                .learningRate(0.1)
                .batchSize(5)
                .epochs(1)
                .warnings(screen::add)
                .listeners(recorder)
                .fit(Toys.clouds(23, 1));

        assertThat(screen).singleElement().asString().startsWith("there is no fast backend: ");
        assertThat(recorder.all(Note.class))
                .filteredOn(note -> note.level() == Level.WARNING)
                .singleElement()
                .extracting(Note::text)
                .asString()
                .startsWith("backend java: ")
                .contains(screen.getFirst());
    }
}
