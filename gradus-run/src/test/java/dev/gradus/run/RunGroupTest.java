package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sweeps and cross-validations beside runs. */
class RunGroupTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-05T14:32:07Z"));

    @TempDir private Path folder;

    /** Makes one with a run in it, and returns its folder. */
    private Path made(RunGroup group) throws IOException {
        Path made = Files.createDirectories(folder.resolve("all"));
        Files.writeString(made.resolve(group.file()), "{}");
        new Runs(group.runs(made)).create("0001", Configuration.EMPTY, CLOCK);
        return made;
    }

    @ParameterizedTest
    @EnumSource
    void isRemovedWithItsRuns(RunGroup group) throws IOException {
        Path made = made(group);
        var runs = new Runs(folder);

        RunRemoval.of(runs, "all").complete();

        assertThat(made).doesNotExist();
        assertThat(folder).isEmptyDirectory();
        assertThat(runs.group("all")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isNotRemovedWhileItOrOneOfItsRunsIsTrained(RunGroup group) throws IOException {
        Path made = made(group);
        var runs = new Runs(folder);
        try (RunLock _ = group.lock(made)) {
            assertThatThrownBy(RunRemoval.of(runs, "all")::complete)
                    .isInstanceOf(RunException.class)
                    .hasMessage(
                            "%s all is being trained; stop it first, nothing was removed",
                            group.word());
            assertThatThrownBy(() -> group.lock(made))
                    .hasMessage(group.word() + " all is already being written by this process");
        }
        try (RunLock _ = new Runs(group.runs(made)).find("0001").lock()) {
            assertThatThrownBy(RunRemoval.of(runs, "all")::complete)
                    .isInstanceOf(RunException.class)
                    .hasMessage("run 0001 is being trained; stop it first, nothing was removed");
        }
        assertThat(group.isIn(made)).isTrue();
    }

    @Test
    void isNotRemovedWhereNobodyCanTellWhetherItIsTrained() {
        Path all = folder.resolve("all");

        RunRemoval.requireFree(RunLock.State.FREE, "sweep", all);
        assertThatThrownBy(() -> RunRemoval.requireFree(RunLock.State.UNKNOWN, "sweep", all))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("nobody can tell whether sweep all is being trained, ")
                .hasMessageContaining("the lock in " + all + " cannot be opened")
                .hasMessageEndingWith("; nothing was removed");
    }

    @ParameterizedTest
    @EnumSource
    void isCalledWhatItIsWhereARunIsMeant(RunGroup group) throws IOException {
        Path made = made(group);
        var runs = new Runs(folder);

        assertThatThrownBy(() -> runs.find("all"))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "'all' is a %s, not a run; name one of its runs, which are in %s",
                        group.word(), group.runs(made));
        assertThatThrownBy(() -> runs.requireFree("all"))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "there is already a %s 'all' in %s; give another name, continue it (%s all --runs %s), or remove it first (gradus runs %s --remove all)",
                        group.word(), folder, group.continues(), folder, folder);
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNameAlone(RunGroup group) throws IOException {
        Path made = made(group);

        assertThat(new Runs(folder).group("al")).isEmpty();
        assertThat(new Runs(made).group(".")).isEmpty();
        assertThat(new Runs(made).group("../all")).isEmpty();
    }
}
