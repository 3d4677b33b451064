package dev.gradus.bench.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A table of numbers, the same for the same number of rows. */
final class LargeTable {
    static final int COLUMNS = 20;

    /** Of the columns, these have many different values; the others a few. */
    private static final int OF_MANY = 8;

    private LargeTable() {}

    /** Writes 20 columns and {@code y}, the sum of some of them, about 275 bytes a row. */
    static void write(Path file, int rows) {
        var random = new SplittableRandom(1);
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int column = 0; column < COLUMNS; column++) {
                out.write("c" + column + ",");
            }
            out.write("y\n");
            var line = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                line.setLength(0);
                long sum = 0;
                for (int column = 0; column < COLUMNS; column++) {
                    boolean isOfMany = column < OF_MANY;
                    long number = isOfMany ? random.nextLong(1000, 10_000) : row % (column + 2);
                    sum += isOfMany ? number : 0;
                    line.append(number).append(".555555555,");
                }
                out.write(line.append(sum).append('\n').toString());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
