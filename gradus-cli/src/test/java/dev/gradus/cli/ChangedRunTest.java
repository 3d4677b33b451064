package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What resume, fork and replay say when the data or the configuration are not what they were. */
class ChangedRunTest {
    private static final int ROWS = 40;

    @TempDir Path folder;
    private final List<String> rows = new ArrayList<>();
    private String whole = "";

    /** Changes a data file's rows, the header first. */
    interface Change {
        void to(List<String> rows);
    }

    @BeforeEach
    void begin() throws IOException {
        rows.add("x,y,class");
        for (int i = 0; i < ROWS; i++) {
            rows.add(
                    Text.of(
                            "%.4f,%.4f,%s",
                            Math.sin(i), Math.cos(i * i), i % 3 == 0 ? "no" : "yes"));
        }
        Files.write(points(), rows);
        assertThat(
                        run("train points.csv --label class --model dense(2) --backend java --batch-size 7"
                                        + " --validation-share 0.1 --steps 24 --checkpoint-every 6 --keep 9 --seed 3 --name fox")
                                .err())
                .isEmpty();
        whole = state();
        var store = new CheckpointStore(fox().checkpoints(), 9);
        for (long step : store.steps()) {
            if (step > 12) {
                Files.delete(store.at(step).file());
            }
        }
    }

    private Path points() {
        return folder.resolve("points.csv");
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private Run fox() {
        return new Runs(folder.resolve("runs")).find("fox");
    }

    private String state() {
        return ((RunEnded) fox().record().getLast()).state();
    }

    private static Arguments change(String what, Change change) {
        return Arguments.of(what, change);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("a value", rows -> rows.set(ROWS, rows.get(ROWS).replaceFirst("^-?0", "1"))),
                change("the order", rows -> Collections.swap(rows, 1, 2)),
                change("a label", rows -> rows.set(2, rows.get(2).replace("yes", "no"))),
                change("a class's name", rows -> rows.replaceAll(row -> row.replace("yes", "ja"))),
                change("a row more", rows -> rows.add(rows.get(1))),
                change("a row less", rows -> rows.remove(5)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changedDataAreRefusedAndNamed(String what, Change change) throws IOException {
        var changed = new ArrayList<>(rows);
        change.to(changed);
        Files.write(points(), changed);

        Session refused = run("resume fox");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("the run cannot continue with something else: ")
                .contains("the training data are not the same (fingerprint 1:")
                .contains("--accept-changes");

        Session replayed = run("replay fox");
        assertThat(replayed.code()).isEqualTo(ExitCode.DIFFERS);
        assertThat(replayed.out()).contains("the cause may be: ", "training data are not the same");

        Files.write(points(), rows);
        assertThat(run("resume fox").code()).isEqualTo(ExitCode.DONE);
        assertThat(state()).isEqualTo(whole);
    }

    @Test
    void whoInsistsGoesOnAndItIsOnRecord() throws IOException {
        rows.set(3, "0.5,0.5,yes");
        Files.write(points(), rows);

        assertThat(run("resume fox --accept-changes").code()).isEqualTo(ExitCode.DONE);

        assertThat(fox().record())
                .anySatisfy(event ->
                        assertThat(event)
                                .isInstanceOfSatisfying(
                                        Note.class,
                                        note -> {
                                            assertThat(note.step()).isEqualTo(12);
                                            assertThat(note.text())
                                                    .contains(
                                                            "accepted changes: the training data");
                                        }));
        assertThat(run("replay fox").out()).contains("accepted changes");
    }

    @Test
    void theSameDataAtAnotherPlaceAreTheSame() throws IOException {
        Files.move(points(), folder.resolve("moved.csv"));
        Path configuration = fox().folder().resolve("configuration.json");
        Files.writeString(
                configuration, Files.readString(configuration).replace("points.csv", "moved.csv"));
        assertThat(run("resume fox").code()).isEqualTo(ExitCode.DONE);
        assertThat(state()).isEqualTo(whole);
    }

    @Test
    void anEditedConfigurationIsRefusedAndNamed() throws IOException {
        Path configuration = fox().folder().resolve("configuration.json");
        Files.writeString(
                configuration, Files.readString(configuration).replace("\"seed\":3", "\"seed\":4"));
        Session refused = run("resume fox");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("seed is 4, it was 3");
    }

    @Test
    void aForkWithOtherDataSaysSo() throws IOException {
        rows.set(3, "0.5,0.5,yes");
        Files.write(points(), rows);
        assertThat(run("fork fox@12 --name cub").err())
                .contains("the fork differs from the run of its checkpoint: the training data");
    }
}
