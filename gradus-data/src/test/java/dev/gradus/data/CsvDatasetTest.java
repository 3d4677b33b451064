package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDatasetTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void readsLabelsAndInputsByName(String separator) throws IOException {
        Path file = file("x,class,y\n1,2,3\n\n4,0,6\n".replace(",", separator));

        Dataset data = CsvDataset.ofLabels(file, "class");
        var batch = new Batch(2, 2, data.target());
        data.copy(0, batch, 0);
        data.copy(1, batch, 1);

        assertThat(data.target()).isEqualTo(Target.classes(3));
        assertThat(batch.inputs()).containsExactly(1, 3, 4, 6);
        assertThat(batch.labels()).containsExactly(2, 0);
    }

    /** As spreadsheets save it; a first row that is taken for names would be lost. */
    @Test
    void aMarkOfTheEncodingIsNoPartOfTheTable() throws IOException {
        Dataset named = CsvDataset.ofLabels(file("\uFEFF\"class\",x\n1,2\n0,4\n"), "class");
        Dataset unnamed = CsvDataset.ofValues(file("\uFEFF1,2\n3,4\n"), List.of("1"));

        assertThat(named.size()).isEqualTo(2);
        assertThat(unnamed.size()).isEqualTo(2);
    }

    @Test
    void columnsWithoutNamesAreNumbered() throws IOException {
        Dataset data = CsvDataset.ofValues(file("1,2,3\n4,5,6\n"), List.of("3", "1"));
        var batch = new Batch(1, 1, data.target());
        data.copy(1, batch, 0);

        assertThat(data.size()).isEqualTo(2);
        assertThat(batch.inputs()).containsExactly(5);
        assertThat(batch.values()).containsExactly(6, 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,y\\n1,2\\nNaN,3 | line 3, column 'x': expected a finite number, got 'NaN'",
                "x,y\\n1,2\\n3,NaN | line 3, column 'y': a label is a whole number from 0, got NaN",
                "x,y\\n1,2\\n3,red | line 2, column 'y': labels are whole numbers from 0 or names, and none is left out; got '2', and elsewhere 'red'",
                "x,y\\n1,red\\n3, | line 3, column 'y': labels are whole numbers from 0 or names, and none is left out; got '', and elsewhere 'red'",
                "x,y\\n1,2\\nred,4 | line 3, column 'x': expected a finite number, got 'red'",
                "x,y\\n,2 | line 2, column 'x': expected a finite number, got ''",
                "x,y\\n3f,2 | line 2, column 'x': expected a finite number, got '3f'",
                "x,y\\n2.d,1 | line 2, column 'x': expected a finite number, got '2.d'",
                "x,y\\n1,2\\n1,\"red | line 3: the quoted field \"red has no end before the next separator",
                "x,y\\n\"4,5\",2 | line 2: the quoted field \"4 has no end before the next separator",
                "x,y\\n0x1p3,2 | line 2, column 'x': expected a finite number, got '0x1p3'",
                "x,y\\n1e99,2 | line 2, column 'x': expected a finite number, got '1e99'",
                "x,y\\n1,2,3 | line 2 has 3 fields, expected 2",
                "x,y\\n1,0.5 | line 2, column 'y': a label is a whole number from 0, got 0.5",
                "x,z\\n1,2 | has no column 'y'; it has x, z",
                "y\\n1 | has no column beside the target [y]",
                "x,y | names its columns, but no row follows",
            })
    void whatIsWrongIsSaidWithItsLineAndColumn(String text, String message) throws IOException {
        Path file = file(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> CsvDataset.ofLabels(file, "y"))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void namesOfClassesAreNumberedInTheOrderOfTheirCharacters() throws IOException {
        Dataset data =
                CsvDataset.ofLabels(
                        file("x,species\n1,virginica\n2,\"setosa\"\n3,versicolor\n4, setosa\n"),
                        "species");
        var batch = new Batch(4, 1, data.target());
        for (int row = 0; row < 4; row++) {
            data.copy(row, batch, row);
        }

        assertThat(data.classNames()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(data.target()).isEqualTo(Target.classes(3));
        assertThat(batch.labels()).containsExactly(2, 0, 1, 0);
        assertThat(data.split(0.5, 1).training().classNames()).isEqualTo(data.classNames());
    }

    @Test
    void numbersAreNotNames() throws IOException {
        assertThat(CsvDataset.ofLabels(file("x,y\n1,0\n2,1\n"), "y").classNames()).isEmpty();
    }

    @Test
    void twoMillionColumnsAreReadLikeTwo() throws IOException {
        int columns = 1 << 21;
        Path file = file("1,".repeat(columns - 1) + "1\n" + "2,".repeat(columns - 1) + "0\n");

        Dataset data = CsvDataset.ofLabels(file, String.valueOf(columns));
        var batch = new Batch(1, columns - 1, data.target());
        data.copy(1, batch, 0);

        assertThat(data.size()).isEqualTo(2);
        assertThat(data.input().size()).isEqualTo(columns - 1);
        assertThat(batch.inputs()).containsOnly(2);
    }

    @Test
    void manyRowsOfAWideTableAreKept() throws IOException {
        int columns = 1 << 12;
        int rows = 1_500;
        var text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            text.append(row).append(",0".repeat(columns - 1)).append('\n');
        }

        Dataset data = CsvDataset.ofLabels(file(text.toString()), "2");
        var batch = new Batch(1, columns - 1, data.target());
        data.copy(rows - 1, batch, 0);

        assertThat(data.size()).isEqualTo(rows);
        assertThat(batch.inputs()[0]).isEqualTo(rows - 1);
    }

    @Test
    void manyColumnsAreNotAllListed() throws IOException {
        Path file = file("x,".repeat(100_000) + "x\n" + "1,".repeat(100_000) + "1\n");

        assertThatThrownBy(() -> CsvDataset.ofLabels(file, "y"))
                .hasMessageContaining("has no column 'y'; it has x, x")
                .hasMessageContaining("and 99,989 more")
                .satisfies(fault -> assertThat(fault.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void anExampleKnowsItsLine() throws IOException {
        Dataset data = CsvDataset.ofLabels(file("x,y\n1,0\n\n2,1\n3,0\n"), "y");

        assertThat(data.range(1, 3).place(1)).endsWith("table.csv, line 5");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }
}
