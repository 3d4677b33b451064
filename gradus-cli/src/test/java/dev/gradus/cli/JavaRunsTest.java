package dev.gradus.cli;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.tanh;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.digits.Mnist;
import dev.gradus.nn.Network;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.NonFinitePolicy;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.schedule.controller.Plateau;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.train.Replay;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run of a Java program goes on by the command, and one of the command in Java, to the bit. */
class JavaRunsTest {
    @TempDir Path folder;
    private Path table = Path.of("");

    @BeforeEach
    void write() throws IOException {
        var rows = new StringBuilder("x,y,class\n");
        for (int i = 0; i < 40; i++) {
            rows.append(
                    Text.of(
                            "%.4f,%.4f,%s\n",
                            Math.sin(i), Math.cos(i * i), i % 3 == 0 ? "no" : "yes"));
        }
        table = folder.resolve("points.csv");
        Files.writeString(table, rows);
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private Run recorded(String name) {
        return new Runs(folder.resolve("runs")).find(name);
    }

    private String ending(String name) {
        return ((RunEnded) recorded(name).record().getLast()).state();
    }

    private PreparedTable points(long seed) {
        Table points = Table.of(table, TableFormat.usual());
        Roles roles = Roles.of(Survey.of(points), Wishes.learn("class"));
        return PreparedTable.of(points, roles, new PreparedTable.Shares(0.2, 0), seed);
    }

    private Dataset points() {
        return points(5).training();
    }

    private static Trainer validated(Trainer trainer, PreparedTable parts) {
        return trainer.validateOn(parts.validation().orElseThrow());
    }

    private Trainer trainer() {
        return validated(trainer(points()), points(5));
    }

    private static Trainer trainer(Dataset data) {
        var network = Network.of(data.input(), dense(5), tanh(), dense(2));
        return Trainer.of(network, softmaxCrossEntropy().labelSmoothing(0.1))
                .backend("java")
                .threads(1)
                .optimizer(Optimizers.momentum(0.8))
                .groups(new ParameterGroup("*.bias", 0.5, 0))
                .learningRate(Schedules.oneCycle(0.2))
                .controllers(Plateau.plateau().patience(2))
                .weightDecay(0.001)
                .batchSize(7)
                .steps(24)
                .clipValue(0.5)
                .seed(5)
                .validateOn(0.2)
                .metrics(Metrics.accuracy(), Metrics.topK(1))
                .stopWhen(StopRule.patience(40, Metrics.accuracy()))
                .whenNotFinite(NonFinitePolicy.rollBack(0.5, 2))
                .keep(9);
    }

    /** Trains to step 10, where the process ends. */
    private Run interrupted(Trainer trainer, Dataset data) {
        try (Training training = trainer.runs(folder.resolve("runs"), "fox").prepare(data)) {
            while (training.session().step() < 10) {
                training.turn();
            }
            training.request(new Control.Quit(), "test");
            return training.run().run().orElseThrow();
        }
    }

    @Test
    void theCommandGoesOnWithARunOfJava() {
        String whole = trainer().fit(points()).state();
        interrupted(trainer(), points());

        Session resumed = run("resume fox --quiet");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(ending("fox")).isEqualTo(whole);
        assertThat(run("replay fox --quiet").out()).contains("identical: 24 steps");
        assertThat(run("fork fox@10 --name cub --quiet").code()).isZero();
        assertThat(ending("cub")).isEqualTo(whole);
        assertThat(recorded("cub").configuration().values().get("fingerprints"))
                .isEqualTo(recorded("fox").configuration().values().get("fingerprints"));
    }

    @Test
    void javaGoesOnWithARunOfTheCommand() {
        String line =
                "train points.csv --label class --model \"dense(5) tanh dense(2)\" --backend java --batch-size 7"
                        + " --lr \"cosine(0.1) * plateau(patience=2)\" --stop \"patience 40\" --validation-share 0.2 --keep 9 --quiet --seed 3 --steps 24";
        assertThat(run(line + " --name whole").code()).isZero();
        PreparedTable parts = points(3);
        Dataset train = parts.training();
        interrupted(validated(Trainer.of(recorded("whole"), train), parts), train);

        try (Training training =
                validated(Trainer.of(recorded("fox"), train), parts)
                        .runIn(recorded("fox"))
                        .prepare(train)) {
            training.resume(new CheckpointStore(recorded("fox").checkpoints(), 1).newest());
            assertThat(training.run().state()).isEqualTo(ending("whole"));
        }
        try (Training again =
                validated(Trainer.of(recorded("whole"), train), parts).prepare(train)) {
            assertThat(Replay.of(recorded("whole").record(), again))
                    .isInstanceOf(Replay.Identical.class);
        }
        assertThat(recorded("fox").configuration().values().get("fingerprints"))
                .isEqualTo(recorded("whole").configuration().values().get("fingerprints"));
    }

    @Test
    void aRecipeThatIsPrintedTrainsTheSameBits() throws IOException {
        trainer().runs(folder.resolve("runs"), "fox").fit(points());
        Session printed = run("recipe fox");
        assertThat(printed.code()).as(printed.err()).isZero();
        Files.writeString(folder.resolve("my.yaml"), printed.out());

        Session trained = run("train my.yaml --name owl --quiet");

        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(ending("owl")).isEqualTo(ending("fox"));
        assertThat(recorded("owl").configuration().values().get("fingerprints"))
                .isEqualTo(recorded("fox").configuration().values().get("fingerprints"));
    }

    @Test
    void theDigitsAreNamedAndSoIsATestPartThatIsLeftAlone() {
        Dataset digits = Mnist.load().train();
        Trainer.of(
                        Network.of(
                                Shape.image(1, 28, 28),
                                dev.gradus.nn.layer.Layers.flatten(),
                                dense(10)),
                        softmaxCrossEntropy())
                .backend("java")
                .learningRate(0.1)
                .batchSize(20)
                .steps(3)
                .runs(folder.resolve("runs"), "fox")
                .fit(digits);

        assertThat(recorded("fox").configuration().text("data")).contains("mnist");
        assertThat(recorded("fox").configuration().text("test")).contains("none");
        assertThat(run("replay fox --quiet").out()).contains("identical: 3 steps");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume fox", "replay fox", "fork fox", "recipe fox"})
    void whatHasNoTextIsRefusedByNameWithTheWayToGoOn(String command) {
        Dataset some = points().take(30);
        trainer(some)
                .learningRate(Schedules.law("mine", step -> 0.1))
                .runs(folder.resolve("runs"), "fox")
                .fit(some);

        Session refused = run(command);

        assertThat(refused.code()).isNotZero();
        assertThat(refused.err())
                .contains("run fox has parts that a Java program supplied")
                .contains("learningRate law(\"mine\", …)")
                .contains("training data '")
                .contains(
                        "resume from that program: trainer.runIn(run).prepare(data), then Resume.goOn");
    }

    @Test
    void aChangedDigitOfTheConfigurationIsSaid() throws IOException {
        interrupted(trainer(), points());
        Path file = recorded("fox").folder().resolve("configuration.json");
        Files.writeString(file, Files.readString(file).replace("\"keep\":9", "\"keep\":8"));

        for (String command :
                new String[] {
                    "resume fox --quiet", "replay fox --quiet", "recipe fox", "fork fox@10 --quiet"
                }) {
            assertThat(run(command).err())
                    .as(command)
                    .contains("configuration.json is not as it was written");
        }
    }
}
