package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.data.Dataset;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.train.Trainer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lists in docs/reference are complete, and what they show can be read. */
class ReferencePagesTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static Stream<Arguments> lists() {
        return Stream.of(
                Arguments.of("layers.md", Layers.class, (Consumer<String>) text -> {}),
                Arguments.of("losses.md", Losses.class, (Consumer<String>) Loss::parse),
                Arguments.of(
                        "optimizers.md", Optimizers.class, (Consumer<String>) Optimizer::parse),
                Arguments.of("metrics.md", Metrics.class, (Consumer<String>) Metric::parse));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void aPageHasARowForEachKindAndNoOther(String page, Class<?> kinds, Consumer<String> reader)
            throws IOException {
        Set<String> known =
                Stream.of(kinds.getMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers()))
                        .filter(method -> method.getReturnType() != void.class)
                        .map(Method::getName)
                        .collect(Collectors.toCollection(TreeSet::new));

        List<String> texts = firstCells(page);

        assertThat(texts.stream().map(text -> text.replaceFirst("\\(.*", "")))
                .containsExactlyInAnyOrderElementsOf(known);
        assertThat(texts)
                .allSatisfy(text ->
                        assertThatCode(() -> reader.accept(text)).doesNotThrowAnyException());
    }

    @Test
    void everySettingIsNamedOnce() throws IOException {
        assertThat(
                        firstCells("settings.md").stream()
                                .filter(Pattern.compile("[a-z]\\w+").asMatchPredicate()))
                .containsExactlyInAnyOrderElementsOf(Keys.names());
    }

    @Test
    void everyEventIsNamedOnce() throws IOException {
        Set<String> events =
                Stream.of(TrainingEvent.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(
                        firstCells("run-folder.md").stream()
                                .filter(Pattern.compile("[A-Z]\\w+").asMatchPredicate()))
                .containsExactlyInAnyOrderElementsOf(events);
    }

    @Test
    void theDefaultsOfAnOptimizerAreThoseOfTheCode() throws IOException {
        var settings = new LinkedHashMap<String, List<String>>();
        for (String line : rows("optimizers.md").toList()) {
            List<String> cells = List.of(line.split(" \\| ", -1));
            List<String> all = codes(cells.getLast());
            settings.put(codes(cells.getFirst()).getFirst(), all);
        }

        assertThat(settings.values().stream().flatMap(List::stream)).hasSizeGreaterThan(15);
        settings.forEach((text, said) -> {
            List<String> own = said.stream().filter(code -> code.contains("=")).toList();
            String names =
                    own.stream().map(code -> code.replaceFirst("=.*", "=")).toList().toString();
            Stream<String> others =
                    said.stream()
                            .flatMap(code -> settings.getOrDefault(code, List.of()).stream())
                            .filter(code -> !names.contains(code.replaceFirst("=.*", "=")));
            assertThat(Stream.concat(own.stream(), others))
                    .allSatisfy(setting ->
                            assertThat(Optimizer.parse(withSetting(text, setting)))
                                    .as("%s of %s", setting, text)
                                    .isEqualTo(Optimizer.parse(text)));
        });
    }

    @Test
    void theDefaultsOfALossAreThoseOfTheCode() throws IOException {
        for (String row : rows("losses.md").toList()) {
            List<String> codes = codes(row);
            String text = codes.getFirst();
            assertThat(Loss.parse(text))
                    .as("the numbers in %s", text)
                    .isEqualTo(Loss.parse(text.replaceFirst("\\(.*", "")));
            assertThat(codes.stream().filter(code -> code.matches("\\w+=.*")))
                    .allSatisfy(setting ->
                            assertThat(Loss.parse(withSetting(text, setting)))
                                    .as("%s of %s", setting, text)
                                    .isEqualTo(Loss.parse(text)));
        }
    }

    @Test
    void theLossOfClassesAndThatOfValuesAreThoseOfTheCode() throws IOException {
        float[][] inputs = {{1}, {2}};
        Shape one = Shape.vector(1);
        Stream<Dataset> data =
                Stream.of(
                        Dataset.ofLabels(one, inputs, new int[] {0, 1}, 2),
                        Dataset.ofValues(one, inputs, inputs));
        String head = Files.readString(REFERENCE.resolve("losses.md")).split("\n\\|", -1)[0];

        List<String> said = codes(head.substring(head.indexOf("By default")));

        assertThat(data.map(each -> Trainer.of(Recipe.empty(), each).recipe().get(Keys.LOSS)))
                .containsExactlyElementsOf(said.stream().map(Loss::parse).toList());
    }

    private static String withSetting(String text, String setting) {
        return text.endsWith(")")
                ? text.substring(0, text.length() - 1) + ", " + setting + ")"
                : text + "(" + setting + ")";
    }

    @Test
    void everyExitCodeIsExplained() throws IOException, IllegalAccessException {
        var codes = new TreeSet<Integer>();
        for (Field field : ExitCode.class.getDeclaredFields()) {
            field.setAccessible(true);
            codes.add(field.getInt(null));
        }
        Path docs = REFERENCE.resolve("..");
        String sentence =
                Files.readString(docs.resolve("command-line.md")).split("## Exit codes", -1)[1];

        assertThat(
                        numbers(
                                "(?m)^\\| (\\d+) \\|",
                                Files.readString(docs.resolve("when-something-goes-wrong.md"))))
                .containsExactlyElementsOf(codes);
        assertThat(numbers("(?:^|,)\\s+(\\d+) ", sentence.split("\\[", -1)[0].replace("; ", ", ")))
                .containsExactlyElementsOf(codes);
    }

    private static List<Integer> numbers(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
    }

    /** Returns the code in the first cell of each row of the page's tables. */
    private static List<String> firstCells(String page) throws IOException {
        return rows(page).flatMap(row -> codes(row.split(" \\| ", -1)[0]).stream()).toList();
    }

    private static Stream<String> rows(String page) throws IOException {
        return Files.readAllLines(REFERENCE.resolve(page)).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2));
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
    }
}
