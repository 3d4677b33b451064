package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.Dataset;
import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Preparation;
import dev.gradus.recipe.StopRule;
import dev.gradus.run.Run;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.file.ConfigurationText;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.train.state.Unkept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelKeepingTest {
    @TempDir private Path runs;

    private final Dataset data = Toys.clouds(23, 1);

    private Trainer trainer() {
        return Toys.trainer().runs(runs, "kept");
    }

    @Test
    void aRunThatIsOverLeavesAModelThatPredictsAsItsResult() {
        TrainingResult result = trainer().fit(data);
        Model kept = Model.load(run(result).model());
        assertThat(kept).isEqualTo(result.model());
        assertThat(kept.predict(new float[] {1, 0}))
                .containsExactly(result.model().predict(new float[] {1, 0}));
        assertThat(kept.meaning()).isEqualTo(Meaning.of(Target.classes(3)));
        assertThat(result.unkept()).isEmpty();
    }

    @Test
    void theModelSaysWhereItComesFrom() {
        TrainingResult result = trainer().validateOn(0.2).testOn(Toys.clouds(9, 2)).fit(data);
        Map<String, String> facts = Model.load(run(result).model()).provenance().facts();
        assertThat(facts)
                .containsEntry("run", "kept")
                .containsEntry("created", run(result).created().toString())
                .containsEntry("parameters", "newest")
                .containsEntry("step", "12")
                .containsEntry("ending", "completed")
                .containsEntry("seed", "1")
                .containsEntry("state", result.state())
                .containsEntry("backend", "java")
                .containsEntry("recipe", ConfigurationText.write(run(result).configuration()))
                .containsEntry("trainingFingerprint", data.fingerprint())
                .doesNotContainKey("changes");
        assertThat(facts.get("test"))
                .startsWith(
                        "loss %s, accuracy %s, majorityShare %s, "
                                .formatted(
                                        result.test().get("loss"),
                                        result.test().get("accuracy"),
                                        result.test().get("majorityShare")));
        assertThat(facts.get("validation"))
                .startsWith(
                        "loss %s, accuracy %s, "
                                .formatted(
                                        result.validation().get("loss"),
                                        result.validation().get("accuracy")));
        assertThat(facts).containsKeys("recipeFingerprint", "gradus", "jdk", "kernels");
    }

    @Test
    void theModelHasTheParametersThatTheRunNames() {
        TrainingResult result =
                trainer()
                        .learningRate(3)
                        .epochs(30)
                        .validateOn(0.3)
                        .stopWhen(StopRule.patience(2))
                        .fit(data);
        assertThat(result.ending().reason()).isEqualTo(BuiltIn.PATIENCE);
        Model kept = Model.load(run(result).model());
        assertThat(kept.provenance().facts())
                .containsEntry("parameters", "best")
                .containsEntry("step", String.valueOf(result.reported().step()));
        assertThat(kept.values()).isEqualTo(result.model().values());
        assertThat(result.reported().step()).isLessThan(result.steps());
    }

    @Test
    void changesMadeByHandAreAmongTheFacts() {
        try (Training training = trainer().prepare(data)) {
            training.request(new Control.Set(HyperParameter.LEARNING_RATE, 0.01), "test");
            TrainingResult result = training.run();
            assertThat(Model.load(run(result).model()).provenance().facts().get("changes"))
                    .contains("\"event\":\"control\"", "\"command\":\"set\"", "0.01");
        }
    }

    @Test
    void aTablesPreparationIsKept() {
        var preparation =
                Preparation.parse(
                        """
                        column("x", number(median=0, transform=plain, mean=0, deviation=1))
                        column("y", number(median=0, transform=plain, mean=0, deviation=1))
                        target("kind", classes(["left", "right", "up"]))
                        """);
        TrainingResult result = trainer().preparedBy(preparation).fit(data);
        Model kept = Model.load(run(result).model());
        assertThat(kept.meaning())
                .isEqualTo(
                        new Meaning(
                                Target.classes(3),
                                List.of("left", "right", "up"),
                                Optional.of(preparation)));
        assertThat(kept.predict(Map.of("x", "1", "y", "0")))
                .containsExactly(kept.predict(new float[] {1, 0}));
    }

    @Test
    void aRunThatDivergedLeavesNone() {
        TrainingResult result = trainer().learningRate(1e38).fit(data);
        assertThat(result.ending().isDiverged()).isTrue();
        assertThat(run(result).model()).doesNotExist();
    }

    @Test
    void aRunThatMayGoOnLeavesNoneUntilItIsOver() {
        try (Training training = trainer().prepare(data)) {
            training.request(new Control.Quit(), "test");
            TrainingResult result = training.run();
            assertThat(result.ending().isInterrupted()).isTrue();
            assertThat(run(result).model()).doesNotExist();
        }
    }

    @Test
    void aModelThatCannotBeWrittenIsSaidToBeMissing() throws IOException {
        try (Training training = trainer().prepare(data)) {
            Path inItsPlace = training.folder().orElseThrow().model();
            Files.createDirectories(inItsPlace.resolve("full"));
            TrainingResult result = training.run();
            assertThat(result.unkept()).hasSize(1);
            assertThat(result.unkept().getFirst().item()).isEqualTo(Unkept.Item.MODEL);
            assertThat(result.unkept().getFirst().sentence())
                    .startsWith("the model could not be saved: cannot write " + inItsPlace)
                    .endsWith(
                            "; its parameters are in the last checkpoint, if that could be saved");
        }
    }

    @Test
    void aLinkInItsPlaceIsReplacedAndNotFollowed() throws IOException {
        Path elsewhere = Files.writeString(runs.resolve("elsewhere"), "precious");
        try (Training training = trainer().prepare(data)) {
            Path place = training.folder().orElseThrow().model();
            Files.createSymbolicLink(place, elsewhere);
            TrainingResult result = training.run();
            assertThat(Model.load(place)).isEqualTo(result.model());
            assertThat(elsewhere).hasContent("precious");
        }
    }

    private static Run run(TrainingResult result) {
        return result.run().orElseThrow();
    }
}
