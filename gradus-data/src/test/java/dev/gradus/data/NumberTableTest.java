package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTableTest {
    @TempDir private Path folder;

    private PreparedTable read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), text);
        return NumberTable.ofClasses(Table.of(file, TableFormat.usual()), "y");
    }

    private static Batch batch(Dataset data) {
        var batch = new Batch(data.size(), data.input().size(), data.target());
        for (int row = 0; row < data.size(); row++) {
            data.copy(row, batch, row);
        }
        return batch;
    }

    @Test
    void numbersAreInputsAsTheyAre() throws IOException {
        PreparedTable table = read("x,y,z\n1.5,2,-3e9\n\n0.1,0,6\n");

        Batch batch = batch(table.training());

        assertThat(batch.inputs()).containsExactly(1.5f, -3e9f, 0.1f, 6);
        assertThat(batch.labels()).containsExactly(2, 0);
        assertThat(table.training().target()).isEqualTo(Target.classes(3));
        assertThat(table.training().classNames()).isEmpty();
        assertThat(table.preparation().inputs()).containsExactly("x", "z");
        assertThat(Preparation.parse(table.preparation().text())).isEqualTo(table.preparation());
    }

    @Test
    void namesOfClassesAreNumberedInTheOrderOfTheirCharacters() throws IOException {
        Dataset data = read("x,y\n1,virginica\n2,\"setosa\"\n3,versicolor\n4, setosa\n").training();

        assertThat(data.classNames()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(batch(data).labels()).containsExactly(2, 0, 1, 0);
        assertThat(data.place(2)).endsWith("table.csv, line 4");
    }

    @Test
    void columnsOfAFurtherTableAreFoundByTheirNames() throws IOException {
        Preparation preparation = read("x,z,y\n1,2,0\n3,4,1\n").preparation();
        Path turned = Files.writeString(folder.resolve("turned.csv"), "z,x\n2,1\n");

        Table table = Table.of(turned, TableFormat.usual());

        assertThat(preparation.reading(table.columns()).inputs(List.of("2", "1")))
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,y\\n1,2\\nNaN,3 | line 3: column 'x': expected a finite number, got 'NaN'",
                "x,y\\n1,2\\nred,4 | line 3: column 'x': expected a finite number, got 'red'",
                "x,y\\n,2 | line 2: column 'x': expected a finite number, got ''",
                "x,y\\n3f,2 | line 2: column 'x': expected a finite number, got '3f'",
                "x,y\\n1e99,2 | line 2: column 'x': expected a finite number, got '1e99'",
                "x,y\\n1,9999999 | at most 1,048,576 can be told apart",
                "x,z\\n1,2 | has no column 'y'",
                "y\\n1 | has no column besides y",
                "x,y | has no row that can be used",
            })
    void whatIsWrongIsSaidWithItsLineAndColumn(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }
}
