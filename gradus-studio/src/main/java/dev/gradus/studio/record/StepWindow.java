package dev.gradus.studio.record;

import dev.gradus.run.event.EventJson;
import dev.gradus.run.event.LineCheck;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A part of a record, whose steps can be read as they were written.
 *
 * @param log the record
 * @param begin where a line begins, at or before the first step
 * @param end where a line ends, behind the last step, or more than the file has
 * @param from the first step
 * @param to the last step
 */
record StepWindow(Path log, long begin, long end, long from, long to) {
    /** The most that is read for one picture. */
    private static final int MOST_BYTES = 1 << 24;

    /** Reads the steps, as far as the lines are whole. */
    List<StepCompleted> read() {
        if (to < from) {
            return List.of();
        }
        var steps = new TreeMap<Long, StepCompleted>();
        byte[] bytes = bytes();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                take(Arrays.copyOfRange(bytes, start, i), steps);
                start = i + 1;
            }
        }
        return List.copyOf(steps.subMap(from, true, to, true).values());
    }

    private static void take(byte[] line, NavigableMap<Long, StepCompleted> steps) {
        if (!LineCheck.of(line).map(LineCheck::isRight).orElse(true)) {
            return; // the reader of the whole record reports such lines
        }
        event(line)
                .ifPresent(event -> {
                    if (event instanceof StepCompleted step) {
                        steps.put(step.step(), step);
                    } else if (event instanceof RunResumed resumed) {
                        steps.tailMap(resumed.step(), true).clear();
                    }
                });
    }

    private static Optional<TrainingEvent> event(byte[] line) {
        try {
            return EventJson.read(new String(line, StandardCharsets.UTF_8));
        } catch (RunException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private byte[] bytes() {
        try (SeekableByteChannel input = Files.newByteChannel(log)) {
            long size = Math.min(end, input.size()) - begin;
            ByteBuffer bytes = ByteBuffer.allocate(Math.clamp(size, 0, MOST_BYTES));
            input.position(begin);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = input.read(bytes);
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot read", log, e), e);
        }
    }
}
