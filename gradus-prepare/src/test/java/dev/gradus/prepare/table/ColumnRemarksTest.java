package dev.gradus.prepare.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.number.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnRemarksTest {
    private static List<String> spelled(int columns) {
        return IntStream.range(0, columns)
                .mapToObj(i ->
                        i % 2 == 0
                                ? Text.of(
                                        "column 's%d': 'Yes' and 'yes' differ in %,d rows",
                                        i, 7 * i)
                                : Text.of("column 's%d': 'no' and 'No' differ in %,d rows", i, i))
                .toList();
    }

    @Test
    void keepsFewRemarksOfAKindAsTheyAre() {
        assertThat(ColumnRemarks.gathered(List.of())).isEmpty();
        assertThat(ColumnRemarks.gathered(spelled(4))).isEqualTo(spelled(4));
        List<String> others =
                List.of(
                        "9 rows left out",
                        "8 rows left out",
                        "7 rows left out",
                        "6 rows",
                        "5 rows");
        assertThat(ColumnRemarks.gathered(others)).isEqualTo(others);
    }

    @Test
    void namesTheOtherColumnsOfManyAlikeBehindThreeExamples() {
        assertThat(ColumnRemarks.gathered(spelled(6)))
                .containsExactly(
                        "column 's0': 'Yes' and 'yes' differ in 0 rows",
                        "column 's1': 'no' and 'No' differ in 1 rows",
                        "column 's2': 'Yes' and 'yes' differ in 14 rows",
                        "the same applies to 3 more columns: 's3', 's4', 's5'");
        assertThat(ColumnRemarks.gathered(spelled(3000)))
                .hasSize(4)
                .last()
                .asString()
                .startsWith("the same applies to 2,997 more columns: 's3', 's4', ")
                .endsWith(", 's22' and 2,977 more");
    }

    @Test
    void tellsKindsApartAndKeepsTheirOrder() {
        var remarks = new ArrayList<String>();
        remarks.add("the table is large");
        for (int i = 0; i < 5; i++) {
            remarks.add(
                    Text.of("the numbers of column 'x%d' have decimal commas, as in '0,%d'", i, i));
            remarks.add(Text.of("column 'x%d' is of numbers, so '-' counts as a missing value", i));
        }
        remarks.add("the numbers of column 'don't' have decimal points, as in '0.5'");
        assertThat(ColumnRemarks.gathered(remarks))
                .containsExactly(
                        "the table is large",
                        remarks.get(1),
                        remarks.get(2),
                        remarks.get(3),
                        remarks.get(4),
                        remarks.get(5),
                        "the same applies to 2 more columns: 'x3', 'x4'",
                        remarks.get(6),
                        "the same applies to 2 more columns: 'x3', 'x4'",
                        remarks.getLast());
    }
}
