package dev.gradus.data.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.PreparedTable.Shares;
import dev.gradus.data.Table;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import dev.gradus.prepare.DecimalMark;
import dev.gradus.prepare.Gaps;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Partition;
import dev.gradus.prepare.Preparation;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are learned from by the preparation of a model. */
class KeptTableTest {
    private static final String OF_MODEL = "a,kind,y\n" + "1.5,u,no\n3.5,v,yes\n".repeat(20);

    private static final String FURTHER =
            "kind,y,a,b\n" + "u,no,7,1\nw,yes,oops,2\nv,perhaps,\"8,5\",3\nw,no,,4\n".repeat(9);

    @TempDir private Path folder;

    /** Where the prepared rows are. */
    enum Place {
        MEMORY,
        DISK
    }

    private PreparedTable prepared(Table table, Wishes wishes, Place place) {
        Roles roles = Roles.of(Survey.of(table), wishes);
        var shares = new Shares(0, 0);
        return switch (place) {
            case MEMORY -> PreparedTable.of(table, roles, shares, 1);
            case DISK -> DiskTable.of(table, roles, shares, 1, folder);
        };
    }

    private Table table(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Table.of(file, new TableFormat(StandardCharsets.UTF_8, Header.AUTO, OnBadRow.SKIP));
    }

    private Preparation ofModel() throws IOException {
        return prepared(table("m.csv", OF_MODEL), Wishes.learn("y"), Place.MEMORY).preparation();
    }

    private static List<String> rows(Dataset data) {
        var rows = new ArrayList<String>();
        var batch = new Batch(1, data.input().size(), data.target());
        for (int example = 0; example < data.size(); example++) {
            data.copy(example, batch, 0);
            rows.add(
                    data.place(example).replaceFirst(".*, ", "")
                            + Arrays.toString(batch.inputs())
                            + Arrays.toString(batch.labels()));
        }
        rows.sort(null);
        return rows;
    }

    /** Also where some of them cannot be read, so that others move up. */
    @ParameterizedTest
    @EnumSource
    void rowsBecomeTheInputsThatTheModelTakes(Place place) throws IOException {
        Preparation model = ofModel();
        Wishes wishes = Wishes.learn("y").preparedAs(model);

        PreparedTable kept = prepared(table("f.csv", FURTHER), wishes, place);

        assertThat(kept.preparation().columns()).isEqualTo(model.columns());
        assertThat(kept.training().size()).isEqualTo(27);
        assertThat(rows(kept.training()))
                .isEqualTo(
                        rows(
                                PreparedTable.further(table("f.csv", FURTHER), kept.preparation())
                                        .data()));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheModelDoesNotKnowIsNamed(Place place) throws IOException {
        Wishes wishes = Wishes.learn("y").preparedAs(ofModel());

        PreparedTable kept = prepared(table("f.csv", FURTHER), wishes, place);

        assertThat(kept.notes())
                .anyMatch(note -> note.startsWith("rows become inputs as in the model"))
                .anyMatch(note -> note.contains("such as 'w'; its inputs are zeros"))
                .anyMatch(note -> note.startsWith("column 'b' was not in the training table"))
                .anyMatch(note -> note.contains("the median, 2.5, stands for it"));
    }

    @Test
    void whatIsUsedInAnotherWayIsNotCalledUnused() throws IOException {
        String text = "kind,z,a,who\n" + "u,1.5,7,x\nv,2.5,,y\nu,4.5,8,z\n".repeat(9);
        Wishes wishes = Wishes.learn("z").with(Gaps.DROP).preparedAs(ofModel());

        List<String> byOther = grouped(text, wishes, "who");
        List<String> byInput = grouped(text, wishes, "kind");

        assertThat(byOther)
                .contains("9 rows with a missing value left out")
                .noneMatch(note -> note.contains("not in the training table"))
                .noneMatch(note -> note.contains("stands for it"))
                .noneMatch(note -> note.contains("is an input too"));
        assertThat(byInput)
                .contains(
                        "column 'kind' says which rows stay together, and is an input too, as in the model")
                .contains("column 'who' was not in the training table, and is not used");
    }

    private List<String> grouped(String text, Wishes wishes, String column) throws IOException {
        Wishes grouped = wishes.with(new Partition.ByGroup(column));
        return prepared(table("g.csv", text), grouped, Place.MEMORY).notes();
    }

    /** Its table has decimal commas, and that of the model has points. */
    @ParameterizedTest
    @EnumSource
    void aLearnedNumberIsReadAsItsTableWritesIt(Place place) throws IOException {
        Wishes wishes = Wishes.learn("y").preparedAs(ofNumbers(""));
        String text = "a;y\n" + "1;1,759\n2;2\n3;1,799\n".repeat(9);

        PreparedTable kept = prepared(table("c.csv", text), wishes, place);

        var learned = ((Learned.Values) kept.preparation().learned()).values().getFirst();
        assertThat(learned.mark()).isEqualTo(DecimalMark.COMMA);
        assertThat(numbers(kept.training(), learned))
                .hasSize(27)
                .containsOnly("1.759", "1.799", "2.000");
    }

    private Preparation ofNumbers(String exponent) throws IOException {
        String text = "a,y\n" + "1.5,1.2#\n3.5,1.9#\n2.5,1.6#\n".replace("#", exponent).repeat(9);
        return prepared(table("n.csv", text), Wishes.learn("y"), Place.MEMORY).preparation();
    }

    private static List<String> numbers(Dataset data, Learned.Value learned) {
        var batch = new Batch(1, data.input().size(), data.target());
        return IntStream.range(0, data.size())
                .mapToObj(example -> {
                    data.copy(example, batch, 0);
                    return Text.of("%.3f", learned.restored(batch.values()[0]));
                })
                .toList();
    }

    /** If it were left out, the rows behind it would move into other parts. */
    @ParameterizedTest
    @EnumSource
    void aRowThatCannotBePreparedAfterAllIsRefused(Place place) throws IOException {
        Wishes wishes = Wishes.learn("y").preparedAs(ofNumbers("e-6"));
        Table table = table("f.csv", "a,y\n1,1.5\n2,1e35\n3,1.7\n");

        assertThatThrownBy(() -> prepared(table, wishes, place))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("f.csv, line 3: column 'y'");
    }

    /** A table with other values has no other inputs. */
    @Test
    void theRoomOfARowIsThatOfTheModelsInputs() throws IOException {
        String text = "a,kind,y\n" + "1,r,no\n2,s,yes\n3,t,no\n4,w,yes\n5,x,no\n".repeat(9);
        Wishes wishes = Wishes.learn("y").preparedAs(ofModel());

        assertThat(DiskTable.mostValues(Roles.of(Survey.of(table("w.csv", text)), wishes)))
                .isEqualTo(ofModel().width() + 1);
    }

    @Test
    void aRecipeNamesThePreparationOfTheModel() throws IOException {
        Wishes wishes = Wishes.learn("y").preparedAs(ofModel());

        PreparedTable kept = prepared(table("f.csv", FURTHER), wishes, Place.MEMORY);

        assertThat(kept.training().origin().orElseThrow().words())
                .containsEntry("preparation", "model");
    }
}
