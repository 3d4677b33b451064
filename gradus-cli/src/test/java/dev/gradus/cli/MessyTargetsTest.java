package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.number.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns to learn that cannot be learned, or not in every way, and classes that are uneven. */
class MessyTargetsTest extends MessyTables {
    private static final List<String> CODES = List.of("7", "007", "a", "b");

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
