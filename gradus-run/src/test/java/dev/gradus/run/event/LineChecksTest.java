package dev.gradus.run.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.Examples;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.json.RunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LineChecksTest {
    private static final List<TrainingEvent> EVENTS =
            List.of(
                    Examples.step(0, 1.25),
                    new Note(1, Level.INFO, "café"),
                    Examples.step(1, 0.75),
                    Examples.step(2, 0.5),
                    Examples.step(3, 0.375));

    @TempDir Path folder;
    private Path file;
    private final List<TrainingEvent> read = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    @BeforeEach
    void write() {
        file = folder.resolve("events.jsonl");
        try (var log = EventLog.append(file)) {
            EVENTS.forEach(log::on);
        }
    }

    private void readAgain() {
        read.clear();
        faults.clear();
        new EventReader(file).read(read::add, faults::add);
    }

    /** The number is what Python 3.11 gives: {@code "%08x" % zlib.crc32(text.encode())}. */
    @Test
    void aLineEndsWithItsNumberAndTheCrc32OfWhatIsBeforeIt() {
        String event = EventJson.write(new Note(3, Level.INFO, "café"));

        assertThat(new String(LineCheck.checked(event, 12), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"event\":\"note\",\"step\":3,\"level\":\"info\",\"text\":\"café\",\"check\":\"12:ce64f622\"}");
        assertThat(LineCheck.of(LineCheck.checked(event, 12))).contains(new LineCheck(12, true));
    }

    /** Without a check, most of the digits would just be other numbers. */
    @Test
    void aFlippedBitInAnyByteIsNoticedAndNoEventIsReadThatWasNotWritten() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length - 1; at++) {
            int bit = at % 8;
            bytes[at] ^= (byte) (1 << bit);
            Files.write(file, bytes);
            readAgain();

            assertThat(faults).as("byte %d, bit %d", at, bit).isNotEmpty();
            assertThat(EVENTS).as("byte %d, bit %d", at, bit).containsAll(read);
            assertThat(read).as("byte %d, bit %d", at, bit).hasSizeGreaterThanOrEqualTo(3);
            bytes[at] ^= (byte) (1 << bit);
        }
    }

    @Test
    void aChangedDigitIsNamedByItsLineAndTheOtherLinesAreRead() throws IOException {
        Files.writeString(file, Files.readString(file).replace("0.75", "0.95"));
        readAgain();

        assertThat(faults)
                .containsExactly(
                        "events.jsonl, line 3 is damaged: its bytes are not those that were written");
        assertThat(read)
                .containsExactly(EVENTS.get(0), EVENTS.get(1), EVENTS.get(3), EVENTS.get(4));
        assertThatThrownBy(() -> new EventReader(file).read(read::add))
                .isInstanceOf(RunException.class)
                .hasMessage(faults.getFirst());
    }

    /** Something that may have been done to a log. */
    interface Edit {
        void of(List<String> lines);
    }

    private static Arguments edit(String fault, List<Integer> left, Edit edit) {
        return Arguments.of(fault, left, edit);
    }

    static Stream<Arguments> edits() {
        String without = EventJson.write(Examples.step(9, 1));
        return Stream.of(
                edit(
                        "line 1 follows a line that is missing",
                        List.of(1, 2, 3, 4),
                        List::removeFirst),
                edit(
                        "line 2 follows 2 lines that are missing",
                        List.of(0, 3, 4),
                        lines -> lines.subList(1, 3).clear()),
                edit(
                        "line 3 is out of order: it was written before the line above it",
                        List.of(0, 1, 2, 3, 4),
                        lines -> lines.add(2, lines.get(1))),
                edit(
                        "line 2 follows a line that is missing",
                        List.of(0, 2, 3, 4),
                        lines -> Collections.swap(lines, 1, 2)),
                edit(
                        "line 3 is damaged or was not written by Gradus: it has no check",
                        List.of(0, 1, 2, 3, 4),
                        lines -> lines.add(2, without)));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void linesThatAreMissingMovedOrNotOursAreNamed(String fault, List<Integer> left, Edit edit)
            throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        edit.of(lines);
        Files.write(file, lines);
        readAgain();

        assertThat(faults.getFirst()).isEqualTo("events.jsonl, " + fault);
        assertThat(read).isEqualTo(left.stream().map(EVENTS::get).toList());
    }

    /** Numbers begin again where a run is resumed, and that line may be the damaged one. */
    @ParameterizedTest
    @CsvSource({"6, 6", "6, 7", "5, 6", "4, 7"})
    void damageWhereARunIsGoneOnWithCostsTheDamagedLinesAlone(int first, int last)
            throws IOException {
        try (var log = EventLog.append(file)) {
            EVENTS.forEach(log::on);
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (int line = first; line <= last; line++) {
            lines.set(line - 1, lines.get(line - 1).replace("step", "stop"));
        }
        Files.write(file, lines);
        readAgain();

        assertThat(faults).hasSize(last - first + 1).allMatch(fault -> fault.contains("damaged"));
        assertThat(read).hasSize(lines.size() - faults.size());
    }

    @Test
    void aLogOfAnEarlierVersionIsReadAsItIsAndGoneOnWith() throws IOException {
        Files.write(file, EVENTS.stream().map(EventJson::write).toList());
        for (int part = 0; part < 2; part++) {
            try (var log = EventLog.append(file)) {
                EVENTS.forEach(log::on);
            }
        }
        readAgain();

        assertThat(faults).isEmpty();
        assertThat(read).hasSize(3 * EVENTS.size()).endsWith(EVENTS.toArray(TrainingEvent[]::new));
    }
}
