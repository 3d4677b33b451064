package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "train --epoch 3                  | unknown option '--epoch'; did you mean '--epochs'?; see gradus train --help",
                "trian                            | unknown command 'trian'; did you mean 'train'?; see gradus --help",
                "train mnist extra                | unexpected argument 'extra' (a column to learn is named with --target; an expression with spaces needs quotes); see gradus train --help",
                "penguins.csv --target species    | unknown command 'penguins.csv'; to train on a file, write gradus train FILE; see gradus --help",
                "predict latest mnist out.csv     | unexpected argument 'out.csv' (a file to write is named with --out; an expression with spaces needs quotes); see gradus predict --help",
                "export latest digits.onnx        | unexpected argument 'digits.onnx' (a file to write is named with --to; an expression with spaces needs quotes); see gradus export --help",
                "export latest                    | --to FILE is missing; its name ends in .onnx, .safetensors, .gradus or .csv",
                "compare one                      | expected RUN at least 2 times; see gradus compare --help",
                "compare one --plot both.svg      | expected RUN at least 2 times; see gradus compare --help",
                "control set learningRate 0.1     | 'set' stands in the place of RUN; write gradus control RUN set learningRate 0.1",
                "train --steps ten                | --steps: expected a whole number, got 'ten'",
                "train --steps 99999999999999999999 | --steps: expected a whole number from -9223372036854775808 to 9223372036854775807, got '99999999999999999999'",
                "predict latest mnist --threads x | invalid value for option '--threads': expected a whole number, got 'x'",
                "train --lr 0                     | --learning-rate: learningRate must be a finite number above 0, got 0.0; 0.01 is a start for plain gradient descent, 0.001 for Adam",
                "train --lr -0.5                  | --learning-rate: learningRate must be a finite number above 0, got -0.5; 0.01 is a start for plain gradient descent, 0.001 for Adam",
                "train --lr fast                  | expected a schedule, such as cosine(0.1) or a number, got 'fast'\\n  fast\\n  ^^^^",
                "train --batch-size 0             | --batch-size: a batch size is a number of examples, at least 1, or all, or a schedule, such as linear(32, 256); got 0",
                "train --batch-size few           | expected a schedule, such as cosine(0.1) or a number, got 'few'\\n  few\\n  ^^^",
                "train --batch-size \"linear(8, 0)\" | the batch size of linear(8, 0) is 0.499753 at step 53771; it must be finite and come to at least 1 example throughout the run",
                "train --model cn                 | unknown model 'cn'; did you mean 'cnn'? (or write the layers, as in \"dense(128) relu dense(10)\")",
                "train --model \"flatten dens(10)\" | unknown layer 'dens'; did you mean 'dense'?\\n  flatten dens(10)\\n          ^^^^^^^^",
                "train --model \"conv2d(8, 40) flatten dense(10)\" | model: layer 'conv2d1' has a window that reaches over 40 rows, got 28 of them (shape 1x28x28, padding included); use a smaller window, more padding, or fewer pools before it",
                "train --optimizer adan           | unknown optimizer 'adan'; did you mean 'adam'?\\n  adan\\n  ^^^^",
                "train --loss huber(-1)           | huber(delta) takes a finite delta above 0, got -1.0\\n  huber(-1)\\n  ^^^^^^^^^",
                "train --stop \"patient 3\"         | --stop: unknown stop rule 'patient'; did you mean 'patience'?",
                "train --stop \"patience soon\"     | --stop: stop rule 'patience soon' cannot be read; write patience 5, or patience 3 accuracy",
                "train --epochs 2 --steps 9       | --epochs and --steps both set the length; give one",
                "train --precision f16            | --precision: unknown precision 'f16'; did you mean 'bf16'?",
                "train --label x                  | --label names a column of a table, but no table is given; add its file",
                "train --target x                 | --target names a column of a table, but no table is given; add its file",
                "train mnist --target x           | --target is for tables, which 'mnist' is not; leave it out",
                "train mnist --test-share 0.2     | --test-share is for tables, which 'mnist' is not; leave it out",
                "train mnist --image-size 9x9     | --image-size is for images, which 'mnist' is not; leave it out",
                "schedule                         | missing required parameter: 'EXPRESSION'; see gradus schedule --help",
                "schedule cosin(0.1)              | unknown schedule 'cosin'; did you mean 'cosine'?\\n  cosin(0.1)\\n  ^^^^^^^^^^",
                "schedule cosine(0.1) --steps 0   | --steps must be at least 1, got 0",
                "schedule cosine(0.1) --epochs 0  | --epochs must be a finite number above 0, got 0",
                "schedule cosine(0.1) --metrics 1 | --metrics is for controllers, but 'cosine(0.1)' has none; write for example cosine(0.1) * plateau(patience=3)",
                "schedule cosine(0.1) --csv --explain 3 | --csv, --explain=STEP are mutually exclusive (specify only one)",
                "schedule cosine(0.1) --explain=-1 | --explain takes a step counted from 0, got -1",
            })
    void aWrongCommandLineIsOneClearSentence(String line, String sentence) {
        Session session = Session.run(folder, Session.words(line));

        assertThat(session.err()).isEqualTo("gradus: " + sentence.replace("\\n", "\n") + "\n");
        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.out()).isEmpty();
    }

    @Test
    void dataThatDoesNotExistIsNamed() {
        Session session = Session.run(folder, "train", "digits.csv");

        assertThat(session.err())
                .isEqualTo(
                        "gradus: there is no file or folder 'digits.csv'; give a table, images:FOLDER, a NumPy file, a folder of IDX files, or mnist\n");
        assertThat(session.code()).isEqualTo(ExitCode.DATA);
    }

    @Test
    void aTableWithoutATargetShowsItsColumnsToChooseFrom() throws IOException {
        Files.writeString(folder.resolve("t.csv"), "a,b,kind\n1,2,x\n3,4,y\n");

        for (String command : List.of("train", "find", "sweep --over lr=0.1,0.2")) {
            assertThat(Session.run(folder, Session.words(command + " t.csv")).err())
                    .isEqualTo(
                            "gradus: a table needs --target COLUMN, a class or values to learn; its columns are a, b, kind\n");
        }
    }

    @Test
    void aTargetThatIsNoColumnOfATableWithoutNamesIsToldWhyTheColumnsHaveOthers()
            throws IOException {
        Files.writeString(folder.resolve("t.csv"), "1,2,x\n3,4,y\n5,6,x\n");

        assertThat(Session.run(folder, "train", "t.csv", "--target", "kind").err())
                .isEqualTo(
                        "gradus: unknown column 'kind': the table's first row is read as data, so its columns are called c1 to c3; write --header yes if that row has their names\n");
    }

    @Test
    void aWordAmongNumbersIsPointedAtByLineAndColumn() throws IOException {
        Files.writeString(
                folder.resolve("table.csv"),
                "a,b,class\n" + "1,2,x\n2,3.5,y\n".repeat(20) + "3,4;5,x\n");

        Session session = Session.run(folder, "train", "table.csv", "--label", "class");

        assertThat(session.err())
                .startsWith("gradus: ")
                .contains("line 42: column 'b': expected a finite number or nothing, got '4;5'")
                .hasLineCount(1);
        assertThat(session.code()).isEqualTo(ExitCode.DATA);
    }

    @Test
    void labelsShorterThanImagesAreRefused() throws IOException {
        idx("train", 6, 5);
        idx("t10k", 2, 2);

        Session session = Session.run(folder, "train", ".");

        assertThat(session.err())
                .contains("6 images")
                .contains("5 labels")
                .contains("there must be one for each")
                .hasLineCount(1);
        assertThat(session.code()).isEqualTo(ExitCode.DATA);
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        idx("train", 6, 6);
        idx("t10k", 2, 2);
        Path images = folder.resolve("train-images-idx3-ubyte");
        byte[] bytes = Files.readAllBytes(images);
        Files.write(images, Arrays.copyOf(bytes, bytes.length - 7));

        Session session = Session.run(folder, "train", ".");

        assertThat(session.err()).contains("train-images-idx3-ubyte").hasLineCount(1);
        assertThat(session.code()).isEqualTo(ExitCode.DATA);
    }

    @Test
    void aRunThatDiesSaysWhatToTryAndExitsWithThree() {
        Session session =
                Session.run(
                        folder,
                        Session.words(
                                "train --model linear --optimizer sgd --loss meanSquaredError --lr 1e30 --steps 20 --backend java --quiet"));

        assertThat(session.out()).contains("diverged: ").contains("try a lower rate");
        assertThat(session.code()).isEqualTo(ExitCode.DIVERGED);
    }

    @Test
    void verboseShowsWhereAnErrorComesFrom() {
        Session session = Session.run(folder, "--verbose", "schedule", "cosin(0.1)");

        assertThat(session.err()).contains("TextException").contains("\tat ");
    }

    @Test
    void aRunThatIsNotThereIsNamed() {
        Session session = Session.run(folder, "plot", "calm-heron");

        assertThat(session.err()).contains("calm-heron").hasLineCount(1);
        assertThat(session.code()).isEqualTo(ExitCode.DATA);
    }

    private void idx(String part, int images, int labels) throws IOException {
        try (var file =
                new DataOutputStream(
                        Files.newOutputStream(folder.resolve(part + "-images-idx3-ubyte")))) {
            file.writeInt(0x803);
            file.writeInt(images);
            file.writeInt(2);
            file.writeInt(2);
            file.write(new byte[images * 4]);
        }
        try (var file =
                new DataOutputStream(
                        Files.newOutputStream(folder.resolve(part + "-labels-idx1-ubyte")))) {
            file.writeInt(0x801);
            file.writeInt(labels);
            file.write(new byte[labels]);
        }
    }
}
