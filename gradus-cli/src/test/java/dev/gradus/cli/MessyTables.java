package dev.gradus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A folder for tables as people have them, and a training on them that is soon over. */
abstract class MessyTables {
    static final String QUICKLY =
            " --backend java --threads 1 --model linear --lr 0.05 --steps 60 --batch-size 16 --name fox";

    @TempDir Path folder;

    final Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    final void write(String name, List<String> lines) throws IOException {
        Files.write(folder.resolve(name), lines);
    }
}
