package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.number.Text;
import dev.gradus.prepare.Kind;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRowsTest {
    @TempDir private Path folder;

    private Table table(String text) throws IOException {
        return table("t.jsonl", text);
    }

    private Table table(String name, String text) throws IOException {
        return Table.of(Files.writeString(folder.resolve(name), text), TableFormat.usual());
    }

    private static List<List<String>> rows(Table table) {
        var rows = new ArrayList<List<String>>();
        table.forEach(row -> rows.add(List.copyOf(row.fields())));
        return rows;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "-1e400",
                "1.50",
                "3e-07",
                "1E+2",
                "0.1234567890123456789",
                "9007199254740993",
                "-Infinity",
                "true"
            })
    void takesEachValueAsItIsWritten(String value) throws IOException {
        assertThat(rows(table("{\"a\": " + value + "}\n"))).containsExactly(List.of(value));
    }

    @Test
    void namesAnInfiniteNumberAsItIsWritten() throws IOException {
        Table table = table("{\"a\":1,\"b\":2}\n{\"a\":1e400,\"b\":1}\n{\"a\":2,\"b\":3}\n");
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("b"));
        assertThatThrownBy(() -> PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 1))
                .hasMessageContaining(
                        "line 2: column 'a': expected a finite number or nothing, got '1e400'");
    }

    @Test
    void takesListsAndObjectsAmongOtherValuesForWordsAndNamesThem() throws IOException {
        Table table =
                table(
                        "{\"a\": 1, \"t\": [\"x\", {\"y\": \"}\"}]}\n{\"a\": 2, \"t\": \"é\"}\n{\"a\": 3, \"t\": {}}\n");
        assertThat(rows(table))
                .containsExactly(
                        List.of("1", "[\"x\", {\"y\": \"}\"}]"),
                        List.of("2", "é"),
                        List.of("3", "{}"));
        assertThat(table.notes())
                .containsExactly(
                        "column 't' has lists or objects in 2 rows, such as '[\"x\", {\"y\": \"}\"}]', and other values elsewhere; each counts as a word");
    }

    @Test
    void readsTheRowsOfATableWhoseListsAreDropped() throws IOException {
        Table table =
                table(
                        "{\"a\":1,\"t\":[1],\"y\":\"p\"}\n{\"a\":2,\"t\":2,\"y\":\"q\"}\n{\"a\":3,\"t\":{},\"y\":\"p\"}\n");
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y").without(List.of("t")));
        assertThat(
                        PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 1)
                                .training()
                                .size())
                .isEqualTo(3);
    }

    @Test
    void refusesAListAmongNumbersThatAreUsed() throws IOException {
        var text = new StringBuilder("{\"a\":[1, 2],\"y\":0.5}\n");
        for (int i = 0; i < 40; i++) {
            text.append(Text.of("{\"a\":%d.5,\"y\":%d.25}\n", i * i, i));
        }
        Table table = table(text.toString());
        Survey survey = Survey.of(table);
        assertThat(survey.columns().getFirst().kind()).isEqualTo(Kind.NUMBER);
        Roles roles = Roles.of(survey, Wishes.learn("y"));
        assertThatThrownBy(() -> PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 1))
                .hasMessageContaining(
                        "line 1: column 'a': expected a finite number or nothing, got '[1, 2]'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "{\"a\":1} {\"a\":2}~expected one JSON object, and more follows it from character 9 on: '{\"a\":2}'",
                "{\"a\":1},~expected a JSON object, and the line is none from character 8 on: ','",
                "{\"a\":1,\"a\":2}~the object has two values for 'a'; expected one for each name",
                "// a comment~expected a JSON object, and the line is none from character 1 on: '// a comment'",
                "{\"a\":1~expected a JSON object, and the line is none from character 7 on, its end",
                "{\"a\":nul}~expected a JSON object, and the line is none from character",
                "[1]~expected a JSON object such as {\"x\": 1.5}, got [1]",
            })
    void saysInItsOwnWordsWhatIsWrongWithALine(String line, String sentence) throws IOException {
        Table table = table("{\"a\":1}\n" + line + "\n{\"a\":2}\n");
        assertThatThrownBy(() -> rows(table))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("t.jsonl, line 2: " + sentence)
                .hasMessageNotContainingAny("JsonToken", "Feature", "jackson");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsLinesWithEachKindOfEnd(String end) throws IOException {
        var lines = new ArrayList<Long>();
        table("{\"a\":1}" + end + end + "{\"a\":2}" + end).forEach(row -> lines.add(row.line()));
        assertThat(lines).containsExactly(1L, 3L);
    }

    @Test
    void readsFilesOfJsonLinesThatAreCalledJson() throws IOException {
        assertThat(rows(table("t.json", "{\"a\":1}\n{\"a\":2}\n"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "[{\"a\":1},\\n{\"a\":2}]~of a list, jq -c '.[]' writes each object on a line of its own",
                "{\\n \"a\": 1\\n}~of objects on several lines, jq -c . writes each on a line of its own",
            })
    void saysHowToWriteJsonAsLines(String text, String advice) {
        assertThatThrownBy(() -> table("t.json", text.translateEscapes()))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(advice);
    }
}
