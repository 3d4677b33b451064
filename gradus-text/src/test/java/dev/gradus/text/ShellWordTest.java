package dev.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellWordTest {
    private static final String CHARACTERS = "ab 1\"'$`!\\*?~#;&|<>(){}[]=+-./@%é";

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            value = {
                "runs/calm-heron, runs/calm-heron",
                "my runs/fox, \"my runs/fox\"",
                "^cosine(0.1, 0)^, ^\"cosine(0.1, 0)\"^",
                "cost$5, 'cost$5'",
                "it's $5, 'it'\\''s $5'",
            })
    void onlyWhatAShellWouldChangeIsQuoted(String argument, String word) {
        assertThat(ShellWord.of(argument)).isEqualTo(word);
    }

    @Test
    void aShellReadsBackWhatWasMeant() throws IOException {
        var random = new Random(5);
        for (int round = 0; round < 20; round++) {
            var arguments =
                    IntStream.range(0, 30)
                            .mapToObj(_ ->
                                    random.ints(1 + random.nextInt(12), 0, CHARACTERS.length())
                                            .mapToObj(i -> CHARACTERS.substring(i, i + 1))
                                            .collect(Collectors.joining()))
                            .toList();
            String line = arguments.stream().map(ShellWord::of).collect(Collectors.joining(" "));
            assertThat(shell(line)).as(line).isEqualTo(String.join("\n", arguments) + "\n");
        }
    }

    private static String shell(String words) throws IOException {
        Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
        try (var script = shell.getOutputStream()) {
            script.write(("printf '%s\\n' " + words + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
