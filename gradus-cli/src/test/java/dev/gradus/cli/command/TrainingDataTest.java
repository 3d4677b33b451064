package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Session;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data of a training that starts from a model. */
class TrainingDataTest {
    @TempDir private Path folder;
    private Recipe started = Recipe.empty();

    @BeforeEach
    void trainTwoModels() throws IOException {
        Files.writeString(folder.resolve("points.csv"), "x,kind\n" + "1,a\n2,b\n4,a\n".repeat(9));
        for (String[] run :
                new String[][] {
                    {"narrow", "dense(3) tanh dense(2)"}, {"wide", "dense(5) tanh dense(2)"}
                }) {
            Session trained =
                    Session.run(
                            folder,
                            Session.words(
                                    "train points.csv --target kind --steps 2 --backend java --quiet --name %s --model \"%s\""
                                            .formatted(run[0], run[1])));
            assertThat(trained.code()).as(trained.err()).isZero();
        }
        started =
                Recipe.empty()
                        .with(Keys.DATA, "points.csv")
                        .with(Keys.TARGET, List.of("kind"))
                        .with(Keys.START_FROM, model("wide").toString());
    }

    private Path model(String run) {
        return folder.resolve("runs").resolve(run).resolve("model.gradus");
    }

    private Surroundings surroundings() {
        return Surroundings.silent(folder, Map.of());
    }

    /** Another model may be saved under its name before the training begins. */
    @Test
    void theModelIsReadOnce() throws IOException {
        TrainingData source = TrainingData.read(started, surroundings());
        Files.delete(model("wide"));

        Recipe completed = source.completed(started);

        assertThat(completed.find(Keys.PREPARATION)).contains("model");
        assertThat(source.trainer(completed).settings().network.text())
                .isEqualTo("dense(5) tanh dense(2)");
    }

    @Test
    void eachRunOfASweepStartsFromItsOwnModel() {
        Recipe other = started.with(Keys.START_FROM, model("narrow").toString());
        var data = new SweepData(surroundings(), started);

        assertThat(data.ready(other).trainer().settings().network.text())
                .isEqualTo("dense(3) tanh dense(2)");
        assertThat(data.settler().apply(other).get(Keys.MODEL)).isEqualTo("dense(3) tanh dense(2)");
    }
}
