package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.tensor.Precision;
import dev.gradus.onednn.binding.Processor;
import dev.gradus.testing.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Computes convolutions drawn by chance whose windows see little or nothing of their image, in
 * processes of their own: a kernel that must not run ends the process it runs in.
 */
class HangingConvolutionTest {
    private static final int FEW = 120;
    private static final int MANY = 6_000;

    @Test
    void noKernelThatMayRunEndsTheProcess() throws Exception {
        run("kernels", FEW);
    }

    @Test
    @Tag("slow")
    void noneOfManyKernelsThatMayRunEndsTheProcess() throws Exception {
        run("kernels", MANY);
    }

    @ParameterizedTest
    @EnumSource
    void everyConvolutionDoesWhatPlainJavaDoes(Precision precision) throws Exception {
        networks(precision, FEW);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void manyConvolutionsDoWhatPlainJavaDoes(Precision precision) throws Exception {
        networks(precision, MANY);
    }

    /** Processors without AVX-512 have no kernels for bfloat16, not even slow ones. */
    private static void networks(Precision precision, int count) throws Exception {
        if (precision == Precision.F32 || Processor.instructions().contains("AVX-512")) {
            run(precision.name(), count);
        }
    }

    private static void run(String what, int count)
            throws IOException, InterruptedException, URISyntaxException {
        Process process =
                JavaProcess.of(
                                "-Xmx1g",
                                "-XX:+SuppressFatalErrorMessage",
                                "--enable-native-access=ALL-UNNAMED",
                                "--class-path",
                                classPath(),
                                ConvolutionProcess.class.getName(),
                                what,
                                "0",
                                String.valueOf(count))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<String> lines;
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            lines = output.lines().toList();
        }
        assertThat(lines).filteredOn(line -> line.startsWith(ConvolutionProcess.FAILURE)).isEmpty();
        assertThat(lines).hasSizeGreaterThan(count).last().isEqualTo(ConvolutionProcess.END);
        assertThat(process.waitFor()).isZero();
    }

    private static String classPath() throws URISyntaxException {
        String name = ConvolutionProcess.class.getSimpleName() + ".class";
        Path file =
                Path.of(Objects.requireNonNull(ConvolutionProcess.class.getResource(name)).toURI());
        Path classes = file.getParent().getParent().getParent().getParent();
        return String.join(
                File.pathSeparator,
                classes.toString(),
                System.getProperty("jdk.module.path", ""),
                System.getProperty("java.class.path"));
    }
}
