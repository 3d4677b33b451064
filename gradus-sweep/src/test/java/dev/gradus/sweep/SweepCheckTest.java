package dev.gradus.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.Dataset;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.run.json.RunException;
import dev.gradus.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found before a sweep trains anything. */
class SweepCheckTest {
    private static final Dataset DATA = halves(40);

    @TempDir Path temporary;

    private static Dataset halves(int examples) {
        float[][] inputs = new float[examples][1];
        int[] labels = new int[examples];
        for (int i = 0; i < examples; i++) {
            inputs[i][0] = i / (float) examples;
            labels[i] = 2 * i / examples;
        }
        return Dataset.ofLabels(Shape.of(1), inputs, labels, 2);
    }

    private static SweepPlan plan(String axis) {
        var values = new LinkedHashMap<String, Object>();
        values.put("model", "dense(2)");
        values.put("learningRate", "0.1");
        values.put("steps", 6);
        values.put("replicas", 2);
        values.put("validationShare", 0.25);
        values.put("backend", "java");
        return new SweepPlan(
                Draft.of(values, "the test"),
                List.of(Axis.parse(axis)),
                new Design.Grid(),
                1,
                Optional.empty());
    }

    private static SweepCheck of(SweepPlan plan, Workshop workshop) {
        return new SweepCheck(plan.trials(), workshop);
    }

    /** A version of Gradus whose default of one setting is another. */
    private static Workshop withDefault(String name, String value) {
        return recipe -> {
            Draft usual = Draft.of(Map.of(name, value), "another version");
            Recipe completed = usual.with(Draft.of(recipe)).recipe();
            return new Workshop.Ready(Trainer.of(completed, DATA), DATA);
        };
    }

    @Test
    void aMistakeOfAllPointsIsFoundAndOneOfSomeIsNot() {
        var workshop = Workshop.on(DATA);

        assertThatThrownBy(of(plan("model=dense(3), dense(4)"), workshop)::requireTrainable)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3");
        assertThatCode(of(plan("model=dense(3), dense(2)"), workshop)::requireTrainable)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rounds          | average(3)",
                "batchSize       | 8",
                "optimizer       | adam",
                "augmentation    | noise(0.1)",
                "stop            | patience 9",
            })
    void otherDefaultsDoNotChangeASweepThatContinues(String name, String value) {
        SweepPlan plan = plan("lr=0.1, 0.2, 0.3");
        SweepFolder folder = SweepFolder.create(temporary.resolve("sweep"), plan);
        stoppedInTheSecondRun(folder, Workshop.on(DATA));
        Workshop other = withDefault(name, value);

        assertThatCode(() -> of(plan, Workshop.on(DATA)).requireUnchanged(folder))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> of(plan, other).requireUnchanged(folder))
                .isInstanceOf(RunException.class)
                .hasMessageContaining(name + " is ");

        var continued = new ParameterSweep(folder, other, 1);
        assertThatThrownBy(continued::run).isInstanceOf(RunException.class);
        assertThat(folder.results(_ -> {})).hasSize(1);
    }

    /** The second of three runs was stopped, and the third has not begun. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batchSize | 8",
                "optimizer | adam",
                "weightDecay | 0.01",
                "rounds | average(3)"
            })
    void anotherDefaultOfAPointThatHasNotBegunIsNoticed(String name, String value) {
        SweepPlan plan = plan("lr=0.1, 0.2, 0.3");
        SweepFolder folder = SweepFolder.create(temporary.resolve("sweep"), plan);
        Workshop usual = Workshop.on(DATA);
        Workshop other = withDefault(name, value);
        Workshop otherForTheThird =
                recipe ->
                        recipe.get(Keys.LEARNING_RATE).text().contains("0.3")
                                ? other.ready(recipe)
                                : usual.ready(recipe);
        of(plan, usual).requireUnchanged(folder);
        stoppedInTheSecondRun(folder, usual);

        assertThatCode(() -> of(plan, usual).requireUnchanged(folder)).doesNotThrowAnyException();
        assertThatThrownBy(() -> of(plan, otherForTheThird).requireUnchanged(folder))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("its run " + folder.folder())
                .hasMessageContaining(name + " is ");
    }

    @Test
    void aPointThatCanNoLongerBeTrainedIsNoticed() {
        SweepPlan plan = plan("lr=0.1, 0.2");
        SweepFolder folder = SweepFolder.create(temporary.resolve("sweep"), plan);
        of(plan, Workshop.on(DATA)).requireUnchanged(folder);
        SweepCheck now = of(plan, withDefault("momentum", "0.5"));

        assertThatThrownBy(() -> now.requireUnchanged(folder))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("it can no longer be trained: ")
                .hasMessageContaining("momentum");
    }

    @Test
    void aPointThatCannotBeTrainedKeepsNoSweepFromContinuing() {
        SweepPlan plan = plan("model=dense(3), dense(2)");
        SweepFolder folder = SweepFolder.create(temporary.resolve("sweep"), plan);
        SweepCheck check = of(plan, Workshop.on(DATA));
        check.requireUnchanged(folder);

        assertThatCode(() -> check.requireUnchanged(folder)).doesNotThrowAnyException();
    }

    private static void stoppedInTheSecondRun(SweepFolder folder, Workshop workshop) {
        var sweeps = new ArrayList<ParameterSweep>();
        var listener =
                new SweepListener() {
                    @Override
                    public void began(SweepTrial trial, int rung) {
                        if (trial.number() == 2) {
                            sweeps.getFirst().stop();
                        }
                    }
                };
        sweeps.add(new ParameterSweep(folder, workshop, 1, listener));
        sweeps.getFirst().run();
    }
}
