package dev.gradus.cli.input;

import dev.gradus.data.Fold;
import dev.gradus.data.Header;
import dev.gradus.data.OnBadRow;
import dev.gradus.data.PreparedTable.Shares;
import dev.gradus.data.TableFormat;
import dev.gradus.prepare.Gaps;
import dev.gradus.prepare.Kind;
import dev.gradus.prepare.Partition;
import dev.gradus.prepare.Wishes;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a recipe for a table.
 *
 * @param recipe with a target
 */
public record TableSettings(Recipe recipe) {
    /** All settings that are only for tables. */
    private static final List<Key<?>> OF_TABLES =
            List.of(
                    Keys.TARGET,
                    Keys.LABEL,
                    Keys.TASK,
                    Keys.TEST_SHARE,
                    Keys.FOLD,
                    Keys.ONLY,
                    Keys.DROP,
                    Keys.COLUMNS,
                    Keys.GROUP,
                    Keys.SPLIT_BY_TIME,
                    Keys.MISSING,
                    Keys.ON_BAD_ROW,
                    Keys.ENCODING,
                    Keys.HEADER,
                    Keys.NO_EXAMPLES);

    public static final String NO_TEST = "none";

    /**
     * Checks that a recipe whose data are not a table has no settings for one.
     *
     * @param data the name of the data
     * @throws IllegalArgumentException if it does; the message names the setting
     */
    public static void requireNone(Recipe recipe, String data) {
        for (Key<?> key : OF_TABLES) {
            if (recipe.find(key).filter(value -> !value.equals(List.of())).isPresent()) {
                throw new IllegalArgumentException(
                        "%s is for tables, and '%s' is not one; leave it out"
                                .formatted(key.name(), data));
            }
        }
        recipe.find(Keys.TEST)
                .filter(test -> !test.equals(NO_TEST))
                .ifPresent(test -> {
                    throw new IllegalArgumentException(
                            "test '%s' is a further table, and '%s' is not one; 'test: none' leaves its test part unused"
                                    .formatted(test, data));
                });
    }

    public Wishes wishes() {
        return new Wishes(
                recipe.get(Keys.TARGET),
                names(Keys.ONLY),
                names(Keys.DROP),
                kinds(),
                recipe.find(Keys.MISSING).map(Gaps::parse).orElse(Gaps.FILL),
                partition());
    }

    private Set<String> names(Key<List<String>> key) {
        return Set.copyOf(recipe.find(key).orElse(List.of()));
    }

    private Partition partition() {
        Optional<String> group = recipe.find(Keys.GROUP);
        Optional<String> time = recipe.find(Keys.SPLIT_BY_TIME);
        if (group.isPresent() && time.isPresent()) {
            throw new IllegalArgumentException(
                    "group and splitByTime both choose the rows to hold out; give one");
        }
        return group.<Partition>map(Partition.ByGroup::new)
                .or(() -> time.map(Partition.ByTime::new))
                .orElseGet(Partition.Stratified::new);
    }

    private Map<String, Kind> kinds() {
        var kinds = new HashMap<String, Kind>();
        recipe.find(Keys.TASK)
                .ifPresent(task ->
                        recipe.get(Keys.TARGET)
                                .forEach(target ->
                                        kinds.put(
                                                target,
                                                task.equals("classification")
                                                        ? Kind.CATEGORY
                                                        : Kind.NUMBER)));
        for (String each : recipe.find(Keys.COLUMNS).orElse(List.of())) {
            int colon = each.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(
                        "columns takes a column and what it holds, as in \"zip:category\"; got '%s'"
                                .formatted(each));
            }
            String name = each.substring(0, colon).strip();
            Kind kind = Kind.parse(each.substring(colon + 1));
            Kind before = kinds.put(name, kind);
            if (before != null && before != kind) {
                throw new IllegalArgumentException(
                        "column '%s' cannot be both %s and %s; give one"
                                .formatted(name, before, kind));
            }
        }
        return kinds;
    }

    public TableFormat format() {
        return new TableFormat(
                recipe.find(Keys.ENCODING)
                        .map(TableSettings::encoding)
                        .orElse(StandardCharsets.UTF_8),
                recipe.find(Keys.HEADER).map(Header::parse).orElse(Header.AUTO),
                recipe.find(Keys.ON_BAD_ROW).map(OnBadRow::parse).orElse(OnBadRow.FAIL));
    }

    public static Charset encoding(String name) {
        try {
            return Charset.forName(name);
        } catch (UnsupportedCharsetException | IllegalCharsetNameException unknown) {
            throw new IllegalArgumentException(
                    "there is no encoding '%s'; write for example UTF-8, UTF-16LE or windows-1252"
                            .formatted(name),
                    unknown);
        }
    }

    public Shares shares() {
        if (testFile().isPresent() && recipe.find(Keys.TEST_SHARE).isPresent()) {
            throw new IllegalArgumentException(
                    "test and testShare both choose the test part; give one");
        }
        if (fold().isPresent()
                && (testFile().isPresent() || recipe.find(Keys.TEST_SHARE).isPresent())) {
            throw new IllegalArgumentException(
                    "a fold is the test part, but %s gives another; give one"
                            .formatted(testFile().isPresent() ? "test" : "testShare"));
        }
        return new Shares(
                recipe.find(Keys.VALIDATION_SHARE).orElse(0.0),
                recipe.find(Keys.TEST_SHARE).orElse(0.0));
    }

    /** Returns which fold is the test part. */
    public Optional<Fold> fold() {
        return recipe.find(Keys.FOLD)
                .map(text -> text.split("/", -1))
                .map(parts -> new Fold(Integer.parseInt(parts[0]) - 1, Integer.parseInt(parts[1])));
    }

    /** Returns the further table to test on. */
    public Optional<String> testFile() {
        return recipe.find(Keys.TEST).filter(test -> !test.equals(NO_TEST));
    }

    public boolean isTested() {
        return recipe.find(Keys.TEST).filter(NO_TEST::equals).isEmpty();
    }

    public boolean hasExamples() {
        return !recipe.find(Keys.NO_EXAMPLES).orElse(false);
    }
}
