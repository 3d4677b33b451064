package dev.gradus.run.event;

import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Reads {@code events.jsonl}, once or repeatedly while another process writes it. A last line
 * without a line end is still being written, or was torn by a crash: it is not read until it is
 * complete.
 *
 * <p>Each line carries a check. A line that was changed is not an event, and the number of the next
 * line reveals a gap. Lines of earlier versions have no check and are read without one.
 */
public final class EventReader {
    private static final int CHUNK = 1 << 16;

    /** The longest event; a longer line takes no more memory than this. */
    static final int LONGEST_LINE = 1 << 24;

    private final Path file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final LineChecks checks;
    private long position;

    /** How many lines were read, from where this reader began. */
    private long lines;

    private long length;

    private long unfinished;

    /**
     * Creates a reader that starts at the beginning of the file.
     *
     * @param file the log; it may not exist yet, and is then empty
     */
    public EventReader(Path file) {
        this(file, new LineChecks(), 0);
    }

    private EventReader(Path file, LineChecks checks, long position) {
        this.file = file;
        this.checks = checks;
        this.position = position;
    }

    /**
     * Creates a reader of what is written from now on: it starts after the last complete line.
     *
     * @param file the log; it may not exist yet
     * @return the reader
     * @throws RunException if the file cannot be read
     */
    public static EventReader ofWhatFollows(Path file) {
        return new EventReader(file, LineChecks.amid(), LogTail.end(file));
    }

    /**
     * Creates a reader that starts with the last complete line.
     *
     * @param file the log
     * @return the reader
     */
    public static EventReader ofLastEvent(Path file) {
        return new EventReader(file, LineChecks.amid(), LogTail.lastLine(file));
    }

    /**
     * Passes on the events that came since the last call.
     *
     * @param consumer receives them in order; kinds of event unknown to this version are skipped
     * @throws RunException if the file cannot be read or a line is not an event; the message names
     *     file and line
     */
    public void read(Consumer<? super TrainingEvent> consumer) {
        scan(
                new Lines(
                        _ -> false,
                        (text, where) -> EventJson.read(text, where).ifPresent(consumer)),
                fault -> {
                    throw new RunException(fault);
                });
    }

    /**
     * Passes on the events that came since the last call, as far as they can be read.
     *
     * @param consumer receives them in order
     * @param unreadable receives a sentence for each line that is not an event of a known kind
     * @throws RunException if the file cannot be read at all
     */
    public void read(Consumer<? super TrainingEvent> consumer, Consumer<String> unreadable) {
        scan(new Lines(_ -> false, decoded(consumer, unreadable)), unreadable);
    }

    private static BiConsumer<String, String> decoded(
            Consumer<? super TrainingEvent> consumer, Consumer<String> unreadable) {
        return (text, where) -> {
            Optional<TrainingEvent> event;
            try {
                event = EventJson.read(text, where);
            } catch (RunException | IllegalArgumentException e) {
                unreadable.accept(sentence(where, e));
                return;
            }
            event.ifPresentOrElse(
                    consumer,
                    () -> unreadable.accept(where + " is an event of a kind unknown here"));
        };
    }

    /**
     * Checks the events that came since the last call as {@link #read(Consumer, Consumer)} does,
     * but does not decode the steps whose check is right, which are most of a record.
     *
     * @param steps receives the number of each step, in its place among the other events
     * @param others receives the other events in order
     * @param unreadable receives a sentence for each line that is not an event of a known kind
     * @throws RunException if the file cannot be read at all
     */
    public void check(
            LongConsumer steps,
            Consumer<? super TrainingEvent> others,
            Consumer<String> unreadable) {
        scan(new Lines(line -> isStep(line, steps), decoded(others, unreadable)), unreadable);
    }

    /**
     * Takes the number of a step from a line that need not be decoded; returns whether it is one.
     */
    private boolean isStep(byte[] line, LongConsumer steps) {
        OptionalLong step = checks.isBegun() ? StepLine.step(line) : OptionalLong.empty();
        step.ifPresent(steps);
        return step.isPresent();
    }

    private static String sentence(String where, RuntimeException fault) {
        String message = String.valueOf(fault.getMessage());
        return message.startsWith(where) ? message : where + ": " + message;
    }

    /**
     * {@return the offset of the next line; during a call of a consumer, the end of its event's
     * line}
     */
    public long position() {
        return position;
    }

    /**
     * {@return how many bytes followed the last complete line when the log was read: an event that
     * is still being written, or one that was cut}
     */
    public long unfinished() {
        return unfinished;
    }

    /**
     * What is done with lines that are as they were written.
     *
     * @param taken takes a line that need not be decoded, and returns whether it did
     * @param decoded takes the text and the place of any other
     */
    private record Lines(Predicate<byte[]> taken, BiConsumer<String, String> decoded) {}

    private void scan(Lines events, Consumer<String> fault) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        RunFile.requireReadable(file);
        try (SeekableByteChannel input = Files.newByteChannel(file)) {
            input.position(position);
            line.reset();
            length = 0;
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (input.read(chunk.clear()) > 0) {
                chunk.flip();
                split(chunk.array(), chunk.limit(), events, fault);
            }
            unfinished = length;
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot read", file, e), e);
        }
    }

    private void split(byte[] chunk, int end, Lines events, Consumer<String> fault) {
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (chunk[i] == '\n') {
                gather(chunk, start, i - start);
                start = i + 1;
                accept(events, fault);
            }
        }
        gather(chunk, start, end - start);
    }

    private void gather(byte[] chunk, int start, int count) {
        length += count;
        if (length <= LONGEST_LINE) {
            line.write(chunk, start, count);
        }
    }

    private void accept(Lines events, Consumer<String> fault) {
        byte[] bytes = line.toByteArray();
        boolean whole = length <= LONGEST_LINE;
        position += length + 1;
        lines++;
        line.reset();
        length = 0;
        if (!whole) {
            fault.accept(where() + " is too long for an event");
            return;
        }
        LineChecks.Verdict verdict = checks.next(bytes);
        if (!verdict.fault().isEmpty()) {
            fault.accept(where() + " " + verdict.fault());
        }
        if (verdict.isGood() && !events.taken.test(bytes)) {
            decode(bytes, where(), events, fault);
        }
    }

    private String where() {
        return file.getFileName() + ", line " + lines;
    }

    private static void decode(byte[] bytes, String where, Lines events, Consumer<String> fault) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            fault.accept(where + " is not UTF-8 text");
            return;
        }
        events.decoded.accept(text, where);
    }
}
