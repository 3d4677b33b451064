package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.Header;
import dev.gradus.prepare.table.OnBadRow;
import dev.gradus.prepare.table.TableFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random tables are read in training and once more as a further table, as for validation, for a
 * test and to predict: each row must become the same inputs and the same target.
 */
@Timeout(60)
class FurtherTableFuzzTest {
    private static final int TABLES = 120;
    private static final List<String> MISSING =
            List.of("", "NA", "n/a", "null", "?", "NaN", "None");
    private static final List<String> NAMES =
            List.of(
                    "x",
                    "two words",
                    "größe",
                    "a,b",
                    "a;b",
                    "a\"b",
                    "#rows",
                    "2024",
                    "A",
                    "id no",
                    "名前",
                    "x.1",
                    "tab\there",
                    "-",
                    "price (€)",
                    "true",
                    "when");

    /** A way to write the rows of a table. */
    private enum Form {
        COMMAS(",", ".csv"),
        SEMICOLONS(";", ".csv"),
        TABS("\t", ".tsv"),
        JSON("", ".jsonl");

        private final String separator;
        private final String suffix;

        Form(String separator, String suffix) {
            this.separator = separator;
            this.suffix = suffix;
        }

        /** A name such as 2024 may be taken for the first row. */
        TableFormat format() {
            Header header = this == JSON ? Header.AUTO : Header.YES;
            return new TableFormat(StandardCharsets.UTF_8, header, OnBadRow.SKIP);
        }

        String text(List<String> names, List<List<String>> rows) {
            return this == JSON
                    ? rows.stream().map(row -> object(names, row)).collect(Collectors.joining("\n"))
                    : line(names) + rows.stream().map(this::line).collect(Collectors.joining());
        }

        private String line(List<String> fields) {
            return fields.stream().map(this::field).collect(Collectors.joining(separator)) + "\n";
        }

        private String field(String field) {
            boolean isPlain =
                    field.chars().noneMatch(c -> c == '"' || c == '\n' || separator.indexOf(c) >= 0)
                            && !field.startsWith("#");
            return isPlain ? field : quoted(field.replace("\"", "\"\""));
        }

        private static String object(List<String> names, List<String> row) {
            return IntStream.range(0, names.size())
                    .mapToObj(i -> quoted(escaped(names.get(i))) + ": " + value(row.get(i)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }

        private static String value(String field) {
            boolean isBare = field.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?|true|false|null");
            return isBare ? field : quoted(escaped(field));
        }

        private static String escaped(String text) {
            return text.replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n")
                    .replace("\t", "\\t");
        }

        private static String quoted(String text) {
            return '"' + text + '"';
        }
    }

    @TempDir Path folder;

    @Test
    void aTrainingTablePreparedAsAFurtherTableGivesTheSameInputs() throws IOException {
        int compared = 0;
        for (int seed = 0; seed < TABLES; seed++) {
            var random = new Random(seed);
            Form form = Form.values()[random.nextInt(Form.values().length)];
            List<String> names = names(random);
            String text = form.text(names, rows(random, names.size()));
            Path file = folder.resolve("t" + seed + form.suffix);
            Files.writeString(file, text);
            Table table = Table.of(file, form.format());
            PreparedTable prepared;
            try {
                prepared = prepared(table, names.getLast());
            } catch (IllegalArgumentException | DataException nothingToLearn) {
                continue;
            }
            Dataset further = PreparedTable.further(table, prepared.preparation()).data();
            assertThat(examples(further))
                    .as("table %d:\n%s", seed, text)
                    .isEqualTo(examples(prepared.training()));
            compared++;
        }
        assertThat(compared).isGreaterThan(TABLES * 9 / 10);
    }

    private static PreparedTable prepared(Table table, String target) {
        var roles = Roles.of(Survey.of(table), Wishes.learn(target));
        return PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 1);
    }

