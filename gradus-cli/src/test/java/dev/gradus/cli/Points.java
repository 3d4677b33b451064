package dev.gradus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small table of points of two classes: {@code x,y,class}. */
public final class Points {
    private static final String FILE = "points.csv";

    private Points() {}

    /**
     * Writes {@code points.csv} with some rows, unless it is there already.
     *
     * @param folder where it is written
     */
    public static void write(Path folder, int rows) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            return;
        }
        var text = new StringBuilder("x,y,class\n");
        for (int i = 0; i < rows; i++) {
            text.append(Math.sin(i)).append(',').append(Math.cos((double) i * i)).append(',');
            text.append(i % 3 == 0 ? "1\n" : "0\n");
        }
        Files.writeString(file, text);
    }
}
