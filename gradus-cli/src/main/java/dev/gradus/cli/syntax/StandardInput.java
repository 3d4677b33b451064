package dev.gradus.cli.syntax;

import dev.gradus.data.DataException;
import dev.gradus.file.SafeFile;
import dev.gradus.text.FileFault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/** Standard input as a file, which can be read repeatedly. */
public final class StandardInput {
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final String PREFIX = "gradus-stdin-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-.*");

    private StandardInput() {}

    /**
     * Returns a file with the same bytes, which is deleted when the process ends, or by the next
     * one if it is killed. The names of other files say that they are compressed or JSON lines;
     * this one is named by its first bytes.
     */
    public static Path file(TerminalInput input) {
        try {
            var bytes = new BufferedInputStream(input.bytes());
            Path file =
                    Files.createTempFile(
                            PREFIX + ProcessHandle.current().pid() + "-", ending(bytes));
            SafeFile.removeAbandoned(Objects.requireNonNull(file.getParent()), NAME);
            file.toFile().deleteOnExit();
            Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException failure) {
            throw new DataException(
                    "cannot keep standard input: " + FileFault.reason(failure), failure);
        }
    }

    private static String ending(InputStream bytes) throws IOException {
        bytes.mark(GZIP.length);
        byte[] first = bytes.readNBytes(GZIP.length);
        bytes.reset();
        if (Arrays.equals(first, GZIP)) {
            return ".csv.gz";
        }
        return first.length > 0 && first[0] == '{' ? ".jsonl" : ".csv";
    }
}
