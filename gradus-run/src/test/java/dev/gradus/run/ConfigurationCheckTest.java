package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCheckTest {
    @TempDir Path folder;

    private Path file() {
        return folder.resolve("configuration.json");
    }

    private Run run() {
        return Run.initialize(
                folder,
                new Configuration(Map.of("keep", 13L, "checkpointEvery", "250", "seed", 7L)),
                Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void everyChangedDigitIsNoticed() throws IOException {
        run();
        String written = Files.readString(file());
        assertThat(Run.open(folder).damage()).isEmpty();
        int end = written.indexOf(",\"check\"");
        for (int i = written.indexOf("configuration"); i < end; i++) {
            char digit = written.charAt(i);
            if (Character.isDigit(digit)) {
                char other = digit == '1' ? '2' : '1';
                Files.writeString(
                        file(), written.substring(0, i) + other + written.substring(i + 1));
                assertThat(Run.open(folder).damage())
                        .hasValueSatisfying(sentence ->
                                assertThat(sentence)
                                        .contains("configuration.json is not as it was written"));
            }
        }
    }

    @Test
    void noCutAndNoFlippedBitIsSilent() throws IOException {
        run();
        byte[] written = Files.readAllBytes(file());
        for (int at = 0; at < written.length; at++) {
            Files.write(file(), Arrays.copyOf(written, at));
            assertThat(isSilent()).as("cut at %d", at).isFalse();

            byte[] flipped = written.clone();
            for (int bit = 0; bit < 8; bit++) {
                flipped[at] = (byte) (written[at] ^ 1 << bit);
                Files.write(file(), flipped);
                assertThat(isSilent()).as("byte %d, bit %d", at, bit).isFalse();
            }
        }
    }

    private boolean isSilent() {
        try {
            return Run.open(folder).damage().isEmpty();
        } catch (RunException said) {
            return false;
        }
    }

    @Test
    void anOlderOneHasNoCheckAndIsRead() throws IOException {
        Configuration configuration = run().configuration();
        String written = Files.readString(file());
        Files.writeString(file(), written.replaceFirst(",\"check\":\"[^\"]*\"", ""));

        assertThat(Run.open(folder).damage()).isEmpty();
        assertThat(Run.open(folder).configuration()).isEqualTo(configuration);
    }
}