    /** Returns the numbers of all examples, as text, which tells 0 from -0. */
    private static List<String> examples(Dataset data) {
        var batch = new Batch(1, data.input().size(), data.target());
        var all = new ArrayList<String>();
        for (int example = 0; example < data.size(); example++) {
            data.copy(example, batch, 0);
            all.add(
                    floats(batch.inputs())
                            + " -> "
                            + (data.target() instanceof Target.Classes
                                    ? String.valueOf(batch.labels()[0])
                                    : floats(batch.values())));
        }
        return all;
    }

    private static String floats(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> Float.toHexString(values[i]))
                .collect(Collectors.joining(" "));
    }

    private static List<String> names(Random random) {
        var names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        return List.copyOf(names.subList(0, 2 + random.nextInt(6)));
    }

    private static List<List<String>> rows(Random random, int columns) {
        List<Function<Random, String>> kinds =
                IntStream.range(0, columns)
                        .mapToObj(column -> gaps(random, kind(column, columns, random)))
                        .toList();
        return IntStream.range(0, 25 + random.nextInt(40))
                .mapToObj(_ -> kinds.stream().map(kind -> kind.apply(random)).toList())
                .toList();
    }

    /** Returns a kind of field, some of which are missing in some columns. */
    private static Function<Random, String> gaps(Random random, Function<Random, String> kind) {
        String missing = MISSING.get(random.nextInt(MISSING.size()));
        double share = random.nextInt(3) == 0 ? 0.2 : 0;
        return row -> row.nextDouble() < share ? missing : kind.apply(row);
    }

    /** Of the first and the last column, the kind is one that can be learned from, or learned. */
    private static Function<Random, String> kind(int column, int columns, Random random) {
        boolean isNeeded = column == 0 || column == columns - 1;
        return switch (random.nextInt(isNeeded ? 4 : 6)) {
            case 0, 1 -> number(random);
            case 2 ->
                    oneOf(List.of("yes", "no"), List.of("True", "False"), List.of("0", "1"))
                            .apply(random);
            case 3 ->
                    oneOf(
                                    List.of("red", "green", "blue"),
                                    List.of("a, b", "say \"so\"", "two\nlines", "x;y"),
                                    List.of("007", "012", "7"),
                                    List.of("12:30", "3/4", "0x1f", "4 kg"))
                            .apply(random);
            case 4 -> day(random);
            default -> row -> "row " + row.nextInt(1000);
        };
    }

    @SafeVarargs
    private static Function<Random, Function<Random, String>> oneOf(List<String>... choices) {
        return random -> {
            List<String> words = choices[random.nextInt(choices.length)];
            return row -> words.get(row.nextInt(words.size()));
        };
    }

    /** Numbers of one form: the decimal mark, the mark of thousands, and what stands around. */
    private static Function<Random, String> number(Random random) {
        boolean hasComma = random.nextBoolean();
        boolean isGrouped = random.nextInt(3) == 0;
        int decimals = random.nextInt(4);
        double size = Math.pow(10, random.nextInt(7));
        String around =
                List.of("%s", "%s", "%s", "%s%%", "€ %s", "$%s", "%s €").get(random.nextInt(7));
        return row -> {
            double value = size * row.nextGaussian();
            String text = Text.of(Text.of("%%%s.%df", isGrouped ? "," : "", decimals), value);
            String marked = hasComma ? exchanged(text) : text;
            return around.formatted(marked);
        };
    }

    private static String exchanged(String text) {
        return text.replace(',', '\0').replace('.', ',').replace('\0', '.');
    }

    private static Function<Random, String> day(Random random) {
        String pattern =
                List.of(
                                "yyyy-MM-dd",
                                "MM/dd/yyyy",
                                "dd/MM/yyyy",
                                "dd.MM.yyyy",
                                "yyyy-MM-dd'T'10:mm")
                        .get(random.nextInt(5));
        var form = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        return row ->
                LocalDate.of(2020, 1, 1)
                        .plusDays(row.nextInt(2000))
                        .atTime(10, row.nextInt(60))
                        .format(form);
    }
}
