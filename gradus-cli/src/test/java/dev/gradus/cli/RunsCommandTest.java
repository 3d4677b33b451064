package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.run.Run;
import dev.gradus.run.RunGroup;
import dev.gradus.run.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gradus runs}. */
class RunsCommandTest {
    @TempDir private static Path trained;

    @TempDir private Path folder;

    @BeforeAll
    static void train() throws IOException {
        Files.writeString(
                trained.resolve("rows.csv"), "x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n");
        for (String name : List.of("first", "second")) {
            Session session =
                    Session.run(
                            trained,
                            "train",
                            "rows.csv",
                            "--target=y",
                            "--steps=2",
                            "--model=linear",
                            "--test-share=0.25",
                            "--quiet",
                            "--name=" + name);
            assertThat(session.code()).as(session.err()).isZero();
        }
    }

    /** Copies the runs, so that each test may remove some. */
    private void copy() throws IOException {
        try (var files = Files.walk(trained)) {
            for (Path file : files.toList()) {
                Path to = folder.resolve(trained.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Test
    void runsAreListedTheNewestFirstWithWhatBecameOfThem() throws IOException {
        copy();
        Files.writeString(folder.resolve("runs/first/events.jsonl"), "");

        Session session = Session.run(folder, "runs");

        assertThat(session.outLines()).hasSize(3);
        assertThat(session.outLines().getFirst()).startsWith("run ").contains("state", "steps");
        assertThat(session.outLines().get(1))
                .startsWith("second ")
                .contains("completed", "test loss", "accuracy");
        assertThat(session.outLines().get(2)).startsWith("first ").contains("killed");
        assertThat(session.err())
                .startsWith(
                        "gradus: run first: steps 0 to 1 are missing from events.jsonl, although training had reached step 2")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @EnumSource
    void aSweepAndACrossValidationAreListedWithWhereTheirRunsAre(RunGroup kind) throws IOException {
        copy();
        Path group = folder.resolve("runs/rates");
        Files.createDirectories(kind.runs(group));
        Files.writeString(group.resolve(kind.file()), "{}");
        Files.move(folder.resolve("runs/first"), kind.runs(group).resolve("first"));

        Session session = Session.run(folder, "runs");
        Session json = Session.run(folder, "runs", "--json");

        assertThat(session.outLines()).hasSize(3);
        assertThat(session.outLines().get(2))
                .startsWith("rates ")
                .contains("idle", kind.word() + " of 1 run in ");
        assertThat(session.err()).isEmpty();
        assertThat(json.outLines()).hasSize(2);
        assertThat(json.outLines().getFirst())
                .startsWith("{\"kind\":\"run\",\"name\":\"second\",\"started\":\"")
                .contains("\"state\":\"completed\",\"steps\":2,\"bytes\":", "\"test\":{\"loss\":");
        assertThat(json.outLines().getLast())
                .startsWith("{\"kind\":\"%s\",\"name\":\"rates\",".formatted(kind.word()))
                .contains("\"state\":\"idle\"", "\"runs\":1,\"folder\":");
    }

    @Test
    void whoeverTrainsASweepIsSeen() throws IOException {
        Path sweep = Files.createDirectories(folder.resolve("runs/rates"));
        Files.writeString(sweep.resolve(RunGroup.SWEEP.file()), "{}");

        try (RunLock _ = RunGroup.SWEEP.lock(sweep)) {
            assertThat(Session.run(folder, "runs").outLines().get(1))
                    .startsWith("rates ")
                    .contains("training")
                    .contains("sweep of 0 runs in ");
        }
    }

    @Test
    void aRunIsRemovedWithAllItHas() throws IOException {
        copy();

        Session session = Session.run(folder, "runs", "--remove=first");

        assertThat(session.code()).isZero();
        assertThat(session.out()).startsWith("removed ").contains("first", " MB");
        try (var left = Files.list(folder.resolve("runs"))) {
            assertThat(left).containsExactly(folder.resolve("runs/second"));
        }
    }

    @Test
    void whereOneNameIsWrongNothingIsRemoved() throws IOException {
        copy();

        Session session = Session.run(folder, "runs", "--remove=first", "--remove=third");

        assertThat(session.code()).isNotZero();
        assertThat(session.err()).contains("there is no run 'third'").hasLineCount(1);
        assertThat(folder.resolve("runs/first/events.jsonl")).exists();
    }

    @Test
    void theNewestRunIsRemovedOnlyByItsName() throws IOException {
        copy();

        Session session = Session.run(folder, "runs", "--remove=latest");

        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err()).contains("takes a run's name").hasLineCount(1);
    }

    @Test
    void aRunThatIsBeingTrainedStays() throws IOException {
        copy();
        try (RunLock _ = Run.open(folder.resolve("runs/second")).lock()) {
            Session session = Session.run(folder, "runs", "--remove=first", "--remove=second");

            assertThat(session.err()).contains("run second is being trained").hasLineCount(1);
            assertThat(Session.run(folder, "runs").out()).contains("training");
        }
        assertThat(folder.resolve("runs/first")).exists();
    }

    @ParameterizedTest
    @EnumSource
    void whereASweepOrCrossValidationIsBeingTrainedNothingIsRemoved(RunGroup group)
            throws IOException {
        copy();
        Path all = Files.createDirectories(folder.resolve("runs/all"));
        Files.writeString(all.resolve(group.file()), "{}");
        try (RunLock _ = group.lock(all)) {
            Session session = Session.run(folder, "runs", "--remove=first", "--remove=all");

            assertThat(session.code()).isNotZero();
            assertThat(session.out()).isEmpty();
            assertThat(session.err())
                    .contains(
                            group.word()
                                    + " all is being trained; stop it first, nothing was removed")
                    .hasLineCount(1);
        }
        assertThat(folder.resolve("runs/first")).exists();
    }

    @Test
    void whereADamagedRunIsBeingWrittenNothingIsRemoved() throws IOException {
        copy();
        try (RunLock _ = Run.open(folder.resolve("runs/second")).lock()) {
            Files.writeString(folder.resolve("runs/second/configuration.json"), "{");
            Session session = Session.run(folder, "runs", "--remove=first", "--remove=second");

            assertThat(session.err()).contains("run second is being trained").hasLineCount(1);
        }
        assertThat(folder.resolve("runs/first")).exists();
    }

    /** Leaves of a run what a removal leaves that is killed at once, and returns where. */
    private Path halfRemoved(String name) throws IOException {
        Path left = folder.resolve("runs/.removed-" + name);
        return Files.move(folder.resolve("runs").resolve(name), left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", ".removed-first"})
    void aRemovalThatWasInterruptedIsSaidAndCompletedByEitherName(String name) throws IOException {
        Path left = Files.createDirectories(folder.resolve("runs/.removed-first"));
        Files.write(left.resolve("large"), new byte[3_400_000]);
        assertThat(Session.run(folder, "runs").err())
                .isEqualTo(
                        "gradus: the removal of 'first' goes on, or was interrupted; gradus runs --remove .removed-first completes it\n");

        Session completed = Session.run(folder, "runs", "--remove", name);

        assertThat(completed.code()).as(completed.err()).isZero();
        assertThat(completed.out()).isEqualTo("removed %s (3.4 MB)\n".formatted(left));
        assertThat(left).doesNotExist();
        assertThat(Session.run(folder, "runs").err()).isEmpty();
    }

    /** The name is free as soon as the removal begins. */
    @Test
    void completingARemovalLeavesALaterRunOfTheSameNameAlone() throws IOException {
        copy();
        Path left = halfRemoved("first");
        copy();
        String said = Session.run(folder, "runs").err();
        String advice = said.substring(said.indexOf("; gradus ") + 9, said.indexOf(" completes"));

        Session completed = Session.run(folder, Session.words(advice));

        assertThat(completed.code()).as(completed.err()).isZero();
        assertThat(left).doesNotExist();
        assertThat(folder.resolve("runs/first/events.jsonl")).exists();
        assertThat(Session.run(folder, "runs").err()).isEmpty();
    }

    @Test
    void aRunAndWhatIsLeftOfAnEarlierOneAreRemovedTogether() throws IOException {
        copy();
        Path left = halfRemoved("first");
        copy();

        Session session =
                Session.run(folder, "runs", "--remove=first", "--remove=" + left.getFileName());

        assertThat(session.code()).as(session.err()).isZero();
        try (var others = Files.list(folder.resolve("runs"))) {
            assertThat(others).containsExactly(folder.resolve("runs/second"));
        }
    }

    @Test
    void whatIsAdvisedNamesTheFolderThatWasListed() throws IOException {
        copy();
        halfRemoved("first");
        Files.writeString(folder.resolve("runs/second/configuration.json"), "{");
        Files.move(folder.resolve("runs"), folder.resolve("old runs"));

        assertThat(Session.run(folder, "runs", "old runs").err())
                .contains("; gradus runs \"old runs\" --remove .removed-first completes it")
                .contains("; gradus runs \"old runs\" --remove RUN removes it");
    }

    @Test
    void whatARemovalLeftThatWasInterruptedIsNoRunAndGoesWithTheNext() throws IOException {
        copy();
        Files.move(folder.resolve("runs/first"), folder.resolve("runs/.removed-first"));

        assertThat(Session.run(folder, "runs").outLines()).hasSize(2);
        assertThat(Session.run(folder, "resume", "first").err())
                .contains("there is no run 'first'");
    }

    @Test
    void linksAreRemovedAndNotWhatTheyPointTo() throws IOException {
        copy();
        Path kept = Files.writeString(folder.resolve("kept.txt"), "kept");
        Files.createSymbolicLink(folder.resolve("runs/first/link"), kept);
        Files.createSymbolicLink(folder.resolve("runs/first/folder"), folder);

        Session.run(folder, "runs", "--remove=first");

        assertThat(kept).hasContent("kept");
        assertThat(folder.resolve("runs/first")).doesNotExist();
    }

    @Test
    void aRunThatCannotBeOpenedIsNamedWithAWayOutAndRemoved() throws IOException {
        copy();
        Files.writeString(folder.resolve("runs/first/configuration.json"), "{\"created\": ");

        Session listed = Session.run(folder, "runs");
        assertThat(listed.outLines()).hasSize(2);
        assertThat(listed.err())
                .contains("run first is skipped", "; gradus runs --remove RUN removes it");

        Session session = Session.run(folder, "runs", "--remove=first");
        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out()).startsWith("removed ");
        assertThat(folder.resolve("runs/first")).doesNotExist();
        assertThat(folder.resolve("runs/second")).exists();
    }

    @Test
    void aRecordWithADamagedLineIsNamedInTheList() throws IOException {
        copy();
        Path events = folder.resolve("runs/first/events.jsonl");
        String text = Files.readString(events);
        int digit = text.indexOf("\"step\":") + 7;
        Files.writeString(events, text.substring(0, digit) + "9" + text.substring(digit));

        Session session = Session.run(folder, "runs");

        assertThat(session.outLines()).hasSize(3);
        assertThat(session.err()).contains("run first: ", "events.jsonl", "line ", "damaged");
    }

    @Test
    void aRunThatIsNotThereIsSaidBeforeWhatItsOptionsLack() throws IOException {
        copy();
        assertThat(Session.run(folder, "resume", "nosuch", "--epochs=1").err())
                .contains("there is no run 'nosuch'")
                .doesNotContain("--extend");
    }
}
