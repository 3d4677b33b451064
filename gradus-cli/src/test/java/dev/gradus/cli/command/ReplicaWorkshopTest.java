package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.Session;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.Run;
import dev.gradus.sweep.Workshop;
import dev.gradus.sweep.cluster.WorkshopSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process trains that is sent some of a run's replicas. */
class ReplicaWorkshopTest {
    private static final int ROWS = 600;

    @TempDir private Path folder;

    @BeforeEach
    void writeTable() throws IOException {
        var text = new StringBuilder("x,y,kind\n");
        for (int row = 0; row < ROWS; row++) {
            text.append(Math.sin(row)).append(',').append(Math.cos((double) row * row));
            text.append(row % 3 == 0 ? ",large\n" : ",small\n");
        }
        Files.writeString(folder.resolve("t.csv"), text);
    }

    private Run trained(String options) {
        Session session =
                Session.run(
                        folder,
                        Session.words(
                                "train t.csv --target kind --backend java --threads 1 --steps 4 --model \"dense(4) relu dense(2)\" --quiet "
                                        + options));
        assertThat(session.code()).as(session.err()).isZero();
        return Run.open(folder.resolve("runs/fox"));
    }

    /** A record has no share where nothing was held out, but tables of this size have a default. */
    @Test
    void aReplicaOfARunOnRecordLearnsFromTheRowsOfTheRun() {
        Run run = trained("--name fox --validation-share 0");
        Recipe recipe = RunOptions.recipe(run);
        assertThat(recipe.find(Keys.VALIDATION_SHARE)).isEmpty();

        Workshop.Ready replica = sent(recipe);

        assertThat(replica.train().size()).isEqualTo(ROWS);
        assertThat(replica.trainer().settledRecipe())
                .isEqualTo(launch().ready(recipe).trainer().settledRecipe());
    }

    @Test
    void rowsThatTheRunHoldsOutAreHeldOutThere() {
        Recipe recipe = RunOptions.recipe(trained("--name fox --validation-share 0.25"));

        assertThat(sent(recipe).train().size())
                .isEqualTo(launch().ready(recipe).train().size())
                .isEqualTo(450);
    }

    private Surroundings surroundings() {
        return Surroundings.silent(folder, System.getenv());
    }

    private Launch launch() {
        return new Launch(new Launch.Shown(false, true), surroundings());
    }

    private Workshop.Ready sent(Recipe recipe) {
        WorkshopSource workshops = ReplicaWorkshop.of(surroundings(), recipe);
        return workshops.open(_ -> {}).ready(recipe);
    }
}
