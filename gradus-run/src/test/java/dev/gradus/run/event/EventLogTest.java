package dev.gradus.run.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.number.NumberText;
import dev.gradus.run.Examples;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.json.RunException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {
    @TempDir Path folder;

    private static List<TrainingEvent> read(Path file) {
        var events = new ArrayList<TrainingEvent>();
        new EventReader(file).read(events::add);
        return events;
    }

    @Test
    void whatIsAppendedIsRead() {
        Path file = folder.resolve("events.jsonl");
        try (var log = EventLog.append(file)) {
            Examples.events().forEach(log::on);
        }

        assertThat(read(file)).isEqualTo(Examples.events());
    }

    @Test
    void anotherProcessGoesOnWhereTheFirstStopped() {
        Path file = folder.resolve("events.jsonl");
        for (int part = 0; part < 3; part++) {
            try (var log = EventLog.append(file)) {
                log.on(Examples.step(part, 1));
            }
        }

        assertThat(read(file))
                .containsExactly(Examples.step(0, 1), Examples.step(1, 1), Examples.step(2, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 90})
    void aTornLastLineIsNotReadAndIsCutOffBeforeGoingOn(int torn) throws IOException {
        Path file = folder.resolve("events.jsonl");
        try (var log = EventLog.append(file)) {
            log.on(Examples.step(0, 1));
            log.on(Examples.step(1, 1));
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - torn));
        assertThat(read(file)).containsExactly(Examples.step(0, 1));

        try (var log = EventLog.append(file)) {
            log.on(Examples.step(1, 2));
        }

        assertThat(read(file)).containsExactly(Examples.step(0, 1), Examples.step(1, 2));
    }

    @Test
    void aReaderFollowsALogThatIsBeingWritten() throws IOException {
        Path file = folder.resolve("events.jsonl");
        var reader = new EventReader(file);
        var events = new ArrayList<TrainingEvent>();
        reader.read(events::add);
        assertThat(events).isEmpty();
        String line = EventJson.write(Examples.step(0, 1));

        Files.writeString(file, line + "\n" + line.substring(0, 30));
        reader.read(events::add);
        assertThat(events).hasSize(1);
        Files.writeString(file, line.substring(30) + "\n", StandardOpenOption.APPEND);
        reader.read(events::add);

        assertThat(events).containsExactly(Examples.step(0, 1), Examples.step(0, 1));
    }

    @Test
    void aBrokenLineIsNamedByFileAndNumber() throws IOException {
        Path file = folder.resolve("events.jsonl");
        Files.writeString(file, EventJson.write(Examples.step(0, 1)) + "\n{\"event\":\"step\"}\n");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(RunException.class)
                .hasMessage("events.jsonl, line 2 has no \"learningRate\"");
    }

    @Test
    void aFolderInPlaceOfTheFileIsAClearError() {
        assertThatThrownBy(() -> EventLog.append(folder))
                .isInstanceOf(RunException.class)
                .hasMessage(folder + " is a folder, where a file should be");
    }

    @Test
    void whatIsTornOffIsSaidAndWhatIsNoEventIsKept() throws IOException {
        Path file = folder.resolve("events.jsonl");
        String line = EventJson.write(Examples.step(0, 1)) + "\n";
        Files.writeString(file, line + "{\"event\":\"st");
        try (var log = EventLog.append(file)) {
            assertThat(log.torn())
                    .contains(
                            "the last line of events.jsonl was torn when the process ended; its 12 bytes were cut off");
        }
        assertThat(file).hasContent(line.strip());
        Files.writeString(file, "notes of somebody");
        try (var log = EventLog.append(file)) {
            assertThat(log.torn())
                    .contains(
                            "the last line of events.jsonl is not an event; it is left in the file");
            log.on(Examples.step(0, 1));
        }
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "notes of somebody",
                        new String(
                                LineCheck.checked(EventJson.write(Examples.step(0, 1)), 1),
                                StandardCharsets.UTF_8));
    }

    @Test
    void linesThatCannotBeReadAreNamedAndTheOthersAreRead() throws IOException {
        Path file = folder.resolve("events.jsonl");
        var bytes = new ByteArrayOutputStream();
        for (String line :
                List.of(
                        EventJson.write(Examples.step(0, 1)),
                        "{\"event\":\"step\"}",
                        "caf\u00e9",
                        EventJson.write(Examples.step(1, 1)),
                        EventJson.write(Examples.step(2, 1)) + EventJson.write(Examples.step(3, 1)),
                        "{\"event\":\"sted\",\"step\":4}",
                        "[1]",
                        EventJson.write(Examples.step(5, 1)))) {
            bytes.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        Files.write(file, bytes.toByteArray());
        var events = new ArrayList<TrainingEvent>();
        var faults = new ArrayList<String>();
        var summary = new EventFaults();
        new EventReader(file).read(events::add, faults::add);
        faults.forEach(summary);

        assertThat(events)
                .containsExactly(Examples.step(0, 1), Examples.step(1, 1), Examples.step(5, 1));
        assertThat(faults).hasSize(5);
        assertThat(faults.get(0)).isEqualTo("events.jsonl, line 2 has no \"learningRate\"");
        assertThat(faults.get(1)).isEqualTo("events.jsonl, line 3 is not UTF-8 text");
        assertThat(faults.get(2)).startsWith("events.jsonl, line 5 is not JSON");
        assertThat(faults.get(3))
                .isEqualTo("events.jsonl, line 6 is an event of a kind unknown here");
        assertThat(faults.get(4)).startsWith("events.jsonl, line 7 must be a JSON object");
        assertThat(summary.sentence().orElseThrow())
                .endsWith("; and 2 more lines; damaged lines are skipped and left in the file");
    }

    @Test
    void aLineTooLongForAnEventTakesNoMemory() throws IOException {
        Path file = folder.resolve("events.jsonl");
        String line = EventJson.write(Examples.step(0, 1)) + "\n";
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200_000_000);
            sparse.seek(200_000_000);
            sparse.writeBytes("\n" + line);
        }
        var events = new ArrayList<TrainingEvent>();
        var faults = new ArrayList<String>();
        new EventReader(file).read(events::add, faults::add);

        assertThat(events).containsExactly(Examples.step(0, 1));
        assertThat(faults).containsExactly("events.jsonl, line 1 is too long for an event");
    }

    @Test
    void aLogThatIsRemovedReplacedCutOrWrittenToMeanwhileSaysSo() throws IOException {
        assertThat(faultAfter(Files::delete))
                .hasValueSatisfying(reason -> assertThat(reason).contains("removed or replaced"));
        assertThat(
                        faultAfter(file -> {
                            Files.delete(file);
                            Files.writeString(file, "");
                        }))
                .hasValueSatisfying(reason -> assertThat(reason).contains("removed or replaced"));
        assertThat(faultAfter(file -> Files.writeString(file, "")))
                .hasValueSatisfying(reason -> assertThat(reason).contains("cut"));
        assertThat(faultAfter(file -> Files.writeString(file, "x", StandardOpenOption.APPEND)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("another program wrote"));
        assertThat(faultAfter(_ -> {})).isEmpty();
    }

    private interface Harm {
        void to(Path file) throws IOException;
    }

    /** Returns what a log says of harm that is done between two events. */
    private Optional<String> faultAfter(Harm harm) throws IOException {
        Path file = folder.resolve("harmed.jsonl");
        Files.deleteIfExists(file);
        var log = EventLog.append(file);
        log.on(Examples.step(0, 1));
        log.caughtUp();
        harm.to(file);
        log.on(Examples.step(1, 1));
        try {
            log.caughtUp();
        } catch (RunException told) {
            assertThat(told).hasMessageStartingWith(file + ": ");
        }
        log.close();
        if (Files.exists(file) && Files.size(file) > 0) {
            var events = new ArrayList<TrainingEvent>();
            new EventReader(file).read(events::add, _ -> {});
            assertThat(events).contains(Examples.step(1, 1));
        }
        return log.fault();
    }

    @Test
    void aLinkInPlaceOfTheLogIsRefusedAndWhatItLeadsToIsUntouched() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "precious");
        Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic.jsonl"), precious);
        Path hard = Files.createLink(folder.resolve("hard.jsonl"), precious);

        assertThatThrownBy(() -> EventLog.append(symbolic))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(symbolic + " is a symbolic link");
        assertThatThrownBy(() -> EventLog.append(hard))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(hard + " is a hard link to another file");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void aFailureThatPassesLosesNothing() {
        var disk = new FakeDisk();
        try (var log = new EventLog(Path.of("events.jsonl"), disk, () -> false)) {
            disk.failing = true;
            log.on(Examples.step(0, 1));
            assertThatThrownBy(log::caughtUp)
                    .isInstanceOf(RunException.class)
                    .hasMessage("cannot write events.jsonl: the disk is full");
            log.on(Examples.step(1, 1));
            disk.failing = false;
            log.caughtUp();
            log.on(Examples.step(2, 1));
        }

        assertThat(disk.events())
                .containsExactly(Examples.step(0, 1), Examples.step(1, 1), Examples.step(2, 1));
        assertThat(disk.closed).isTrue();
    }

    @Test
    void aFailureThatLastsCostsStepsBeforeEpochsAndTheLogSaysHowMany() {
        var disk = new FakeDisk();
        var epoch = Examples.events().get(5);
        try (var log = new EventLog(Path.of("events.jsonl"), disk, () -> false)) {
            disk.failing = true;
            for (int step = 0; step < 60_000; step++) {
                offer(log, Examples.step(step, 1));
            }
            offer(log, epoch);
            assertThat(log.dropped()).isPositive();
            disk.failing = false;
        }

        List<TrainingEvent> events = disk.events();
        long steps = events.stream().filter(StepCompleted.class::isInstance).count();
        assertThat(events).contains(epoch);
        assertThat(((Note) events.getLast()).text())
                .isEqualTo(
                        NumberText.grouped(60_000 - steps)
                                + " events are missing here: the disk failed for too long");
        assertThat(disk.attempts).as("tries again only when more has gathered").isLessThan(200);
    }

    private static void offer(EventLog log, TrainingEvent event) {
        try {
            log.on(event);
        } catch (RunException e) {
            assertThat(e).hasMessageContaining("the disk is full");
        }
    }

    private static final class FakeDisk implements EventLog.Disk {
        private final StringBuilder written = new StringBuilder();
        private boolean failing;
        private boolean closed;
        private int attempts;

        @Override
        public void append(byte[] bytes, int length) throws IOException {
            attempts++;
            if (failing) {
                throw new IOException("No space left on device");
            }
            written.append(new String(bytes, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void force() {}

        @Override
        public void close() {
            closed = true;
        }

        List<TrainingEvent> events() {
            return written.toString()
                    .lines()
                    .map(line -> EventJson.read(line).orElseThrow())
                    .toList();
        }
    }
}
