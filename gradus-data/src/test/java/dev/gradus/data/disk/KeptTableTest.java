package dev.gradus.data.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.PreparedTable.Shares;
import dev.gradus.data.Table;
import dev.gradus.nn.tensor.Batch;
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
    void aRecipeNamesThePreparationOfTheModel() throws IOException {
        Wishes wishes = Wishes.learn("y").preparedAs(ofModel());

        PreparedTable kept = prepared(table("f.csv", FURTHER), wishes, Place.MEMORY);

        assertThat(kept.training().origin().orElseThrow().words())
                .containsEntry("preparation", "model");
    }
}
