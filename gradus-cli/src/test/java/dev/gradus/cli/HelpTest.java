package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    @TempDir Path folder;

    private static Surroundings nowhere() {
        return Surroundings.silent(Path.of(""), Map.of());
    }

    static Stream<String> commands() {
        return Gradus.commandLine(nowhere()).getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandShowsAnExampleAndDefaultsThatMeanSomething(String command) {
        Session session = Session.run(folder, command, "--help");

        assertThat(session.code()).isEqualTo(ExitCode.DONE);
        assertThat(session.err()).isEmpty();
        assertThat(session.out())
                .startsWith("Usage: gradus " + command)
                .contains("Example:\n  gradus " + command)
                .doesNotContain("Default: null", "Default: []", "Default: \n", "Default: false");
        assertThat(session.outLines()).allMatch(line -> line.length() <= 100);
    }

    /** The list of all commands has the first line of each description and nothing more. */
    @Test
    void theListOfCommandsHasWholeSentences() {
        Gradus.commandLine(nowhere())
                .getSubcommands()
                .forEach((name, command) ->
                        assertThat(command.getCommandSpec().usageMessage().description()[0])
                                .as(name)
                                .endsWith(".")
                                .hasSizeLessThan(90));
    }

    /** Picocli writes its own complaints to the standard error of the process. */
    @ParameterizedTest
    @MethodSource("commands")
    void theParserHasNothingToComplainOf(String command) {
        PrintStream before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Session.run(folder, command, "--help");
        } finally {
            System.setErr(before);
        }

        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void defaultsAreWordsThatCanBeTypedBack(String command) {
        assertThat(Session.run(folder, command, "--help").out())
                .doesNotContainPattern("Default: [A-Z][A-Z]")
                .doesNotContainPattern("[A-Z]+_[A-Z]+");
    }

    @Test
    void aWordThatIsNoChoiceIsAnsweredWithTheNearest() {
        assertThat(Session.run(folder, "find", "--spacing", "liner").err())
                .contains("did you mean 'linear'?");
        assertThat(Session.run(folder, "find", "--help").out())
                .contains("Default: logarithmic", "Default: training");
    }

    @Test
    void trainShowsWhatItDoesUnlessSaid() {
        assertThat(Session.run(folder, "train", "--help").out())
                .contains("Default: oneCycle(0.01)", "Default: adam", "Default: 128", "--lr");
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        Session session = Session.run(folder);

        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err()).contains("Begin with: gradus train");
    }

    @Test
    void theVersionNamesJava() {
        assertThat(Session.run(folder, "--version").out())
                .startsWith("gradus ")
                .contains("Java " + Runtime.version());
    }
}
