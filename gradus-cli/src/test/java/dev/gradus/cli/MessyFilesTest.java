package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are written in ways of their own, or cannot be read, and what is said of them. */
class MessyFilesTest extends MessyTables {
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
}
