package dev.gradus.cli.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.gradus.cli.Session;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.text.ScheduleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                        .map(entry -> ScheduleReader.parse(entry.expression()))
                        .map(Schedule::getClass)
                        .collect(Collectors.toSet());

        assertThat(shown).containsAll(named());
    }

    private static List<Class<?>> named() {
        var schedules = Path.of("..", "gradus-schedule", "target", "classes");
        List<Class<?>> named =
                new ClassFileImporter()
                        .importPath(schedules).stream()
                                .filter(type -> type.isAssignableTo(NamedSchedule.class))
                                .filter(type -> !type.isInterface())
                                .<Class<?>>map(JavaClass::reflect)
                                .toList();
        assertThat(named).hasSizeGreaterThan(18);
        return named;
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
