package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** docs/command-line.md is what scripts rely on: it names what each command takes, and no more. */
class CommandLinePageTest {
    private static final Path PAGE = Path.of("..", "docs", "command-line.md");
    private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)`");
    private static final Pattern EVERY_OPTION_OF_TRAIN_BUT =
            Pattern.compile("akes every option of `train` but (`--[a-z-]+`(, | and )?)+");
    private static final Set<String> EVERYWHERE = Set.of("--help", "--version", "--verbose");

    private static Map<String, CommandLine> all() {
        return Gradus.commandLine(Surroundings.silent(Path.of(""), Map.of())).getSubcommands();
    }

    static Stream<String> commands() {
        return all().keySet().stream();
    }

    private static Map<String, String> sections() throws IOException {
        return Pattern.compile("^## ", Pattern.MULTILINE)
                .splitAsStream(Files.readString(PAGE))
                .skip(1)
                .collect(
                        Collectors.toMap(
                                section -> section.lines().findFirst().orElseThrow(),
                                section -> section));
    }

    private static Set<String> optionsOnPage(String command) throws IOException {
        Set<String> names =
                sections()
                        .get(command)
                        .lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.substring(0, line.indexOf('|', 1)))
                        .flatMap(
                                cell -> OPTION.matcher(cell).results().map(found -> found.group(1)))
                        .collect(Collectors.toCollection(TreeSet::new));
        Matcher but = EVERY_OPTION_OF_TRAIN_BUT.matcher(sections().get(command));
        if (but.find()) {
            Set<String> ofTrain = optionsOnPage("train");
            OPTION.matcher(but.group())
                    .results()
                    .map(found -> found.group(1))
                    .forEach(ofTrain::remove);
            names.addAll(ofTrain);
        }
        return names;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void namesTheOptionsOfEveryCommandAndNoOthers(String command) throws IOException {
        Set<String> known =
                all().get(command).getCommandSpec().options().stream()
                        .flatMap(option -> Stream.of(option.names()))
                        .filter(name -> name.startsWith("--") && !EVERYWHERE.contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(optionsOnPage(command)).isEqualTo(known);
    }

    @Test
    void hasASectionForEveryCommand() throws IOException {
        assertThat(sections().keySet()).containsAll(all().keySet());
    }
}
