package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.model.Model;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import dev.gradus.prepare.Preparer;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.train.Trainer;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableCommandTest {
    @TempDir private Path folder;

    @Test
    void aRawTableTrainsAndIsReplayedToTheSameBits() throws IOException {
        var text = new StringBuilder("id,income,city,answer\n");
        for (int row = 0; row < 200; row++) {
            boolean isRich = row % 3 == 0;
            text.append(row)
                    .append(',')
                    .append(row % 11 == 5 ? "NA" : 100_000 + (isRich ? 40_000 : 0) + row * 37 % 900)
                    .append(row % 2 == 0 ? ",\"Bern, old town\"," : ",Basel,")
                    .append(isRich ? "rich" : "poor")
                    .append('\n');
        }
        Files.writeString(folder.resolve("people.csv"), text);

        Session session =
                Session.run(
                        folder,
                        Session.words(
                                "train people.csv --target answer --validation-share 0.2 --backend java --threads 1 --name fox"));

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.out())
                .containsPattern("id +id +.*left out: names or numbers the rows")
                .containsPattern("accuracy 9|accuracy 100");
        Session again = Session.run(folder, "replay", "fox");
        assertThat(again.code()).as(again.err()).isZero();
    }

    @Test
    void aModelPreparesRawRowsAsItsTrainingDidWhereverTheirColumnsStand() throws IOException {
        var rows = new StringBuilder("income,city,answer\n");
        var turned = new StringBuilder("city,income\n");
        for (int row = 0; row < 90; row++) {
            boolean isRich = row % 3 == 0;
            String income = row % 11 == 5 ? "" : String.valueOf((isRich ? 140_000 : 100_000) + row);
            String city = row % 2 == 0 ? "Bern" : "Basel";
            rows.append(income).append(',').append(city).append(isRich ? ",rich\n" : ",poor\n");
            turned.append(city).append(',').append(income).append('\n');
        }
        Files.writeString(folder.resolve("people.csv"), rows);
        Files.writeString(folder.resolve("turned.csv"), turned);
        Session trained =
                Session.run(
                        folder,
                        Session.words(
                                "train people.csv --target answer --backend java --threads 1 --name hare"));
        assertThat(trained.code()).as(trained.err()).isZero();

        Session predicted = Session.run(folder, "predict", "hare", "people.csv");
        Session moved = Session.run(folder, "predict", "hare", "turned.csv");

        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(predicted.outLines()).hasSize(91);
        assertThat(predicted.outLines().get(1)).contains("rich");
        assertThat(predicted.outLines().get(2)).contains("poor");
        assertThat(moved.outLines()).isEqualTo(predicted.outLines());
        Session measured = Session.run(folder, "evaluate", "hare", "people.csv");
        assertThat(measured.out())
                .containsPattern("accuracy +(9\\d|100)")
                .contains(
                        "the model learned from some of these rows (61 of a sample of 61 are here)");
        Session other = Session.run(folder, "predict", "hare", "people.csv", "--target", "city");
        assertThat(other.err()).contains("the model learned answer, not city");
        Session same = Session.run(folder, "predict", "hare", "people.csv", "--target", "answer");
        assertThat(same.outLines()).isEqualTo(predicted.outLines());
        Files.writeString(folder.resolve("one.csv"), "income\n100000\n");
        Session incomplete = Session.run(folder, "predict", "hare", "one.csv");
        assertThat(incomplete.code()).isEqualTo(4);
        assertThat(incomplete.err()).contains("city");
    }

    @Test
    void aModelWithoutColumnNamesTakesThemInTheirOrderAndSaysSo() throws IOException {
        Dataset arrays =
                Dataset.ofLabels(
                        Shape.vector(2),
                        new float[][] {{0, 0}, {0, 1}, {5, 0}, {5, 1}},
                        new int[] {0, 0, 1, 1},
                        2);
        Trainer.of(Network.of(Shape.vector(2), Layers.dense(2)), Losses.softmaxCrossEntropy())
                .backend("java")
                .learningRate(0.5)
                .steps(50)
                .runs(folder.resolve("runs"), "mole")
                .fit(arrays);
        Files.writeString(folder.resolve("new.csv"), "size,kind,weight\n0,0,1\n5,1,1\n");

        Session predicted = Session.run(folder, "predict", "mole", "new.csv", "--target", "kind");

        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(predicted.outLines().get(1)).startsWith("0,0,");
        assertThat(predicted.outLines().get(2)).startsWith("1,1,");
        assertThat(predicted.err())
                .contains(
                        "the model knows no column names; it takes 2 inputs from new.csv in this order: size, weight");
        Session wide = Session.run(folder, "predict", "mole", "new.csv");
        assertThat(wide.code()).isEqualTo(4);
        assertThat(wide.err()).contains("has 3 columns of inputs, but the model takes 2");
        Session measured = Session.run(folder, "evaluate", "mole", "new.csv");
        assertThat(measured.err()).contains("name it with --target COLUMN");
        Session named = Session.run(folder, "evaluate", "mole", "new.csv", "--target", "kind");
        assertThat(named.out()).contains("accuracy 100");
    }

    /** Preparation and network are the same in training and afterwards, to the last bit. */
    @Test
    void aModelMeasuresTheRowsOfItsTrainingAsItsTrainingDid() throws IOException {
        var lines = new ArrayList<String>(List.of("size,city,day,y"));
        for (int row = 0; row < 150; row++) {
            lines.add(
                    Text.of(
                            "%s,%s,2026-%02d-%02d,%.4f",
                            row % 13 == 4 ? "" : Math.exp(row % 30),
                            "c" + row * row % 9,
                            1 + row % 12,
                            1 + row % 28,
                            Math.sin(row) * 100));
        }
        Files.write(folder.resolve("t.csv"), lines);
        Session trained =
                Session.run(
                        folder,
                        Session.words(
                                "train t.csv --target y --validation-share 0.2 --backend java --threads 1 --name fox --seed 3"));
        assertThat(trained.code()).as(trained.err()).isZero();
        Table table = Table.of(folder.resolve("t.csv"), TableFormat.usual());
        PreparedTable parts =
                PreparedTable.of(
                        table,
                        Roles.of(Survey.of(table), Wishes.learn("y")),
                        new PreparedTable.Shares(0.2, 0),
                        3);
        Model model = Model.load(folder.resolve("runs/fox/model.gradus"));
        Preparer preparer = model.meaning().preparation().orElseThrow().reading(table.columns());
        Dataset held = parts.validation().orElseThrow();
        var batch = new Batch(1, held.input().size(), held.target());
        var rows = new ArrayList<String>(List.of(lines.getFirst()));
        for (int example = 0; example < held.size(); example++) {
            int line = Integer.parseInt(held.place(example).replaceFirst(".*line ", ""));
            rows.add(lines.get(line - 1));
            held.copy(example, batch, 0);
            assertThat(preparer.inputs(List.of(lines.get(line - 1).split(",", -1))))
                    .isEqualTo(batch.inputs());
        }
        Files.write(folder.resolve("held.csv"), rows);

        Session measured =
                Session.run(
                        folder,
                        Session.words("evaluate fox held.csv --json --backend java --threads 1"));

        String loss = measured.out().replaceFirst("(?s).*\"loss\":([^,}]*).*", "$1");
        assertThat(Files.readString(folder.resolve("runs/fox/events.jsonl")))
                .contains("\"reported\":", "\"loss\":" + loss);
        assertThat(measured.out()).contains("\"learnedRows\":{\"sampled\":64,\"found\":0}");
    }

    /** Whatever the defaults of tables are when it is read. */
    @ParameterizedTest
    @ValueSource(strings = {"validationShare: 0\n", "validationShare: 0.1\nstop: []\n", ""})
    void aRecordedRunIsTrainedAgainAsItWasWithoutItsRowsHeldOutOrItsRule(String settings)
            throws IOException {
        var text = new StringBuilder("x,y,side\n");
        for (int row = 0; row < 600; row++) {
            text.append(
                    Text.of(
                            "%.3f,%.3f,%s%n",
                            Math.sin(row), Math.cos(7.0 * row), row % 3 == 0 ? "a" : "b"));
        }
        Files.writeString(folder.resolve("t.csv"), text);
        Files.writeString(
                folder.resolve("first.yaml"),
                settings
                        + "data: t.csv\ntarget: side\nmodel: dense(4) tanh dense(2)\nbackend: java\nthreads: 1\n"
                        + "batchSize: 60\nepochs: 35\nkeep: 99\n");
        assertThat(run("train first.yaml --name fox").code()).isZero();
        Files.writeString(folder.resolve("again.yaml"), run("recipe fox").out());

        assertThat(run("train again.yaml --name owl").code()).isZero();
        Session replay = run("replay fox");
        long step =
                new CheckpointStore(folder.resolve("runs/fox/checkpoints"), 99).steps().getLast();
        Session fork = run("fork fox@" + step + " --name cub --quiet");

        assertThat(replay.out()).contains("identical");
        assertThat(fork.code()).as(fork.err()).isZero();
        assertThat(ending("owl")).isEqualTo(ending("fox"));
        assertThat(ending("cub")).isEqualTo(ending("fox"));
        assertThat(run("evaluate owl t.csv").out()).isEqualTo(run("evaluate fox t.csv").out());
    }

    @Test
    void aTableThatIsLearnedFromAsAWholeSaysBeforeHowToMeasureTheNetworkAndAfterThatItHasNoScore()
            throws IOException {
        var text = new StringBuilder("x,side\n");
        for (int row = 0; row < 60; row++) {
            text.append(row).append(".5,").append(row % 2 == 0 ? "a" : "b").append('\n');
        }
        Files.writeString(folder.resolve("t.csv"), text);
        String train = "train t.csv --target side --steps 30 --backend java --threads 1";

        assertThat(run(train).out())
                .containsSubsequence(
                        "nothing is held out, ",
                        "--folds 5 or --test-share 0.2",
                        "    epoch ",
                        "no score on other rows, since nothing was held out")
                .containsOnlyOnce("--folds 5");
        assertThat(run(train + " --test-share 0.2").out())
                .contains("test: ")
                .doesNotContain("held out");
        assertThat(run(train + " --validation-share 0.2").out()).doesNotContain("held out");
    }

    @Test
    void rowsWithoutATargetAreLeftOutOfAnEvaluationOnScreenAndInTheRecord() throws IOException {
        var lines = new ArrayList<String>(List.of("x,side"));
        for (int row = 0; row < 60; row++) {
            lines.add(Text.of("%d.5,%s", row, row % 9 == 4 ? "" : row < 30 ? "a" : "b"));
        }
        Files.write(folder.resolve("t.csv"), lines);
        String left = "7 rows without a value in side left out";
        Session trained =
                run("train t.csv --target side --steps 30 --backend java --threads 1 --name fox");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out() + trained.err()).contains(left);

        Session measured = run("evaluate fox t.csv");
        Session recorded = run("evaluate fox t.csv --json");

        assertThat(measured.out()).startsWith("53 examples of ");
        assertThat(measured.err()).isEqualTo("gradus: " + left + "\n");
        assertThat(recorded.out())
                .startsWith("{\"examples\":53,")
                .contains("\"notes\":[\"" + left + "\"]");
        lines.removeIf(line -> line.endsWith(","));
        Files.write(folder.resolve("t.csv"), lines);
        assertThat(run("evaluate fox t.csv --json").out())
                .isEqualTo(recorded.out().replace("\"notes\":[\"" + left + "\"],", ""));
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private String ending(String name) {
        Run run = new Runs(folder.resolve("runs")).find(name);
        return ((RunEnded) run.record().getLast()).state();
    }
}
