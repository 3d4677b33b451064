package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as people have them, trained on and predicted as they are. */
class MessyTablesTest {
    private static final String QUICKLY =
            " --backend java --threads 1 --model linear --lr 0.05 --steps 60 --batch-size 16 --name fox";

    private static final List<String> CODES = List.of("7", "007", "a", "b");

    @TempDir private Path folder;

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private void write(String name, List<String> lines) throws IOException {
        Files.write(folder.resolve(name), lines);
    }

    @Test
    void aSpreadsheetsExportTrainsAsItIs() throws IOException {
        var text = new StringBuilder("\uFEFFPreis;Anteil;\"Ort, Land\";Notiz;gut\r\n");
        for (int row = 0; row < 120; row++) {
            boolean isGood = row % 3 == 0;
            text.append(row % 10 == 4 ? "N/A" : Text.of("1.%03d,50 €", isGood ? 900 : row % 90))
                    .append(Text.of(";%d,5 %%;", row % 7))
                    .append(row % 2 == 0 ? "\"Bern;\r\nSchweiz\"" : "Köln")
                    .append(";;")
                    .append(isGood ? "ja\r\n" : "nein\r\n");
        }
        Files.write(folder.resolve("export.csv"), text.toString().getBytes(StandardCharsets.UTF_8));

        Session session = run("train export.csv --target gut" + QUICKLY);

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .containsPattern(
                        "Preis +number +12 +\\d+ +1001.5 to 1900.5 .* standardized, missing ones marked")
                .containsPattern("Anteil +number +7 +0.5 to 6.5 ")
                .containsPattern("Ort, Land +category +2 .*2 inputs, one a value")
                .containsPattern("Notiz +constant +120 +0 .*left out: has no value")
                .containsPattern("gut +category .*learned as a class");
        assertThat(run("predict fox export.csv").outLines()).hasSize(121);
    }

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

