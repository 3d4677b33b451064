package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.Header;
import dev.gradus.prepare.table.OnBadRow;
import dev.gradus.prepare.table.TableFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
    @TempDir private Path folder;

    private Table table(String name, String text) throws IOException {
        return Table.of(Files.writeString(folder.resolve(name), text), TableFormat.usual());
    }

    private static List<List<String>> rows(Table table) {
        var rows = new ArrayList<List<String>>();
        table.forEach(row -> rows.add(List.copyOf(row.fields())));
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsTheSeparatorAndReadsQuotes(String separator) throws IOException {
        String text = "\uFEFFa_\"b \"\"c\"\"\"\r\n1_\"x_\ny\"\r\n2_z\r\n".replace("_", separator);
        Table table = table("t.csv", text);
        assertThat(table.columns()).containsExactly("a", "b \"c\"");
        assertThat(rows(table))
                .containsExactly(List.of("1", "x" + separator + "\ny"), List.of("2", "z"));
    }

    @Test
    void takesNumbersWithDecimalCommasForDataAndNotForNames() throws IOException {
        assertThat(table("t.csv", "0,5\tblue\n1,5\tred\n").columns()).containsExactly("c1", "c2");
        assertThat(table("s.csv", "1.234,5;blue\n1,5;red\n").isNamed()).isFalse();
    }

    @Test
    void namesColumnsOfATableWithoutAHeader() throws IOException {
        Table table = table("t.csv", "5.1,setosa\n4.9,virginica\n");
        assertThat(table.columns()).containsExactly("c1", "c2");
        assertThat(rows(table)).hasSize(2);
        assertThat(table.notes()).singleElement().asString().contains("--header yes");
    }

    @Test
    void passesCommentsOver() throws IOException {
        assertThat(rows(table("t.csv", "# made by hand\na,b\n1,2\n# more\n3,4\n"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "# x,y!1.5,2",
                "#x,y!1.5,blue",
                "# x\\ty!1.5\\t2",
                "# x ; y!1,5;2",
                "# made by hand\\n# x,y!1,2",
                "# a,b\\n\\n# \"x\",y\\r!1,2",
            })
    void takesACommentOfOneNameForEachColumnOfDataForTheHeader(String comment, String row)
            throws IOException {
        String text = comment.translateEscapes() + "\n" + row.translateEscapes() + "\n";
        Path file = Files.writeString(folder.resolve("t.csv"), text + text);
        var auto = new TableFormat(StandardCharsets.UTF_8, Header.AUTO, OnBadRow.FAIL);
        Table table = Table.of(file, auto);
        assertThat(table.columns()).containsExactly("x", "y");
        assertThat(table.isNamed()).isTrue();
        assertThat(rows(table)).hasSize(2);
        assertThat(table.notes())
                .containsExactly(
                        Text.of(
                                "line %d begins with # and has a name for each column, as numpy.savetxt writes it, so it is the header (--header no takes it for a comment); other lines that begin with # are skipped",
                                comment.translateEscapes().lines().count()));
        var without = new TableFormat(StandardCharsets.UTF_8, Header.NO, OnBadRow.FAIL);
        Table numbered = Table.of(file, without);
        assertThat(numbered.columns()).containsExactly("c1", "c2");
        assertThat(numbered.doubtOfNames().orElseThrow())
                .endsWith(
                        "since --header no calls the columns by their place (--header auto takes that line)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,y,x\\n1,2,3                   | line 1",
                "# made by hand\\n# twice\\nx,x\\n1,2 | line 3",
                "sep=;\\nx;x\\n1;2              | line 2",
            })
    void namesTheLineOfColumnsWithTheSameName(String text, String line) throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), text.translateEscapes());
        var auto = new TableFormat(StandardCharsets.UTF_8, Header.AUTO, OnBadRow.FAIL);
        assertThatThrownBy(() -> Table.of(file, auto))
                .hasMessageContaining("t.csv, " + line + ": columns 1 and");
    }

    @Test
    void theFirstRowIsTheHeaderWhereThatIsSaidWhateverCommentIsAboveIt() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("y.csv"), "# source,unit,note\nyear,2019,2020\n1.5,2,3\n");
        var yes = new TableFormat(StandardCharsets.UTF_8, Header.YES, OnBadRow.FAIL);
        Table table = Table.of(file, yes);
        assertThat(table.columns()).containsExactly("year", "2019", "2020");
        assertThat(rows(table)).containsExactly(List.of("1.5", "2", "3"));
        assertThat(table.notes())
                .containsExactly(
                        "line 1 begins with # and has a name for each column, as numpy.savetxt writes it, but is skipped like all lines that begin with #, since --header yes takes the first row for the names (--header auto takes that line)");
        assertThat(table.doubtOfNames()).contains(table.notes().getFirst());
        Path saved = Files.writeString(folder.resolve("s.csv"), "# x,y\n0.0,0.0\n1.5,2.5\n");
        assertThatThrownBy(() -> Table.of(saved, yes))
                .hasMessageContaining("columns 1 and 2 are both named '0.0'; line 1 begins with #")
                .hasMessageEndingWith("(--header auto takes that line)");
    }

    @Test
    void namesBlanksBetweenNumbersWhichSeparateNoFields() throws IOException {
        String said = "the first row has numbers with blanks between them, which do not separate";
        Table saved = table("t.txt", "# x y\n1.5e+00 2.5e+00\n2.5e+00 3.5e+00\n");
        assertThat(saved.notes().getFirst()).startsWith(said);
        assertThat(saved.doubtOfNames().orElseThrow()).startsWith(said);
        assertThat(table("u.csv", "1.5 2.5,3\n").notes().toString()).doesNotContain("blanks");
        assertThat(table("v.csv", "name 1\n1.5\n").notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "# x,y\\n# m,m!1,2!c1",
                "# x!1,2!c1",
                "# x,y,z!1,2!c1",
                "# 1,y!1,2!c1",
                "# x,!1,2!c1",
                "# x y!1,2!c1",
                "# x,y!a,b!a",
                "# x,y\\n# made by hand!1,2!c1",
                "# x!1!c1",
            })
    void leavesOtherCommentsComments(String comment, String row, String name) throws IOException {
        Table table = table("t.csv", comment.translateEscapes() + "\n" + row + "\n" + row + "1\n");
        assertThat(table.columns()).startsWith(name);
        assertThat(table.notes()).contains("lines that begin with # are skipped");
    }

    @Test
    void readsJsonLinesWithNamesInAnyOrder() throws IOException {
        Table table = table("t.jsonl", "{\"a\":1.5,\"b\":\"x\"}\n\n{\"b\":null,\"c\":true}\n");
        assertThat(table.columns()).containsExactly("a", "b", "c");
        assertThat(rows(table)).containsExactly(List.of("1.5", "x", ""), List.of("", "", "true"));
        assertThat(rows(table("v.jsonl", "{\"a\":1,\"b\":NaN}\n{\"a\":-Infinity}\n")))
                .as("as Python writes them, and read as in a CSV file")
                .containsExactly(List.of("1", "NaN"), List.of("-Infinity", ""));
    }

    @Test
    void refusesAHeaderForJsonLinesWhichHaveNone() throws IOException {
        Path file = Files.writeString(folder.resolve("t.jsonl"), "{\"a\":1}\n");
        for (Header header : List.of(Header.YES, Header.NO)) {
            var format = new TableFormat(StandardCharsets.UTF_8, header, OnBadRow.FAIL);
            assertThatThrownBy(() -> Table.of(file, format))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("header is for text with separators, which '" + file);
        }
    }

    @Test
    void tellsThatAByteOrderMarkOverridesAnEncoding() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "\ufeffa,b\nä,1\n");
        var latin = new TableFormat(StandardCharsets.ISO_8859_1, Header.AUTO, OnBadRow.FAIL);
        Table table = Table.of(file, latin);

        assertThat(rows(table)).containsExactly(List.of("ä", "1"));
        assertThat(table.notes())
                .containsExactly(
                        file
                                + " begins with a byte order mark of UTF-8, so it is not read as ISO-8859-1");
        assertThat(Table.of(file, TableFormat.usual()).notes()).isEmpty();
        Files.writeString(file, "\ufeffa,b\nä,1\n", StandardCharsets.UTF_16LE);
        var wide = new TableFormat(StandardCharsets.UTF_16, Header.AUTO, OnBadRow.FAIL);
        assertThat(Table.of(file, wide).notes()).isEmpty();
    }

    @Test
    void leavesBadRowsOutOnRequestAndTellsOfThem() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "a,b\n1,x\n2\n3,y\n4,5,6\n");
        Table table =
                Table.of(file, new TableFormat(StandardCharsets.UTF_8, Header.AUTO, OnBadRow.SKIP));
        assertThat(rows(table)).hasSize(2);
        assertThat(table.notes())
                .containsExactly(
                        "2 bad rows left out",
                        file + ", line 3: expected 2 fields, as in the first row, got 1",
                        file + ", line 5: expected 2 fields, as in the first row, got 3");
    }

    @Test
    void holdsTheSameShareOfEachClassOut() throws IOException {
        var text = new StringBuilder("x,y\n");
        for (int row = 0; row < 300; row++) {
            text.append(row * 1.5).append(row % 3 == 0 ? ",a\n" : ",b\n");
        }
        Table table = table("t.csv", text.toString());
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        var shares = new PreparedTable.Shares(0.25, 0.2);
        PreparedTable prepared = PreparedTable.of(table, roles, shares, 7);
        Dataset test = prepared.test().orElseThrow();
        Dataset validation = prepared.validation().orElseThrow();
        assertThat(test.size()).isEqualTo(60);
        assertThat(validation.size()).isEqualTo(60);
        assertThat(prepared.training().size()).isEqualTo(180);
        assertThat(ofFirstClass(test)).isEqualTo(20);
        assertThat(ofFirstClass(validation)).isEqualTo(20);
        assertThat(PreparedTable.of(table, roles, shares, 7).training().fingerprint())
                .isEqualTo(prepared.training().fingerprint());
    }

    @Test
    void cutsATableIntoFoldsThatHoldEachRowOnceAndAsManyOfEachClass() throws IOException {
        var text = new StringBuilder("x,y\n");
        for (int row = 0; row < 60; row++) {
            text.append(row + 0.5).append(row % 3 == 0 ? ",a\n" : ",b\n");
        }
        Table table = table("t.csv", text.toString());
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        var places = new ArrayList<String>();
        for (int number = 0; number < 4; number++) {
            PreparedTable prepared =
                    PreparedTable.ofFold(table, roles, new Fold(number, 4), 0.2, 7);
            Dataset test = prepared.test().orElseThrow();
            assertThat(test.size()).isEqualTo(15);
            assertThat(ofFirstClass(test)).isEqualTo(5);
            assertThat(prepared.validation().orElseThrow().size()).isEqualTo(9);
            assertThat(prepared.training().size()).isEqualTo(36);
            for (int example = 0; example < test.size(); example++) {
                places.add(test.place(example));
            }
        }
        assertThat(places).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void refusesMoreFoldsThanRows() throws IOException {
        Table table = table("t.csv", "x,y\n1.5,a\n2.5,b\n3.5,a\n");
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        assertThatThrownBy(() -> PreparedTable.ofFold(table, roles, new Fold(0, 4), 0, 7))
                .isInstanceOf(DataException.class)
                .hasMessage("3 rows cannot be cut into 4 folds; take fewer folds");
        assertThatThrownBy(() -> new Fold(4, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the folds are numbered 0 to 3, got 4");
    }

    private static int ofFirstClass(Dataset data) {
        var batch = new Batch(1, data.input().size(), data.target());
        int count = 0;
        for (int example = 0; example < data.size(); example++) {
            data.copy(example, batch, 0);
            count += batch.labels()[0] == 0 ? 1 : 0;
        }
        return count;
    }

    @Test
    void preparesAFurtherTableAsTheTrainingTable() throws IOException {
        Table table = table("t.csv", "x,c,y\n1.5,p,a\n2.5,q,b\n4,p,a\n");
        Roles roles = Roles.of(Survey.of(table), Wishes.learn("y"));
        PreparedTable prepared = PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 1);
        Dataset again =
                PreparedTable.further(
                                table("u.csv", "y,c,x\na,p,1.5\nb,q,2.5\na,p,4\n"),
                                prepared.preparation())
                        .data();
        assertThat(again.fingerprint()).isEqualTo(prepared.training().fingerprint());
        assertThat(again.place(1)).endsWith("u.csv, line 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void skipsTheLineInWhichExcelNamesTheSeparator(String end) throws IOException {
        Table table = table("t.csv", "sep=;" + end + "a;b" + end + "1,5;x,y" + end);
        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(rows(table)).containsExactly(List.of("1,5", "x,y"));
        assertThat(table.notes())
                .containsExactly(
                        "line 1 names the separator of fields, as Excel does, and is skipped");
        Table torn = table("u.csv", "sep=;" + end + "a;b" + end + "1;2;3" + end);
        assertThatThrownBy(() -> rows(torn)).hasMessageContaining("line 3");
    }

    @Test
    void takesARowThatRepeatsTheNamesForABadOne() throws IOException {
        Table table = table("t.csv", "zip,age\n02139,31\nzip,age\n94110,42\n");
        assertThatThrownBy(() -> rows(table))
                .hasMessageContaining("line 3: the row repeats the names of the columns");
        var format = new TableFormat(StandardCharsets.UTF_8, Header.AUTO, OnBadRow.SKIP);
        Table skipping = Table.of(folder.resolve("t.csv"), format);
        assertThat(rows(skipping)).hasSize(2);
        assertThat(Survey.of(skipping).columns().getLast().least()).isEqualTo("31");
    }

    @Test
    void readsTheOtherValuesOfRowsWithListsAndObjects() throws IOException {
        Table table =
                table(
                        "t.jsonl",
                        "{\"a\": 1, \"who\": {\"id\": 5}, \"items\": [1, 2]}\n{\"a\": 2, \"who\": null}\n");
        assertThat(rows(table)).containsExactly(List.of("1", "", ""), List.of("2", "", ""));
        assertThat(table.notes())
                .singleElement()
                .asString()
                .startsWith("the values of 'who', 'items' are lists or objects");
    }

    @Test
    void saysWhatTheValuesOfAnUnreadColumnAreWhereItIsWanted() throws IOException {
        Survey survey =
                Survey.of(
                        table(
                                "t.jsonl",
                                "{\"a\": 1, \"items\": [1, 2]}\n{\"a\": 2, \"items\": null}\n"));

        assertThatThrownBy(() -> Roles.of(survey, Wishes.learn("items")))
                .hasMessage(
                        "column 'items' holds lists or objects, which are not read; there is nothing to learn");
        assertThatThrownBy(() -> Roles.of(survey, Wishes.learn("a")))
                .hasMessageStartingWith(
                        "no column is left to learn from: 'items' (holds lists or objects, which are not read)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.csv", "t.jsonl"})
    void refusesAFileThatGrowsByWholeRowsWhileItIsRead(String name) throws IOException {
        String row = name.endsWith("csv") ? "1,2\n" : "{\"a\":1,\"b\":2}\n";
        Path file = folder.resolve(name);
        Table table = table(name, "a,b\n".repeat(name.endsWith("csv") ? 1 : 0) + row.repeat(9));
        assertThat(rows(table)).hasSize(9);
        long size = Files.size(file);
        Files.writeString(file, row, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> rows(table))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        Text.of(
                                "%s changed while it was read: it had %d bytes and has %d now; try again when it is complete, or with a copy of it",
                                file, size, size + row.length()));

        Table growing = table(name, row.repeat(9));
        assertThatThrownBy(() -> growing.forEach(_ -> append(file, row)))
                .as("during the first reading")
                .hasMessageContaining("changed while it was read");
    }

    private static void append(Path file, String row) {
        try {
            Files.writeString(file, row, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void refusesAFileThatIsReplacedByOneOfTheSameSize() throws IOException {
        Table table = table("t.csv", "a,b\n1,2\n");
        Path other = Files.writeString(folder.resolve("other"), "a,b\n3,4\n");
        Files.move(other, folder.resolve("t.csv"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> rows(table))
                .hasMessageContaining("changed while it was read: it was written anew;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void readsTheEncodingThatAByteOrderMarkTells(String encoding) throws IOException {
        Path file = folder.resolve("t.csv");
        Files.write(file, "\uFEFFa,b\n1,\u00e9\n".getBytes(Charset.forName(encoding)));
        Table table = Table.of(file, TableFormat.usual());
        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(rows(table)).containsExactly(List.of("1", "\u00e9"));
    }

    @Test
    void namesTheOneFieldOfARowThatIsHardlyARowOfNames() throws IOException {
        assertThat(table("t.csv", "Report 2026\n\nx,y\n1,2\n").doubtOfNames())
                .contains(
                        "the first row has one field, 'Report 2026'; fields are separated by commas, semicolons, tabs or bars, and what stands above the names of the columns has to be deleted");
        assertThat(table("s.csv", "x,y\n1,2\n").doubtOfNames()).isEmpty();
    }

    /** A spreadsheet pads the row of a title with empty fields. */
    @Test
    void namesTheTitleOfASpreadsheetThatStandsWhereTheNamesShould() throws IOException {
        String said =
                "the first row names 1 of 3 columns, 'Report 2026'; if it is a title, delete what stands above the names of the columns";
        Table titled = table("t.csv", "Report 2026,,\nx,y,z\na,b,c\n");
        assertThat(titled.doubtOfNames()).contains(said);
        assertThat(titled.notes()).containsExactly(said);
        assertThat(table("u.csv", ",,\nx,y,z\n").notes())
                .containsExactly(
                        "the first row names 0 of 3 columns; if it is a title, delete what stands above the names of the columns");

        assertThat(table("i.csv", ",y\n1,2\n").notes()).isEmpty();
        assertThat(table("j.csv", ",y,z\n1,2,3\n").doubtOfNames()).isEmpty();
    }

    @Test
    void saysThatAColumnWithoutANameIsCalledByItsPlace() {
        assertThatThrownBy(() -> table("t.csv", ",c1\n1,2\n"))
                .hasMessageContaining(
                        "columns 1 and 2 are both named 'c1', as one without a name is called by its place; give each a different name");
    }
}
