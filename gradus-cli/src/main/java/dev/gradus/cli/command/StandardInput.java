package dev.gradus.cli.command;

import dev.gradus.cli.syntax.TerminalInput;
import dev.gradus.data.DataException;
import dev.gradus.text.FileFault;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What comes on standard input, as a file that can be read from its beginning. */
final class StandardInput {
    private StandardInput() {}

    /** Returns a file that is gone when the process is. */
    static Path file(TerminalInput input) {
        try {
            Path file = Files.createTempFile("gradus-stdin", ".csv");
            file.toFile().deleteOnExit();
            try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                for (Optional<String> line = input.nextLine();
                        line.isPresent();
                        line = input.nextLine()) {
                    writer.write(line.get() + "\n");
                }
            }
            return file;
        } catch (IOException failure) {
            throw new DataException(
                    "cannot keep standard input: " + FileFault.reason(failure), failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new DataException("reading standard input was interrupted", ended);
        }
    }
}
