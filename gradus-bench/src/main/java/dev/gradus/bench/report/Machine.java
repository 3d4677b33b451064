package dev.gradus.bench.report;

import dev.gradus.number.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the numbers were measured on. */
public final class Machine {
    private static final List<String> TELLING_FLAGS =
            List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

    private Machine() {}

    /** Returns processor, its vector instructions, cores and JDK in one sentence. */
    public static String description() {
        return Text.of(
                "%s, %d cores, %s %s, JDK %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version());
    }

    /** Returns how many float32 numbers the widest vectors hold; 4 where that is not known. */
    public static int lanes() {
        List<String> flags = flags();
        if (flags.contains("avx512f")) {
            return 16;
        }
        return flags.contains("avx2") ? 8 : 4;
    }

    /** Returns whether oneDNN computes in bfloat16 here. */
    public static boolean hasBfloat16() {
        return flags().contains("avx512_bf16");
    }

    /** Returns processor and vector instructions, as tables name them. */
    public static String processor() {
        return "%s (%s)"
                .formatted(
                        cpuInfo("model name").orElse(System.getProperty("os.arch")),
                        instructions());
    }

    private static List<String> flags() {
        return List.of(cpuInfo("flags").orElse("").split(" ", -1));
    }

    private static String instructions() {
        List<String> flags = flags();
        return TELLING_FLAGS.stream()
                .map(flag -> (flags.contains(flag) ? "" : "no ") + flag)
                .collect(Collectors.joining(", "));
    }

    /** Returns how many processes wanted to run, on average over the last minute. */
    public static String load() {
        return lines(Path.of("/proc/loadavg"))
                .map(line -> line.split(" ", -1)[0])
                .findFirst()
                .orElse("unknown");
    }

    private static Optional<String> cpuInfo(String key) {
        return lines(Path.of("/proc/cpuinfo"))
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
