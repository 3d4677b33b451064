package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.testing.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table ten times as large as the heap of the process that trains on it. */
class LargerThanMemoryTest {
    private static final int COLUMNS = 20;
    private static final int BLOCK = 20_000;

    @TempDir Path folder;

    /** Writes the same rows again and again: to draw others would take longer than to read them. */
    private Path table(int blocks, int digits) throws IOException {
        Path file = folder.resolve("large.csv");
        byte[] block = block(digits).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header().getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < blocks; i++) {
                out.write(block);
            }
        }
        return file;
    }

    private static String header() {
        return IntStream.range(0, COLUMNS)
                .mapToObj(column -> "c" + column + ",")
                .collect(Collectors.joining("", "", "y\n"));
    }

    /** Returns rows of 20 columns and what is learned; 8 of them have many different values. */
    private static String block(int digits) {
        var random = new SplittableRandom(1);
        var rows = new StringBuilder();
        for (int row = 0; row < BLOCK; row++) {
            long sum = 0;
            for (int column = 0; column < COLUMNS; column++) {
                long number = column < 8 ? random.nextLong(1000, 10_000) : row % (column + 2);
                sum += column < 8 ? number : 0;
                rows.append(number).append('.').repeat('5', digits).append(',');
            }
            rows.append(sum).append('\n');
        }
        return rows.toString();
    }

    private String trained(String heap, String... more) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                "-XX:TieredStopAtLevel=4", // it reads hundreds of megabytes
                                heap,
                                "-Xmn5m", // the plots at the end take 15 MB in one piece
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
                JavaProcess.of(command)
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
        Path file = table(780_000 / BLOCK, 18);
        assertThat(Files.size(file)).isGreaterThan(10 * (32L << 20));
        String output = trained("-Xmx32m", "--steps", "200");

        assertThat(output).contains("780,000 prepared rows take", "kept on disk in " + folder);
        try (var files = Files.list(folder)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("large.csv", "output", "runs");
        }
    }

    @Tag("slow")
    @Test
    void trainsOnTenMillionRowsIn256Megabytes() throws IOException, InterruptedException {
        Path file = table(10_000_000 / BLOCK, 9);
        assertThat(Files.size(file)).isGreaterThan(10 * (256L << 20));
        String output = trained("-Xmx256m", "--epochs", "1");

        assertThat(output).contains("10,000,000 prepared rows take");
    }
}
