package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadStartTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"train", "train mnist --epochs 1", "find"})
    void readsTheDigitsOnceForATrainingOnThem(String line) {
        Surroundings begun = HeadStart.in(surroundings(), Session.words(line));

        assertThat(begun.digits().get()).isSameAs(begun.digits().get());
        assertThat(begun.digits().get().train().size()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--version",
                "schedule hold(1)",
                "train --help",
                "train my.csv --label x"
            })
    void readsNoDigitsForOthers(String line) throws IOException {
        Files.createFile(folder.resolve("my.csv"));
        Surroundings surroundings = surroundings();

        assertThat(HeadStart.in(surroundings, Session.words(line))).isSameAs(surroundings);
    }

    @Test
    void takesTextThatIsNoPathForText() {
        assertThat(HeadStart.in(surroundings(), "train", "--lr", "a\0b").digits().get())
                .isNotNull();
    }

    private Surroundings surroundings() {
        return Surroundings.silent(folder, Map.of());
    }
}
