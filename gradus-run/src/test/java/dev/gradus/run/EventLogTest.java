package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.TrainingEvent.Note;
import dev.gradus.run.TrainingEvent.StepCompleted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
                .hasMessageStartingWith("cannot write " + folder);
    }

    @Test
    void aFailureThatPassesLosesNothing() {
        var disk = new FakeDisk();
        try (var log = new EventLog(Path.of("events.jsonl"), disk)) {
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
        try (var log = new EventLog(Path.of("events.jsonl"), disk)) {
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
                        (60_000 - steps)
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
