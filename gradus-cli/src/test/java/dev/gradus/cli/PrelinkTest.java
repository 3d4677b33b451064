package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build does to the classes of the distribution, tried on {@link RewrittenSamples}. */
class PrelinkTest {
    @TempDir private static Path folder;

    private static Path jar;

    @BeforeAll
    static void rewrite() throws Exception {
        jar = folder.resolve("samples.jar");
        pack(Path.of(RewrittenSamples.class.getResource("RewrittenSamples.class").toURI()));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "src/main/packaging/Prelink.java",
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        assertThat(process.inputReader().readAllAsString()).isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    private static void pack(Path sample) throws IOException {
        try (Stream<Path> classes = Files.list(sample.getParent());
                var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Path each : classes.filter(PrelinkTest::isSample).sorted().toList()) {
                zip.putNextEntry(new ZipEntry("dev/gradus/cli/" + each.getFileName()));
                zip.write(Files.readAllBytes(each));
            }
        }
    }

    private static boolean isSample(Path file) {
        return file.getFileName().toString().matches("RewrittenSamples(\\$.*)?\\.class");
    }

    @Test
    void theClassesAnswerAsTheyDidBefore() throws Exception {
        try (var loader =
                new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> rewritten = loader.loadClass(RewrittenSamples.class.getName());
            var answers = rewritten.getDeclaredMethod("answers");
            answers.setAccessible(true);

            assertThat((String) answers.invoke(null)).isEqualTo(RewrittenSamples.answers());
        }
        assertThat(RewrittenSamples.answers()).contains("twins", "large before B", "the first");
    }

    @Test
    void onlySwitchesOverValuesAndTextsOfRecordsAreLeftToBeGenerated() throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();

                assertThat(generated(bytes)).as(entry.getName()).allMatch(PrelinkTest::mayStay);
            }
        }
    }

    private static List<InvokeDynamicInstruction> generated(byte[] bytes) {
        return ClassFile.of().parse(bytes).methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast)
                .toList();
    }

    private static boolean mayStay(InvokeDynamicInstruction call) {
        return switch (call.bootstrapMethod().owner().displayName()) {
            case "ObjectMethods" -> call.name().equalsString("toString");
            case "SwitchBootstraps" ->
                    !call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
            default -> true;
        };
    }
}
