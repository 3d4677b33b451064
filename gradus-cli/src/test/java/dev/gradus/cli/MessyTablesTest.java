package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tables as people have them: their settings are on record, and further tables are read as they
 * were.
 */
class MessyTablesTest extends MessyTables {
    /** All settings of a table are on the record of the run, for whoever continues it. */
    @Test
    void whatIsSaidOfATableIsKeptForResumeForkReplayAndRecipe() throws IOException {
        var lines = new ArrayList<String>(List.of("who,when,zip,size,noise,answer"));
        for (int row = 0; row < 120; row++) {
            lines.add(
                    Text.of(
                            "p%d,2026-01-%02d,%d,%s,%d,%s",
                            row % 13,
                            1 + row % 28,
                            8000 + row % 3,
                            row % 20 == 7 ? "" : row % 3 + "." + row % 10,
                            row * 31 % 97,
                            row % 3 == 0 ? "yes" : "no"));
        }
        lines.add("p1,2026-01-01,8000,wide,1,yes");
        write("t.csv", lines);
        String settings =
                " --only zip,size,when --drop when --columns zip:category --group who --test-share 0.2"
                        + " --missing drop --on-bad-row skip --header yes --no-examples"
                        + " --optimizer adam --checkpoint-every 20 --keep 99";

        Session trained = run("train t.csv --target answer" + settings + QUICKLY);

        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out())
                .contains("1 bad row left out")
                .contains(
                        "t.csv, line 122: column 'size': expected a finite number or nothing, got '")
                .contains("6 rows with a missing value left out")
                .containsPattern("who +category .*left out: says which rows stay together")
                .containsPattern("when +date .*left out: dropped on request")
                .containsPattern("zip +category .*3 inputs, one a value")
                .contains("test: ");
        String kept = Files.readString(folder.resolve("runs/fox/configuration.json"));
        assertThat(kept).contains("\"table\":[", "\"use\":\"standardized\"");
        assertThat(kept + trained.out()).doesNotContain("2026-01-01", "8000 to");
        assertThat(run("replay fox").out()).contains("identical");
        long step = new CheckpointStore(folder.resolve("runs/fox/checkpoints"), 99).steps().get(1);
        Session forked = run("fork fox@" + step + " --name cub --quiet");
        assertThat(forked.code()).as(forked.err()).isZero();
        Session longer = run("resume cub --steps 80 --extend append --quiet");
        assertThat(longer.code()).as(longer.err()).isZero();
        Files.writeString(folder.resolve("my.yaml"), run("recipe fox").out());
        Session again = run("train my.yaml --name owl");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(ending("owl")).isEqualTo(ending("fox"));
    }

    private String ending(String name) throws IOException {
        String last =
                Files.readAllLines(folder.resolve("runs/" + name + "/events.jsonl")).getLast();
        return last.replaceFirst(".*\"state\":\"([^\"]*)\".*", "$1");
    }

    @Test
    void aFurtherTableIsTestedOnAndFoundAgain() throws IOException {
        var lines = new ArrayList<String>(List.of("x,kind,y"));
        for (int row = 0; row < 60; row++) {
            lines.add(Text.of("%d.5,%s,%d.25", row, row % 2 == 0 ? "a" : "b", 3 * row));
        }
        write("train.csv", lines);
        write("test.csv", List.of("y,x,kind", "30.25,10.5,a", "90.25,30.5,c"));

        Session session = run("train train.csv --target y --test test.csv" + QUICKLY);

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .containsPattern("test: .*R²")
                .containsPattern("evaluate \\S*fox \\S*test.csv");
        assertThat(run("replay fox").out()).contains("identical");
        Session both = run("train train.csv --target y --test test.csv --test-share 0.5");
        assertThat(both.err())
                .contains("--test and --test-share both choose the test part; give one");
        write("lacking.csv", List.of("y,x", "30.25,10.5"));
        assertThat(run("train train.csv --target y --test lacking.csv").err())
                .contains("there is no column 'kind', which the network was trained with");
    }

    @Test
    void rowsAreMessyWherePredictedAsTheDocumentsSay() throws IOException {
        var lines = new ArrayList<String>(List.of("size,city,member,note,y"));
        for (int row = 0; row < 60; row++) {
            lines.add(
                    Text.of(
                            "%d.5,%s,%s,same,%s",
                            row % 3 * 5,
                            row % 2 == 0 ? "Bern" : "Basel",
                            row % 5 == 0 ? "yes" : "no",
                            row % 3 == 0 ? "poor" : "rich"));
        }
        write("t.csv", lines);
        assertThat(run("train t.csv --target y" + QUICKLY).code()).isZero();
        write(
                "messy.csv",
                List.of(
                        "member,extra,city,size",
                        "no,1,Bern,0.5",
                        "maybe,1,Bern,0.5",
                        "no,1,Atlantis,",
                        "no,1,Bern,wide",
                        "no,1",
                        "no,1,Bern,0.5"));

        Session predicted = run("predict fox messy.csv");

        assertThat(predicted.code()).isEqualTo(ExitCode.DATA);
        List<String> rows = predicted.outLines();
        assertThat(rows).hasSize(7);
        assertThat(rows.get(1)).startsWith("0,poor,");
        assertThat(rows.get(2)).matches("1,(poor|rich),.*,");
        assertThat(rows.get(3)).matches("2,(poor|rich),.*,");
        assertThat(rows.get(4)).startsWith("3,,").contains("line 5: column 'size': expected");
        assertThat(rows.get(5))
                .startsWith("4,,")
                .contains("expected 4 fields, as in the first row, got 2");
        assertThat(rows.get(6).substring(1)).isEqualTo(rows.get(1).substring(1));
        assertThat(run("predict fox messy.csv --on-bad-row skip").code()).isZero();
        assertThat(run("evaluate fox t.csv").out()).contains("60 examples");
    }
}
