package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.schedule.Named;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Schedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryCommandTest {
    @TempDir Path folder;

    @Test
    void everyNamedScheduleIsOnThePage() {
        Set<Class<?>> shown =
                GalleryCommand.ENTRIES.stream()
                        .map(entry -> Schedules.parse(entry.expression()))
                        .map(Schedule::getClass)
                        .collect(Collectors.toSet());

        assertThat(shown).contains(Named.class.getPermittedSubclasses());
    }

    @Test
    void thePageInTheDocumentationIsTheNewest() throws IOException {
        Session session = Session.run(folder, "gallery");

        assertThat(session.outLines())
                .containsExactly("wrote " + folder.resolve("docs/schedules.md"));
        assertThat(Files.readString(folder.resolve("docs/schedules.md")))
                .isEqualTo(Files.readString(Path.of("../docs/schedules.md")));
        for (GalleryCommand.Entry entry : GalleryCommand.ENTRIES) {
            assertThat(folder.resolve("docs/schedules").resolve(entry.file())).isNotEmptyFile();
            assertThat(Path.of("../docs/schedules").resolve(entry.file())).isNotEmptyFile();
        }
    }
}
