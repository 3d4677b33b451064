package dev.gradus.onednn.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads the library in processes of its own, each with a cache that was empty. */
class LoadingTest {
    @TempDir Path folder;

    private Process start(String classPath) throws IOException, URISyntaxException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=dev.gradus.onednn",
                        "--module-path",
                        System.getProperty("jdk.module.path"),
                        "--class-path",
                        classPath,
                        "--patch-module",
                        "dev.gradus.onednn=" + testClasses(),
                        "--module",
                        "dev.gradus.onednn/" + LoadingProcess.class.getName()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("XDG_CACHE_HOME", folder.toString());
        builder.environment().put("LOCALAPPDATA", folder.toString());
        return builder.start();
    }

    private static Path testClasses() throws URISyntaxException {
        String name = LoadingProcess.class.getSimpleName() + ".class";
        Path file = Path.of(Objects.requireNonNull(LoadingProcess.class.getResource(name)).toURI());
        return file.getParent().getParent().getParent().getParent().getParent();
    }

    /** Returns all that a process printed, errors and warnings included. */
    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void processesThatUnpackAtOnceAllLoadAndNoneWarns() throws Exception {
        String classPath = System.getProperty("java.class.path");
        List<Process> processes = List.of(start(classPath), start(classPath), start(classPath));
        for (Process process : processes) {
            assertThat(output(process)).matches("3\\.\\d+\\.\\d+");
            assertThat(process.waitFor()).isZero();
        }
        try (Stream<Path> left = Files.list(folder.resolve("gradus"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .singleElement()
                    .asString()
                    .startsWith("onednn-3.13-");
        }
    }

    @Test
    void aMissingLibraryIsOneSentenceThatSaysWhatToAdd() throws Exception {
        String without =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("dnnl"))
                        .collect(Collectors.joining(File.pathSeparator));
        String platform = Platform.current().orElseThrow().name();
        assertThat(output(start(without)))
                .isEqualTo(
                        "oneDNN's library is not on the class path: add org.bytedeco:dnnl with classifier "
                                + platform);
    }
}
