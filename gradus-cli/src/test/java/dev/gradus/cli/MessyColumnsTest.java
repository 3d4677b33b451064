package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.number.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Columns that are rare, many or not worth an input each, and what is said of them. */
class MessyColumnsTest extends MessyTables {
    @Test
    void whatBecomesOfAColumnOfRareValuesIsSaidOfThemAlone() throws IOException {
        var lines = new ArrayList<String>(List.of("x,remark,only,kind"));
        for (int row = 0; row < 120; row++) {
            lines.add(
                    Text.of(
                            "%d,%s,%s,%s",
                            row % 7,
                            row % 40 == 0 ? "seen by " + row : "",
                            row == 0 || row == 60 ? "old" : "",
                            row % 2 == 0 ? "a" : "b"));
        }
        write("survey.csv", lines);

        Session session =
                run(
                        "train survey.csv --target kind --columns remark:category,only:category"
                                + QUICKLY);

        assertThat(session.out())
                .containsPattern(
                        "remark .* 1 input for its 3 values together, which are rare, missing ones marked")
                .containsPattern(
                        "only .* 1 input for its value, which is rare, missing ones marked");
    }

    /** Writes 30 rows of 200 columns, each with the field of its row, and two classes. */
    private void writeWide(String name, IntFunction<String> field) throws IOException {
        var lines = new ArrayList<String>(List.of(names(200) + ",y"));
        for (int row = 0; row < 30; row++) {
            lines.add((field.apply(row) + ",").repeat(200) + (row % 2 == 0 ? "a" : "b"));
        }
        write(name, lines);
    }

    @Test
    void aTableOf200ColumnsIsCutWithTheNumberOfTheOthers() throws IOException {
        writeWide("wide.csv", row -> row % 7 + ".5");

        Session session = run("train wide.csv --target y" + QUICKLY);

        assertThat(session.out())
                .contains("x49 ")
                .doesNotContainPattern("(?m)^x50 ")
                .contains("and 151 more columns, in the run's configuration.json\n");
        assertThat(Files.readString(folder.resolve("runs/fox/configuration.json")))
                .contains("\"column\":\"x199\"");
    }

    @Test
    void whatAppliesToManyColumnsIsSaidOfThree() throws IOException {
        writeWide("wide.csv", row -> "\"" + row % 7 + ",5\"");

        Session session = run("train wide.csv --target y" + QUICKLY);

        assertThat(session.out())
                .containsOnlyOnce("the numbers of column 'x2' have decimal commas, as in")
                .contains("the same applies to 197 more columns: 'x3', 'x4', ")
                .doesNotContain("the numbers of column 'x3'");
        write("new.csv", List.of(names(200), ",".repeat(199)));
        assertThat(run("predict fox new.csv").err())
                .contains("column 'x2': 1 row has no value", "197 more columns: 'x3', 'x4', ");
    }

    private static String names(int count) {
        var names = new ArrayList<String>();
        for (int column = 0; column < count; column++) {
            names.add("x" + column);
        }
        return String.join(",", names);
    }
}
