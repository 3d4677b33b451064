package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that earlier versions made; old-runs/README.md says how. */
class OldRunsTest {
    private static final Path OLD = Path.of("src/test/resources/dev/gradus/cli/old-runs");

    @TempDir Path folder;

    private void copy(String version) throws IOException {
        Files.copy(OLD.resolve("points.csv"), folder.resolve("points.csv"));
        makePlots();
        Path source = OLD.resolve(version);
        try (Stream<Path> all = Files.walk(source)) {
            for (Path each : all.toList()) {
                Path copy = folder.resolve("runs").resolve(source.relativize(each));
                if (!Files.isDirectory(copy)) {
                    Files.copy(each, copy);
                }
            }
        }
    }

    /** They have one, but version control keeps no empty folders. */
    private void makePlots() throws IOException {
        for (String name : new String[] {"java", "java-fork", "onednn", "onednn-fork"}) {
            Files.createDirectories(folder.resolve("runs").resolve(name).resolve("plots"));
        }
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private Run old(String name) {
        return new Runs(folder.resolve("runs")).find(name);
    }

    private String ending(String name) {
        return ((RunEnded) old(name).record().getLast()).state();
    }

    private void dropCheckpointsAfter(String name, long last) throws IOException {
        var store = new CheckpointStore(old(name).checkpoints(), 9);
        for (long step : store.steps()) {
            if (step > last) {
                Files.delete(store.at(step).file());
            }
        }
    }

    static Stream<Arguments> resumed() {
        return Stream.of("9a9c26d", "ca140cf")
                .flatMap(version ->
                        Stream.of(
                                Arguments.of(version, "java", 20),
                                Arguments.of(version, "java", 10),
                                Arguments.of(version, "java", 4),
                                Arguments.of(version, "java-fork", 0),
                                Arguments.of(version, "onednn", 10),
                                Arguments.of(version, "onednn-fork", 0)));
    }

    /** With the changes of its length and rate that came after the checkpoint. */
    @ParameterizedTest
    @MethodSource("resumed")
    void goesOn(String version, String name, long step) throws IOException {
        copy(version);
        String state = ending(name);
        long before = old(name).record().getLast().step();
        dropCheckpointsAfter(name, step);

        Session session = run("resume --quiet " + name);

        assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.DONE);
        assertThat(old(name).record().getLast().step()).isEqualTo(before);
        int replayed = run("replay --quiet " + name).code();
        if (name.startsWith("java")) {
            assertThat(ending(name)).isEqualTo(state);
            assertThat(replayed).isEqualTo(ExitCode.DONE);
        } else {
            // The steps before the checkpoint are those of the version and processor then.
            assertThat(replayed).isIn(ExitCode.DONE, ExitCode.DIFFERS);
        }
    }

    @ParameterizedTest
    @MethodSource("resumed")
    void isReplayedToTheBitOrWhatDiffersIsNamed(String version, String name, long step)
            throws IOException {
        copy(version);

        Session session = run("replay --quiet " + name);

        if (name.startsWith("java") || session.code() == ExitCode.DONE) {
            assertThat(session.code()).as(session.out() + session.err()).isEqualTo(ExitCode.DONE);
            assertThat(session.out()).contains("identical: ", " and the state at the end");
        } else {
            assertThat(session.code()).isEqualTo(ExitCode.DIFFERS);
            assertThat(session.out()).contains("differs at step ", "the cause may be: another ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9a9c26d", "ca140cf"})
    void isForkedAndPlotted(String version) throws IOException {
        copy(version);

        assertThat(run("fork java@20 --lr 0.01 --name again --quiet").code()).isZero();
        assertThat(run("fork onednn@10 --name fast --quiet").code()).isZero();
        assertThat(run("replay --quiet again").code()).isZero();
        for (String name : new String[] {"java", "onednn-fork"}) {
            assertThat(run("plot " + name).code()).isZero();
            assertThat(old(name).plots().resolve("run.svg")).isNotEmptyFile();
        }
    }
}
