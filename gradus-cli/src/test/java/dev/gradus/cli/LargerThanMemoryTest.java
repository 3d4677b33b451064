package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table ten times as large as the heap of the process that trains on it. */
class LargerThanMemoryTest {
    private static final int COLUMNS = 20;

    @TempDir Path folder;

    /** Writes 20 columns and what is learned; 8 of them have many different values. */
    private Path table(int rows, int digits) throws IOException {
        Path file = folder.resolve("large.csv");
        var random = new SplittableRandom(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int column = 0; column < COLUMNS; column++) {
                out.write("c" + column + ",");
            }
            out.write("y\n");
            var line = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                line.setLength(0);
                long sum = 0;
                for (int column = 0; column < COLUMNS; column++) {
                    long number = column < 8 ? random.nextLong(1000, 10_000) : row % (column + 2);
                    sum += column < 8 ? number : 0;
                    line.append(number).append('.').repeat('5', digits).append(',');
                }
                line.append(sum).append('\n');
                out.write(line.toString());
            }
        }
        return file;
    }

    private String trained(String heap, String... more) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        heap,
                        "-Xmn5m", // the plots at the end take 15 MB in one piece
                        "-XX:+UseSerialGC",
                        "--enable-native-access=dev.gradus.onednn",
                        "--module-path",
                        System.getProperty("jdk.module.path"),
                        "-m",
                        "dev.gradus.cli/dev.gradus.cli.Main",
                        "train",
                        "large.csv",
                        "--target",
                        "y",
                        "--model",
                        "linear",
                        "--batch-size",
                        "256",
                        "--cache",
                        folder.toString()));
        command.addAll(List.of(more));
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean isOver = process.waitFor(30, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(isOver).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    @Test
    void trainsInATenthOfTheFilesSize() throws IOException, InterruptedException {
        Path file = table(780_000, 18);
        assertThat(Files.size(file)).isGreaterThan(10 * (32L << 20));
        String output = trained("-Xmx32m", "--steps", "200");

        assertThat(output).contains("780,000 prepared rows take", "kept on disk in " + folder);
        try (var files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("large.csv", "output", "runs");
        }
    }

    @Tag("long")
    @Test
    void trainsOnTenMillionRowsIn256Megabytes() throws IOException, InterruptedException {
        Path file = table(10_000_000, 9);
        assertThat(Files.size(file)).isGreaterThan(10 * (256L << 20));
        String output = trained("-Xmx256m", "--epochs", "1");

        assertThat(output).contains("10,000,000 prepared rows take");
    }
}
