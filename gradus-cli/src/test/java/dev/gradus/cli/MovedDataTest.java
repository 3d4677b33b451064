package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gradus resume --data}: the data of a run have moved. */
class MovedDataTest {
    private static final String RESUME = "resume fox --steps 60 --extend append --quiet";

    @TempDir private Path folder;

    @BeforeEach
    void trainAndMove() throws IOException {
        var rows = new ArrayList<>(List.of("size,kind"));
        for (int row = 0; row < 60; row++) {
            rows.add(Text.of("%.3f,%s", Math.sin(row), row % 3 == 0 ? "large" : "small"));
        }
        Files.write(folder.resolve("t.csv"), rows);
        for (String name : List.of("fox", "owl")) {
            run(
                    "train t.csv --target kind --backend java --threads 1 --steps 40 --quiet --name "
                            + name);
        }
        run(RESUME.replace("fox", "owl"));
        Files.createDirectory(folder.resolve("there"));
        Files.move(folder.resolve("t.csv"), folder.resolve("there/moved.csv"));
        rows.set(7, "0.123,small");
        Files.write(folder.resolve("other.csv"), rows);
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private String ending(String name) {
        Run run = Run.open(folder.resolve("runs").resolve(name));
        return ((RunEnded) run.record().getLast()).state();
    }

    @Test
    void missingDataAreSaidWithTheWayToNameThem() {
        Session session = run(RESUME);
        assertThat(session.code()).isEqualTo(ExitCode.DATA);
        assertThat(session.err())
                .contains("t.csv, which is no longer there; say where the data are now with --data")
                .hasLineCount(1);
    }

    @Test
    void theSameDataElsewhereGiveTheSameBitsAndAreRecorded() {
        Session session = run(RESUME + " --data there/moved.csv");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(ending("fox")).isEqualTo(ending("owl"));
        assertThat(run("show fox").out() + session.out() + session.err()).isNotEmpty();
        assertThat(Run.open(folder.resolve("runs/fox")).record().toString())
                .contains("the data are read from there/moved.csv; the run was started with ");
    }

    /** Each offered command is run as it stands. */
    @Test
    void theCommandsThatAreOfferedReadTheDataWhereTheyAre() {
        Session session = run(RESUME + " --data there/moved.csv");

        List<String> offered =
                session.outLines().stream()
                        .filter(line -> line.startsWith("next: ") || line.startsWith("  or: "))
                        .map(line -> line.replaceFirst(".*?gradus ", ""))
                        .toList();
        assertThat(offered)
                .anyMatch(line -> line.matches("predict \\S+/fox there/moved.csv"))
                .anyMatch(line ->
                        line.matches("resume \\S+/fox --data there/moved.csv --steps 120 .*"));
        for (String line : offered) {
            Session next = run(line);
            assertThat(next.code()).as(line + next.err()).isZero();
        }
    }

    @Test
    void otherDataAreRefusedUnlessTheyAreAccepted() {
        Session refused = run(RESUME + " --data other.csv");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("the training data are not the same (fingerprint ", "--accept-changes")
                .hasLineCount(1);
        Session accepted = run(RESUME + " --data other.csv --accept-changes");
        assertThat(accepted.code()).as(accepted.err()).isZero();
    }
}
