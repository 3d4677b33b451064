package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.input.TableSettings;
import dev.gradus.nn.Models;
import dev.gradus.recipe.CommandDefaults;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The defaults in docs/reference/settings.md are those of the code. */
class SettingsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "settings.md");
    private static final Pattern VALUE =
            Pattern.compile("`([^`]+)`|(?<![\\w.-])\\d[\\d,.]*\\d|\\d");

    /** Sizes of tables on either side of what defaults depend on. */
    private static final List<Long> ROWS = List.of(100L, 1_000L, 20_000L);

    /** Where no value is the default, what the default depends on. */
    private static final Predicate<String> RULE =
            Pattern.compile("|none.*|.*\\b(by|as|the|all)\\b.*").asMatchPredicate();

    /** Settings whose default is decided where they are read, in {@link TableSettings}. */
    private static final Set<String> OF_READING =
            Set.of("missing", "onBadRow", "encoding", "header", "noExamples");

    /** All but {@code backend}, whose default is no setting at all. */
    static Stream<Key<?>> settings() {
        return Keys.ALL.stream()
                .filter(key -> !OF_READING.contains(key.name()) && !key.equals(Keys.BACKEND));
    }

    @Test
    void theDefaultsOfReadingATableChangeNothing() throws IOException {
        var usual = new TableSettings(Draft.of(Map.of("target", "y"), "").recipe());
        for (String key : OF_READING) {
            String cell = cells().get(key);
            var draft =
                    Draft.of(Map.of("target", "y", key, cell.replace("`", "")), PAGE.toString());
            var said = new TableSettings(draft.recipe());

            assertThat(said.format()).as(cell).isEqualTo(usual.format());
            assertThat(said.wishes().gaps()).as(cell).isEqualTo(usual.wishes().gaps());
            assertThat(said.hasExamples()).as(cell).isEqualTo(usual.hasExamples());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void aDefaultIsThatOfTheCode(Key<?> key) throws IOException {
        String cell = cells().get(key.name());

        Set<String> named = named(cell);
        Set<String> known = known(key);

        assertThat(named).as("%s: %s", key.name(), cell).isSubsetOf(known);
        usual(key)
                .ifPresentOrElse(
                        value -> assertThat(named).as("%s: %s", key.name(), cell).contains(value),
                        () -> assertThat(cell).as(key.name()).matches(RULE));
    }

    @Test
    void everySettingHasACell() throws IOException {
        assertThat(cells().keySet()).containsExactlyInAnyOrderElementsOf(Keys.names());
    }

    /** Returns the default of the command: its own, or that of the setting. */
    private static Optional<String> usual(Key<?> key) {
        return CommandDefaults.text(key)
                .or(() -> written(key))
                .filter(value -> !value.equals("[]"));
    }

    private static <T> Optional<String> written(Key<T> key) {
        return key.usual().map(value -> String.valueOf(key.write(value)));
    }

    /** Returns the defaults of the command, of the setting, and for tables. */
    private static Set<String> known(Key<?> key) {
        var known = new TreeSet<String>();
        usual(key).ifPresent(known::add);
        written(key).ifPresent(known::add);
        for (long rows : ROWS) {
            Recipe recipe = TableDefaults.completed(TableDefaults.ofAnySize(), rows);
            recipe.find(key).map(value -> text(key, recipe)).ifPresent(known::add);
        }
        if (key.equals(Keys.MODEL)) {
            known.addAll(Models.names());
        }
        return known;
    }

    private static <T> String text(Key<T> key, Recipe recipe) {
        Object value = key.write(recipe.get(key));
        return value instanceof List<?> all && all.size() == 1
                ? all.getFirst().toString()
                : value.toString();
    }

    private static Set<String> named(String cell) {
        var named = new TreeSet<String>();
        VALUE.matcher(cell)
                .results()
                .forEach(match ->
                        named.add(
                                match.group(1) != null
                                        ? match.group(1)
                                        : match.group().replace(",", "")));
        if (cell.equals("false")) {
            named.add(cell);
        }
        return named;
    }

    /** Returns the cell with the default of each setting; of several in a row, its part of it. */
    private static Map<String, String> cells() throws IOException {
        var cells = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                break;
            }
            if (line.startsWith("| `")) {
                String[] row = line.substring(2).split(" ?\\| ?", -1);
                List<String> keys = new ArrayList<>(named(row[0]));
                keys.sort((a, b) -> Integer.compare(row[0].indexOf(a), row[0].indexOf(b)));
                String[] parts = row[2].split("; ", -1);
                for (int i = 0; i < keys.size(); i++) {
                    cells.put(keys.get(i), parts.length == keys.size() ? parts[i] : row[2]);
                }
            }
        }
        return cells;
    }
}
