package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same numbers, written for several languages, give the same training and the same answers. */
class DecimalCommasTest {
    private static final String SMALL =
            " --target y --steps 40 --lr 0.1 --backend java --threads 1 --batch-size 8 --model linear --seed 3 --quiet";

    @TempDir private Path folder;

    @BeforeEach
    void write() throws IOException {
        write("comma.tsv", "\t", true);
        write("comma.csv", ",", true);
        write("comma.txt", "|", true);
        write("semicolon.csv", ";", true);
        write("point.csv", ",", false);
        write("point.tsv", "\t", false);
        write("point-semicolon.csv", ";", false);
    }

    /** Numbers of three decimals below 3, and twice their value as target. */
    private void write(String name, String separator, boolean isComma) throws IOException {
        var random = new Random(5);
        var text = new StringBuilder("x" + separator + "y\n");
        for (int row = 0; row < 40; row++) {
            double x = Math.rint(3000 * random.nextDouble()) / 1000;
            text.append(field(x, separator, isComma))
                    .append(separator)
                    .append(field(2 * x, separator, isComma))
                    .append('\n');
        }
        Files.writeString(folder.resolve(name), text);
    }

    private static String field(double number, String separator, boolean isComma) {
        String point = String.format(Locale.ROOT, "%.3f", number);
        String field = isComma ? point.replace('.', ',') : point;
        return field.contains(separator) ? '"' + field + '"' : field;
    }

    private Session ok(String line) {
        Session session = Session.run(folder, Session.words(line));
        assertThat(session.code()).as(session.out() + session.err()).isEqualTo(ExitCode.DONE);
        return session;
    }

    @ParameterizedTest
    @CsvSource({"comma.tsv", "comma.csv", "comma.txt", "semicolon.csv", "point-semicolon.csv"})
    void aModelAnswersAlikeHoweverNumbersAreWritten(String file) {
        ok("train point.csv --name point" + SMALL);
        ok("train " + file + " --name other" + SMALL);
        String answers = ok("predict point point.csv").out();
        assertThat(ok("predict other " + file).out()).isEqualTo(answers);
        assertThat(ok("predict point " + file).out()).isEqualTo(answers);
        assertThat(ok("predict other point.tsv").out()).isEqualTo(answers);
        String scores = scores(ok("evaluate point point.csv --json").out());
        assertThat(scores(ok("evaluate point " + file + " --json").out())).isEqualTo(scores);
        assertThat(scores(ok("evaluate other point.tsv --json").out())).isEqualTo(scores);
    }

    /** Returns the numbers alone: the notes say how they were written. */
    private static String scores(String json) {
        return json.replaceAll("\"(data|model|name|file)\":\"[^\"]*\",?", "")
                .replaceAll("\"notes\":\\[[^\\]]*\\],", "");
    }

    @Test
    void testFilesAndFoldsAreReadAlike() throws IOException {
        Session training =
                ok(
                        ("train comma.tsv --test point.csv --name tested" + SMALL)
                                .replace(" --quiet", ""));
        assertThat(training.out() + training.err())
                .contains("'x', 'y' have decimal points here, and had decimal commas in training");
        ok("train comma.tsv --folds 2 --name commas" + SMALL);
        ok("train point.csv --folds 2 --name points" + SMALL);
        assertThat(means("commas")).isEqualTo(means("points"));
    }

    private String means(String name) throws IOException {
        String json = Files.readString(folder.resolve("runs/" + name + "/folds.json"));
        int scores = json.indexOf("\"scores\"");
        assertThat(scores).isPositive();
        return json.substring(scores, json.indexOf('}', scores));
    }

    @Test
    void aNumberThatCouldBeReadInTwoWaysIsRefusedInItsRow() throws IOException {
        ok("train point.csv --name point" + SMALL);
        Files.writeString(folder.resolve("one.csv"), "x;z\n2,902;7\n");
        Session session = Session.run(folder, Session.words("predict point one.csv"));
        assertThat(session.code()).isEqualTo(ExitCode.DATA);
        assertThat(session.out() + session.err())
                .contains("line 2: column 'x': expected a number that can be read in one way only");
    }
}
