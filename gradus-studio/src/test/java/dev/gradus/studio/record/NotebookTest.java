package dev.gradus.studio.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.json.Configuration;
import dev.gradus.studio.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookTest {
    private static final Notebook.Entry ENTRY = new Notebook.Entry("the best", List.of("keep"));

    @TempDir private Path folder;

    @Test
    void aNoteIsNotOfALaterRunThatHasTheName() {
        Run first = fox(folder, Instant.EPOCH);
        var notebook = new Notebook(folder);
        notebook.write(first, ENTRY);
        assertThat(notebook.read(first)).isEqualTo(ENTRY);

        Run later = fox(folder.resolve("later"), Instant.EPOCH.plusSeconds(1));
        assertThat(notebook.read(later)).isEqualTo(Notebook.Entry.NONE);
    }

    private static Run fox(Path runs, Instant created) {
        return new Runs(runs).create("fox", Configuration.EMPTY, () -> created);
    }

    @Test
    void aNoteOfAnEarlierVersionIsReadAsBefore() throws IOException {
        Run run = Recorded.in(folder, "fox");
        Path notes = Files.createDirectories(folder.resolve(".studio/notes"));
        Files.writeString(notes.resolve("fox.json"), "{\"note\":\"the best\",\"tags\":[\"keep\"]}");

        assertThat(new Notebook(folder).read(run)).isEqualTo(ENTRY);
    }
}
