package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Row;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.OnBadRow;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A value that no field can hold, as bytes in Parquet files and databases, in row 7 of 30. */
class FieldFaultsTest {
    private static final int ROWS = 30;
    private static final String FAULT = "rows, line 7: column 'b': it is a picture";

    private record Numbered(List<String> fields, long line, Map<Integer, String> faults)
            implements Row {}

    private static Table table(OnBadRow onBadRow) {
        var reader =
                new RowReader() {
                    @Override
                    public List<String> columns() {
                        return List.of("a", "b", "c");
                    }

                    @Override
                    public void forEach(Consumer<Row> rows, BadRows bad) {
                        for (int i = 1; i <= ROWS; i++) {
                            boolean isFaulty = i == 7;
                            rows.accept(
                                    new Numbered(
                                            List.of(
                                                    i % 5 + ".5",
                                                    isFaulty ? "" : "b" + i % 3,
                                                    "c" + i % 2),
                                            i,
                                            isFaulty ? Map.of(1, "it is a picture") : Map.of()));
                        }
                    }
                };
        return Table.of("rows", DataSource.of("rows", DataSource.Part.WHOLE), reader, onBadRow);
    }

    private static PreparedTable prepared(OnBadRow onBadRow, Wishes wishes) {
        Table table = table(onBadRow);
        Roles roles = Roles.of(Survey.of(table), wishes);
        return PreparedTable.of(table, roles, new PreparedTable.Shares(0, 0), 1);
    }

    @Test
    void countsWhereItsColumnIsAnInputOrATarget() {
        for (String target : List.of("c", "b")) {
            assertThatThrownBy(() -> prepared(OnBadRow.FAIL, Wishes.learn(target)))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(FAULT);
            PreparedTable skipping = prepared(OnBadRow.SKIP, Wishes.learn(target));
            assertThat(skipping.training().size()).isEqualTo(ROWS - 1);
            assertThat(skipping.notes()).contains("1 bad row left out", FAULT);
        }
    }

    @Test
    void doesNotCountWhereItsColumnIsLeftOut() {
        PreparedTable prepared = prepared(OnBadRow.FAIL, Wishes.learn("c").without(List.of("b")));
        assertThat(prepared.training().size()).isEqualTo(ROWS);
        assertThat(prepared.notes()).noneMatch(note -> note.contains("bad row"));
        assertThat(
                        PreparedTable.further(table(OnBadRow.FAIL), prepared.preparation())
                                .data()
                                .size())
                .isEqualTo(ROWS);
    }

    @Test
    void countsInAFurtherTableThatIsMeasured() {
        for (String target : List.of("c", "b")) {
            var preparation = prepared(OnBadRow.SKIP, Wishes.learn(target)).preparation();
            assertThatThrownBy(() -> PreparedTable.further(table(OnBadRow.FAIL), preparation))
                    .isInstanceOf(DataException.class)
                    .hasMessageStartingWith(FAULT);
            PreparedTable.Further skipping =
                    PreparedTable.further(table(OnBadRow.SKIP), preparation);
            assertThat(skipping.data().size()).isEqualTo(ROWS - 1);
            assertThat(skipping.notes()).contains("1 bad row left out", FAULT);
        }
    }
}
