package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.event.EndReason;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.EventLog;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.json.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No end of a record is cut off or lengthened in silence. */
class CutRecordTest {
    private static final TrainingEvent START =
            new TrainingEvent.RunStarted(
                    "cut",
                    Examples.AT,
                    Optional.empty(),
                    Configuration.EMPTY,
                    1,
                    Examples.EXTENT,
                    Examples.MACHINE);

    @TempDir Path folder;
    private Run run;
    private final List<TrainingEvent> read = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** A run that was interrupted after two steps, and resumed to its end after four. */
    @BeforeEach
    void write() throws IOException {
        run = new Runs(folder).create("cut", Configuration.EMPTY, InstantSource.fixed(Examples.AT));
        append(START, Examples.step(0, 1), Examples.step(1, 1), end(2, BuiltIn.INTERRUPTED));
        append(resumed(2), Examples.step(2, 1), Examples.step(3, 1), end(4, BuiltIn.COMPLETED));
        Files.createFile(run.checkpoints().resolve("step-000000002.checkpoint"));
        Files.createFile(run.checkpoints().resolve("step-000000004.checkpoint"));
    }

    private void append(TrainingEvent... events) {
        try (var log = EventLog.append(run.events())) {
            Arrays.asList(events).forEach(log::on);
        }
    }

    private static TrainingEvent resumed(long step) {
        return new RunResumed(step, step, Examples.AT, "c", Examples.EXTENT, Examples.MACHINE);
    }

    private static TrainingEvent end(long steps, EndReason reason) {
        return new RunEnded(
                steps, steps, reason, "", Map.of(), Reported.newest(steps), 1, "sha256:0");
    }

    private void readAgain() {
        read.clear();
        faults.clear();
        run.read(read::add, faults::add);
        var checked = new ArrayList<String>();
        run.check(checked::add);
        assertThat(checked).as("what a check says of it").isEqualTo(faults);
    }

    @Test
    void anIntactRecordHasNoFault() {
        readAgain();

        assertThat(faults).isEmpty();
        assertThat(read).hasSize(8);
    }

    /** What was there after the last step is missed because the run has no end. */
    @Test
    void everyCutIsSaidOrLeavesARunWithoutAnEnd() throws IOException {
        byte[] whole = Files.readAllBytes(run.events());
        for (int length = 0; length < whole.length; length++) {
            Files.write(run.events(), Arrays.copyOf(whole, length));
            readAgain();

            if (faults.isEmpty()) {
                assertThat(read).as("%d bytes", length).hasSize(7);
                assertThat(run.end()).isEmpty();
            }
        }
    }

    /** A check says the same as reading does; {@link #readAgain} compares them. */
    @Test
    void noChangedBitEscapesACheck() throws IOException {
        byte[] whole = Files.readAllBytes(run.events());
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << at % 8);
            Files.write(run.events(), changed);
            readAgain();

            assertThat(faults).as("bit %d of byte %d", at % 8, at).isNotEmpty();
        }
    }

    @Test
    void aCutSaysHowManyBytesAreNoLineAndWhichStepsAreMissing() throws IOException {
        byte[] whole = Files.readAllBytes(run.events());
        List<String> lines = Files.readAllLines(run.events());
        int sixLines = lines.subList(0, 6).stream().mapToInt(line -> line.length() + 1).sum();
        Files.write(run.events(), Arrays.copyOf(whole, sixLines + 7));
        readAgain();

        assertThat(read).hasSize(6);
        assertThat(faults)
                .containsExactly(
                        "events.jsonl ends with 7 bytes that are not a complete line: its end was cut off, or its process was killed while it wrote",
                        "step 3 is missing from events.jsonl, although training had reached step 4: its end was cut off");
    }

    @Test
    void whatWasCutBeforeTheRunWasResumedIsSaid() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(run.events()));
        lines.subList(1, 4).clear();
        Files.write(run.events(), lines);
        readAgain();

        assertThat(faults)
                .containsExactly(
                        "steps 0 to 1 are missing from events.jsonl, although training had reached step 2: its end was cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{", "{\"event\":\"note\"}", "\n", " \n", "\0\0\0", "\r\n", "é"})
    void whatWasAddedToTheEndIsSaid(String added) throws IOException {
        Files.writeString(run.events(), added, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        readAgain();

        assertThat(read).hasSize(8);
        assertThat(faults).hasSize(1);
    }

    @Test
    void anEventThatIsStillBeingWrittenIsNoFault() throws IOException {
        Files.writeString(run.events(), "{\"event\":\"st", StandardOpenOption.APPEND);
        try (RunLock _ = run.lock()) {
            readAgain();
        }

        assertThat(faults).isEmpty();
    }

    /** The first step of a fork is that of its parent's checkpoint. */
    @Test
    void aForkMissesNoneOfTheStepsOfItsParent() throws IOException {
        Files.delete(run.events());
        Files.delete(run.checkpoints().resolve("step-000000004.checkpoint"));
        TrainingEvent fork =
                new TrainingEvent.RunStarted(
                        "cut",
                        Examples.AT,
                        Optional.of("parent@2"),
                        Configuration.EMPTY,
                        1,
                        Examples.EXTENT,
                        Examples.MACHINE);
        append(fork);
        append(resumed(2), Examples.step(2, 1));
        readAgain();

        assertThat(faults).isEmpty();
    }
}
