package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.recipe.Keys;
import dev.gradus.run.event.TrainingEvent;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Returns the code in the first cell of each row of the page's tables. */
    private static List<String> firstCells(String page) throws IOException {
        return Files.readAllLines(REFERENCE.resolve(page)).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2).split(" \\| ", -1)[0])
                .flatMap(text -> CODE.matcher(text).results().map(code -> code.group(1)))
                .toList();
    }
}
