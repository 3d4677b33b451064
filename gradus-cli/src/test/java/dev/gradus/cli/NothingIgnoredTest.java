package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything on a command line takes effect, is refused before any work, or is reported as ignored.
 */
class NothingIgnoredTest {
    private static final String SMALL =
            " points.csv --label class --model linear --backend java --threads 1 --batch-size 10";

    @TempDir Path folder;

    @BeforeEach
    void points() throws IOException {
        var table = new StringBuilder("x,y,class\n");
        for (int i = 0; i < 60; i++) {
            table.append(Math.sin(i)).append(',').append(Math.cos(7.0 * i));
            table.append(i % 3 == 0 ? ",yes\n" : ",no\n");
        }
        Files.writeString(folder.resolve("points.csv"), table);
        Files.createDirectory(folder.resolve("folder.svg"));
        Files.createDirectories(folder.resolve("runs/taken"));
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line.replace("SMALL", SMALL)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    find SMALL --svg x.gif              | 2 | --svg draws SVG, into a file whose name ends in .svg; got x.gif
                    find SMALL --svg x.png              | 2 | --svg draws SVG, into a file whose name ends in .svg; got x.png
                    find SMALL --svg a.svg --png b.PNG  | 2 | --png draws PNG, into a file whose name ends in .png; got b.PNG
                    find SMALL --png none/x.png         | 4 | /none/x.png: there is no folder
                    find SMALL --png points.csv/x.png   | 4 | /points.csv/x.png: a part of the path is a file, not a folder
                    find SMALL --svg folder.svg         | 4 | /folder.svg: it is a folder, not a file
                    schedule cosine(0.1) --csv --svg x  | 2 | --svg draws SVG, into a file whose name ends in .svg; got x
                    schedule cosine(0.1) --png no/x.png | 4 | /no/x.png: there is no folder
                    export fox --to x.csv --without-preparation | 2 | --without-preparation is for .onnx files only, but this one is to be .csv
                    compare a b --plot x.gif            | 2 | a plot's file must end in .svg or .png; got x.gif
                    compare a b --plot none/x.svg       | 4 | /none/x.svg: there is no folder
                    train SMALL --lr auto --name taken  | 4 | there is already a run 'taken' in
                    train SMALL --lr auto --name a/b    | 2 | a/b
                    train SMALL --lr auto --runs points.csv     | 4 | points.csv is not a folder; runs need one
                    train SMALL --lr auto --runs points.csv/runs| 4 | points.csv is not a folder; runs need one
                    """)
    void whatCannotBeWrittenIsRefusedBeforeAnyWork(String line, int code, String sentence) {
        Session session = run(line);

        assertThat(session.err()).contains(sentence).hasLineCount(1);
        assertThat(session.code()).isEqualTo(code);
        assertThat(session.out()).isEmpty();
    }

    /** Data by which form they have; whether they exist is looked at after their options. */
    private static final Map<String, String> FORMS =
            Map.of(
                    "digits", "mnist",
                    "idx", "runs",
                    "images", "images:runs",
                    "npz", "x.npz",
                    "npy", "x.npy",
                    "rows", "rows.npy",
                    "csv", "x.csv.gz",
                    "jsonl", "x.jsonl",
                    "parquet", "x.parquet",
                    "database", "jdbc:h2:mem:x");

    private static final String TABLES = "rows csv jsonl parquet database";

    /** Options of data, and the forms of data that use them. */
    private static final String USES =
            """
            --image-size 3x3      | images
            --colour rgb          | images
            --query "select 1"    | database
            --labels y.npy        | npy rows
            --cache .             | images TABLES
            --rows-in disk        | TABLES
            --target x            | TABLES
            --label x             | TABLES
            --task regression     | TABLES
            --test-share 0.2      | TABLES
            --fold 1/3            | TABLES
            --no-examples         | TABLES
            --only x              | TABLES
            --drop x              | TABLES
            --columns x:number    | TABLES
            --group x             | TABLES
            --split-by-time x     | TABLES
            --missing drop        | TABLES
            --on-bad-row skip     | images TABLES
            --encoding UTF-16     | csv jsonl
            --header no           | csv
            """
                    .replace("TABLES", TABLES);

    /** About a third of all pairs, spread over options and forms. */
    private static Stream<Arguments> optionsOfData() {
        return USES.lines()
                .map(line -> line.split(" *\\| *", 2))
                .flatMap(row ->
                        FORMS.keySet().stream()
                                .sorted()
                                .filter(form -> (row[0].length() + form.length()) % 3 == 0)
                                .map(form ->
                                        Arguments.of(
                                                form,
                                                row[0],
                                                List.of(row[1].split(" ")).contains(form))));
    }

    @ParameterizedTest
    @MethodSource("optionsOfData")
    void anOptionThatDataDoNotUseIsRefused(String form, String option, boolean isUsed) {
        String labels = form.equals("npy") && !option.startsWith("--labels") ? " --labels y" : "";

        Session session = run("train " + FORMS.get(form) + " " + option + labels);

        assertThat(session.code()).isIn(ExitCode.USAGE, ExitCode.DATA);
        String refusal =
                " is for [a-z. ]+, which '%s' is not; leave it out".formatted(FORMS.get(form));
        if (isUsed) {
            assertThat(session.err()).doesNotContainPattern(refusal);
        } else {
            assertThat(session.err()).containsPattern(refusal).hasLineCount(1);
        }
    }

    /** A model of a table does not use all of the options for a table either. */
    @Test
    void anOptionThatTheInputOfAModelDoesNotUseIsRefused() {
        assertThat(run("train SMALL --steps 2 --quiet --name fox").code()).isZero();
        for (String option :
                List.of(
                        "target class",
                        "label class",
                        "on-bad-row skip",
                        "header yes",
                        "encoding UTF-16",
                        "labels y.npy",
                        "query q")) {
            String name = "--" + option.substring(0, option.indexOf(' '));
            String use =
                    USES.lines()
                            .filter(line -> line.startsWith(name + " "))
                            .findFirst()
                            .orElseThrow();
            for (String form : List.of("digits", "images", "rows", "csv", "parquet", "database")) {
                boolean isUsed =
                        use.substring(use.indexOf('|')).contains(form) && !name.equals("--labels");
                String command = form.length() % 2 == 0 ? "predict" : "evaluate";
                Session session = run(command + " fox " + FORMS.get(form) + " --" + option);

                assertThat(session.code()).isIn(ExitCode.USAGE, ExitCode.DATA);
                assertThat(session.err().contains(name + " is for "))
                        .as(session.err())
                        .isNotEqualTo(isUsed);
            }
        }
    }

    @Test
    void aTargetThatCountsForNothingIsRefused() throws IOException {
        assertThat(
                        run("train mnist --model linear --steps 1 --backend java --quiet --name fox")
                                .code())
                .isZero();
        Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n");

        assertThat(run("predict fox t.csv --target c").err())
                .contains(
                        "t.csv has no column 'c' to take for what was learned; its columns are a, b");
        assertThat(run("predict fox t.csv --target a,b").err())
                .contains("one column holds, got a, b; name one with --target");
    }

    @Test
    void whatChoosesHeldOutRowsIsToldOfWhereNoneAre() {
        for (String option : List.of("--split-by-time x", "--group x")) {
            assertThat(run("train SMALL --steps 2 " + option).out())
                    .contains("hold rows out with --test-share or --validation-share");
            assertThat(run("train SMALL --steps 2 --test-share 0.2 " + option).out())
                    .doesNotContain("hold rows out with");
        }
    }

    @Test
    void settingsOfARecipeThatHaveNothingToMeasureAreToldOf() throws IOException {
        Files.writeString(
                folder.resolve("my.yaml"), "validateEvery: 2\nmetrics: [accuracy, topK(1)]\n");
        String measured = "train SMALL --recipe my.yaml --epochs 2 --quiet";

        assertThat(run(measured + " --validation-share 0").err())
                .isEqualTo(
                        """
                        gradus: validateEvery has no effect without a validation part: add validationShare (--validation-share 0.1)
                        gradus: metrics has no effect without data to measure: add validationShare (--validation-share 0.1) or test data (--test FILE)
                        """);
        assertThat(run(measured + " --validation-share 0.2 --name fox").err()).isEmpty();
        assertThat(run("resume fox --epochs 3 --extend keep --quiet").err()).isEmpty();
        assertThat(run("train SMALL --epochs 1 --validation-share 0 --quiet --name owl").err())
                .isEmpty();
        assertThat(run("resume owl --epochs 2 --extend keep --quiet").err()).isEmpty();
    }

    @Test
    void spansThatAreLongerThanTheRunAreToldOf() {
        assertThat(
                        run("train SMALL --steps 5 --update-ratios 6 --checkpoint-every 20ep --quiet")
                                .err())
                .isEqualTo(
                        """
                        gradus: updateRatios is 6, but the run has only 5 updates, so none is measured; choose a smaller one (--update-ratios)
                        gradus: checkpointEvery is 20ep, but the run has only 5 updates, so a checkpoint is saved only when an epoch is the best, and at the end; choose a shorter span (--checkpoint-every)
                        """);
        assertThat(
                        run("train SMALL --steps 5 --update-ratios 5 --checkpoint-every 5 --quiet")
                                .err())
                .isEmpty();
    }

    /** It shows what would be trained. */
    @Test
    void aForecastSaysHowTheDataAreReadAsTrainingDoes() throws IOException {
        Path points = folder.resolve("points.csv");
        Files.writeString(points, "# by hand\n" + Files.readString(points));
        String line = "train SMALL --split-by-time x --class-weights balanced --epochs 5";

        Session forecast = run(line + " --forecast");
        Session trained = run(line + " --name fox");

        assertThat(trained.code()).as(trained.err()).isZero();
        List<String> notes =
                new Runs(folder.resolve("runs"))
                        .find("fox").record().stream()
                                .filter(Note.class::isInstance)
                                .map(event -> ((Note) event).text())
                                .filter(note -> !note.startsWith("backend "))
                                .toList();
        assertThat(notes)
                .contains("lines that begin with # are skipped")
                .anyMatch(note -> note.contains("hold rows out with"))
                .anyMatch(note -> note.startsWith("classes are weighted"));
        assertThat(forecast.out()).contains(notes).contains("column", "forecast: about ");
        assertThat(forecast.outLines().getLast()).startsWith("forecast: about ");
        assertThat(run(line + " --forecast --quiet").outLines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--steps 5 --recipe my.yaml --validation-share 0",
                "--steps 5 --update-ratios 6 --checkpoint-every 20ep",
                "--steps 30 --lr cosine(0.01,1)",
            })
    void aForecastWarnsOfWhatTrainingWarnsOf(String options) throws IOException {
        Files.writeString(
                folder.resolve("my.yaml"), "validateEvery: 2\nmetrics: [accuracy, topK(1)]\n");
        String line = "train SMALL --quiet " + options;

        String said = run(line + " --forecast").err();

        assertThat(said).startsWith("gradus: ");
        assertThat(run(line).err()).startsWith(said);
    }

    @Test
    void theBudgetOfASearchThatIsNotMadeIsToldOf() {
        assertThat(run("train SMALL --steps 2 --lr 0.1 --find-budget 0.1 --quiet").err())
                .isEqualTo(
                        "gradus: --find-budget is for a rate to be found, as in --lr auto; it is not used\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    schedule cosine(0.1) --steps 10 --steps 20 | --steps was given more than once (10, 20); the last value counts
                    schedule cosine(0.1) --steps 10 --svg a.svg --svg b.svg | --svg was given more than once (a.svg, b.svg); the last value counts
                    train SMALL --quiet --steps 3 --lr 0.1 --learning-rate 0.2 | --learning-rate was given more than once (0.1, 0.2); the last value counts
                    train recipe.yaml --lr 0.1 --lr 0.2 --steps 3 --quiet | --learning-rate was given more than once (0.1, 0.2); the last value counts
                    """)
    void anOptionThatIsWrittenTwiceIsToldOf(String line, String sentence) throws IOException {
        Files.writeString(
                folder.resolve("recipe.yaml"),
                "data: points.csv\nlabel: class\nmodel: linear\nbackend: java\nlearningRate: 0.3\n");

        Session session = run(line);

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err().lines()).containsOnlyOnce("gradus: " + sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schedule cosine(0.1) --steps 10 --steps 10 --csv",
                "train SMALL --steps 3 --quiet --quiet",
                "train SMALL --steps 3 --quiet --stop \"time 5m\" --stop \"time 6m\""
            })
    void whatIsTwiceTheSameOrMayBeWrittenTwiceIsNot(String line) {
        Session session = run(line);

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).isEmpty();
    }

    @Test
    void aRecipeThatNamesARecipeAsItsDataIsRefusedByName() throws IOException {
        for (String other : List.of("self.yaml", "other.yml")) {
            Files.writeString(folder.resolve("self.yaml"), "data: " + other + "\n");

            Session session = run("train self.yaml");

            assertThat(session.code()).isEqualTo(ExitCode.USAGE);
            assertThat(session.err())
                    .isEqualTo(
                            "gradus: self.yaml: 'data' says what to train on, but '%s' is another recipe; name the data themselves\n"
                                    .formatted(other));
        }
    }

    @Test
    void twoRecipesAreRefused() throws IOException {
        Files.writeString(folder.resolve("my.yaml"), "steps: 3\n");

        Session session = run("train my.yaml --recipe one-epoch");

        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err())
                .isEqualTo("gradus: my.yaml and --recipe one-epoch are both recipes; give one\n");
    }

    @Test
    void controllersThatARateOnTheCommandLineReplacesAreNamed() throws IOException {
        Files.writeString(
                folder.resolve("my.yaml"),
                """
                data: points.csv
                label: class
                model: linear
                steps: 3
                learningRate: 0.3
                controllers: [plateau(patience=2)]
                quiet: true
                """);

        Session replaced = run("train my.yaml --lr 0.1");
        Session kept = run("train my.yaml");

        assertThat(replaced.code()).as(replaced.err()).isZero();
        assertThat(replaced.err())
                .startsWith(
                        "gradus: --learning-rate replaces the rate of my.yaml and its controllers, [plateau(patience=2)];")
                .hasLineCount(1);
        assertThat(kept.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"runs: [a, b]", "name: {a: b}", "quiet: [true]"})
    void aListInPlaceOfATextIsRefused(String line) throws IOException {
        Files.writeString(folder.resolve("my.yaml"), "steps: 3\n" + line + "\n");

        Session session = run("train my.yaml");

        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err())
                .startsWith("gradus: my.yaml, line 2, ")
                .contains("expected a text, got");
    }

    @Test
    void aSearchOnAValidationPartNeedsOne() {
        Session session = run("find SMALL --on validation --validation-share 0");

        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.err()).contains("--validation-share").doesNotContain("validateOn");
    }

    /** What a run does to stay alive is a warning, and quiet means no progress. */
    @ParameterizedTest
    @ValueSource(strings = {"--quiet", "--quiet --json", "--json", ""})
    void whatARunWarnsOfIsSaidOnceHoweverQuiet(String how) {
        Session session =
                run(
                        "train SMALL --optimizer sgd --lr 1e300 --steps 40 --non-finite \"rollBack 1e-300 3\" "
                                + how);

        String screen = how.isEmpty() ? session.out() : session.err();
        assertThat(screen.lines().filter(line -> line.contains("went back to the parameters")))
                .hasSize(1);
    }
}