    @Test
    void theHeaderThatNumpyWritesNamesTheColumns() throws IOException {
        var lines = new ArrayList<String>(List.of("# x,y"));
        for (int row = 0; row < 40; row++) {
            lines.add(Text.of("%d.5e+00,%d.25e+00", row % 7, row % 7));
        }
        write("saved.csv", lines);
        write("few.csv", lines.subList(0, 8));
        Session misread = run("train few.csv --target y --header yes" + QUICKLY);
        assertThat(misread.code()).as(misread.err()).isEqualTo(ExitCode.USAGE);
        assertThat(misread.err())
                .contains("unknown column 'y': line 1 begins with # and has a name for each column")
                .contains("(--header auto takes that line)");
        String said = "line 1 begins with # and has a name for each column";

        Session session = run("train saved.csv --target y" + QUICKLY);

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out() + session.err()).contains(said);
        assertThat(recorded("fox")).contains(said);
        Session predicted = run("predict fox saved.csv");
        assertThat(predicted.outLines()).hasSize(41);
        assertThat(predicted.err()).contains(said);
    }

    /** Reading a large table takes minutes; here a row that cannot be read shows that it began. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--target z",
                "--target y --drop z",
                "--target y --only z",
                "--target y --columns z:number",
                "--target y --group z"
            })
    void aColumnThatIsNotThereIsRefusedBeforeTheRowsAreRead(String options) throws IOException {
        write("broken.csv", List.of("x,y", "1,a", "1,2,3"));
        Session session = run("train broken.csv " + options + QUICKLY);
        assertThat(session.code()).as(session.err()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err()).contains("unknown column 'z'");
    }

    private String recorded(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path record =
                    files.filter(file -> file.endsWith(Path.of(name, "events.jsonl")))
                            .findFirst()
                            .orElseThrow();
            return Files.readString(record);
        }
    }

    @Test
    void aSpellingOfAClassThatTrainingHadNotIsNoClass() throws IOException {
        var lines = new ArrayList<String>(List.of("x,c,y"));
        for (int row = 0; row < 60; row++) {
            lines.add(Text.of("%d.5,%s,%s", row % 7, CODES.get(row % 4), CODES.get(row % 4)));
        }
        write("codes.csv", lines);
        write("other.csv", List.of("x,c,y", "1.5,07,07", "2.5,7,7"));
        assertThat(run("train codes.csv --target y" + QUICKLY).code()).isZero();

        Session refused = run("evaluate fox other.csv");
        assertThat(refused.code()).isEqualTo(ExitCode.DATA);
        assertThat(refused.err())
                .contains(
                        "other.csv, line 2: column 'y': expected one of the classes in training (007, 7, a, b) as they are written there, such as '007', got '07'");
        assertThat(run("evaluate fox other.csv --on-bad-row skip").out()).contains("1 example");
        assertThat(run("predict fox other.csv").err())
                .contains(
                        "column 'c': in 1 row the value did not occur in training, such as '07'; its inputs are zeros");
    }

    @Test
    void anotherEncodingIsNamedAndReadOnRequest() throws IOException {
        var text = new StringBuilder("city,size,y\n");
        for (int row = 0; row < 40; row++) {
            text.append(row % 2 == 0 ? "Köln,1.5,a\n" : "Zürich,9.5,b\n");
        }
        Files.write(
                folder.resolve("old.csv"),
                text.toString().getBytes(Charset.forName("windows-1252")));

        Session refused = run("train old.csv --target y" + QUICKLY);
        Session read = run("train old.csv --target y --encoding windows-1252" + QUICKLY);

        assertThat(refused.code()).isEqualTo(ExitCode.DATA);
        assertThat(refused.err()).contains("--encoding windows-1252").hasLineCount(1);
        assertThat(read.code()).as(read.err()).isZero();
        assertThat(read.out()).contains("Köln");
        assertThat(run("replay fox").out()).contains("identical");
        assertThat(run("predict fox old.csv").code()).isEqualTo(ExitCode.DATA);
        assertThat(run("predict fox old.csv --encoding windows-1252").outLines()).hasSize(41);
        assertThat(run("train old.csv --target y --encoding latin-99").err())
                .contains("there is no encoding 'latin-99'");
    }

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    size                           | binaryCrossEntropy is a loss of targets from 0 to 1, and 'size' is learned as a value, which is standardized; leave the loss out, or learn a class (--task classification)
                    hot,wet --task regression      | binaryCrossEntropy is a loss of targets from 0 to 1, and 'hot', 'wet' are learned as values, which are standardized; leave the loss out
                    hot,wet                        | several columns are learned together only if all are numbers, and 'hot' is of kind boolean; name one target, or learn 0 and 1 as numbers (--task regression)
                    """)
    void aLossOfProbabilitiesIsForClassesAlone(String target, String message) throws IOException {
        writeSwitches();

        Session session =
                run("train switches.csv --loss binaryCrossEntropy --steps 1 --target " + target);

        assertThat(session.err()).isEqualTo("gradus: " + message + System.lineSeparator());
        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(
                        run("train switches.csv --loss binaryCrossEntropy --steps 1 --target hot")
                                .code())
                .isZero();
    }

    private void writeSwitches() throws IOException {
        var text = new StringBuilder("size,hot,wet\n");
        for (int row = 0; row < 60; row++) {
            text.append(Text.of("%d.25,%d,%d\n", row, row % 2, row / 2 % 2));
        }
        Files.writeString(folder.resolve("switches.csv"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x,y\\n1.5,a                          | has one row only; nothing can be learned from it
                    x,y\\n1.5,a\\n1.5,b\\n               | no column is left to learn from: 'x' (never changes)
                    x,y\\n1.5,a\\n2.5,a\\n               | column 'y' has the same value in each row; there is nothing to learn
                    x,y\\n1.5,3.5\\n2.5,3.5\\n           | column 'y' has the same value in each row; there is nothing to learn
                    x,y\\n1.5,\\n2.5,NA\\n               | column 'y' has no value in any row; there is nothing to learn
                    x,z,y\\n1.5,,a\\n1.5,,b\\n           | no column is left to learn from: 'x' (never changes), 'z' (has no value
                    y\\na\\nb\\n                         | no column is left to learn from: there is none besides the target
                    x,y\\n                               | has no row to learn from
                    x,y\\n1,a\\n2                        | line 3: expected 2 fields, as in the first row, got 1
                    x,x,y\\n1,2,a                        | columns 1 and 2 are both named 'x'
                    x,y\\n1,\\u0000a\\n                  | holds NUL characters
                    """)
    void whatCannotBeLearnedIsOneClearLine(String text, String message) throws IOException {
        Files.writeString(
                folder.resolve("t.csv"), text.replace("\\n", "\n").replace("\\u0000", "\u0000"));

        Session session = run("train t.csv --target y");

        assertThat(session.err()).startsWith("gradus: ").contains(message).hasLineCount(1);
        assertThat(session.code()).isIn(ExitCode.DATA, ExitCode.USAGE);
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

    @Test
    void columnsWithoutNamesAreNotShiftedByOneThatIsLeftOut() throws IOException {
        var lines = new ArrayList<String>();
        for (int row = 0; row < 40; row++) {
            lines.add(Text.of("%s,%d.5,%d.5", row % 2 == 0 ? "a" : "b", row % 2 * 9, row % 5));
        }
        write("t.csv", lines);
        Session trained = run("train t.csv --target c1" + QUICKLY);
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("the columns are called c1 to c3");
        write("new.csv", List.of("0.5,1.5", "9.5,1.5"));

        Session refused = run("predict fox new.csv");

        assertThat(refused.code()).isEqualTo(ExitCode.DATA);
        assertThat(refused.err())
                .contains("has 2 columns without names, but the model was trained on 3");
        write("named.csv", List.of("c3,c2", "1.5,0.5", "1.5,9.5"));
        List<String> rows = run("predict fox named.csv").outLines();
        assertThat(rows.get(1)).startsWith("0,a,");
        assertThat(rows.get(2)).startsWith("1,b,");
    }

    @Test
    void aFileThatCannotBeReadToItsEndLeavesNoHalfOutput() throws IOException {
        var lines = new ArrayList<String>(List.of("x,y"));
        for (int row = 0; row < 3000; row++) {
            lines.add(Text.of("%d.5,%s", row % 7, row % 7 < 3 ? "a" : "b"));
        }
        write("t.csv", lines);
        assertThat(run("train t.csv --target y" + QUICKLY).code()).isZero();
        lines.add("1.5,\u0000");
        write("bad.csv", lines);

        Session predicted = run("predict fox bad.csv");
        Session written = run("predict fox bad.csv --out answers.csv");

        assertThat(predicted.out()).isEmpty();
        assertThat(predicted.err()).contains("holds NUL characters").hasLineCount(1);
        assertThat(written.code()).isEqualTo(ExitCode.DATA);
        assertThat(folder.resolve("answers.csv")).doesNotExist();
    }

    @Test
    void aPartOfClassesWithoutWeightHasNoLossAndThatIsSaid() throws IOException {
        var lines = new ArrayList<String>(List.of("day,x,y"));
        for (int row = 0; row < 60; row++) {
            String kind = row >= 40 ? "ill" : row % 2 == 0 ? "well" : "fit";
            lines.add(Text.of("2026-%02d-%02d,%d.5,%s", 1 + row / 28, 1 + row % 28, row % 7, kind));
        }
        write("late.csv", lines);
        write("ill.csv", List.of("day,x,y", "2026-05-01,1.5,ill", "2026-05-02,2.5,ill"));
        String train = "train late.csv --target y --class-weights ill=0" + QUICKLY;

        Session judged = run(train + " --split-by-time day --validation-share 0.2");
        assertThat(judged.code()).as(judged.out()).isEqualTo(ExitCode.USAGE);
        assertThat(judged.err())
                .startsWith("gradus: all examples of the validation part are of classes whose");
        Session tested = run(train + " --validation-share 0 --test ill.csv");
        assertThat(tested.code()).as(tested.err()).isZero();
        assertThat(tested.err()).contains("all examples of the test part are of classes whose");
        assertThat(tested.out()).contains("loss none, accuracy 0.00%").doesNotContain("NaN");
        assertThat(run("evaluate fox ill.csv").out()).contains("loss none, accuracy 0.00%");
    }

    @Test
    void classesAreWeightedOnRequestAndTheNumbersAreOnRecord() throws IOException {
        var lines = new ArrayList<String>(List.of("x,y"));
        for (int row = 0; row < 100; row++) {
            lines.add(Text.of("%d.5,%s", row % 7, row % 5 == 0 ? "ill" : "well"));
        }
        write("t.csv", lines);
        String train = "train t.csv --target y --validation-share 0 --class-weights ";

        Session session = run(train + "balanced" + QUICKLY);

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out()).contains("classes are weighted: ill 2.5, well 0.625");
        assertThat(Files.readString(folder.resolve("runs/fox/configuration.json")))
                .contains("softmaxCrossEntropy(classWeights=[2.5, 0.625])");
        assertThat(run("replay fox").out()).contains("identical");
        assertThat(run(train + "ill=3" + QUICKLY.replace("fox", "owl")).out())
                .contains("classes are weighted: ill 3, well 1");
        assertThat(run(train + "il=3").err()).contains("unknown class 'il'; did you mean 'ill'?");
        assertThat(run(train + "ill").err()).contains("as in \"a=2,b=1\"; got 'ill'");
        assertThat(run(train + "ill=3e-1" + QUICKLY.replace("fox", "elk")).out())
                .contains("classes are weighted: ill 0.3, well 1");
        assertThat(run(train + "ill=1e999").err())
                .contains("must be a number of at least 0, such as 2.5; got '1e999'");
        assertThat(run(train + "ill=2,ill=3").err())
                .contains("--class-weights have two weights for class 'ill'; give one");
        assertThat(run(train + "ill=0,well=0").err())
                .contains("at least one class has a weight above 0");
    }
}
