package dev.gradus.run;

import dev.gradus.text.FileFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads {@code events.jsonl}, once or again and again while another process writes it. A last line
 * without its end is not there yet, or was torn by a crash: it is left alone until it is complete.
 */
public final class EventReader {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private long position;
    private long lines;

    /**
     * Creates a reader at the file's beginning.
     *
     * @param file the log; it may not exist yet, and is then empty
     */
    public EventReader(Path file) {
        this.file = file;
    }

    /**
     * Passes on the events that came since the last call.
     *
     * @param consumer receives them in order; kinds of event unknown to this version are passed
     *     over
     * @throws RunException if the file cannot be read or a line is no event; names file and line
     */
    public void read(Consumer<? super TrainingEvent> consumer) {
        if (!Files.exists(file)) {
            return;
        }
        try (var input = new RandomAccessFile(file.toFile(), "r")) {
            input.seek(position);
            var chunk = new byte[CHUNK];
            var line = new ByteArrayOutputStream();
            for (int length = input.read(chunk); length > 0; length = input.read(chunk)) {
                int start = 0;
                for (int i = 0; i < length; i++) {
                    if (chunk[i] == '\n') {
                        line.write(chunk, start, i - start);
                        start = i + 1;
                        accept(line, consumer);
                    }
                }
                line.write(chunk, start, length - start);
            }
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot read", file, e), e);
        }
    }

    private void accept(ByteArrayOutputStream line, Consumer<? super TrainingEvent> consumer) {
        String text = line.toString(StandardCharsets.UTF_8);
        position += line.size() + 1;
        lines++;
        line.reset();
        if (!text.isBlank()) {
            EventJson.read(text, file.getFileName() + ", line " + lines).ifPresent(consumer);
        }
    }
}
