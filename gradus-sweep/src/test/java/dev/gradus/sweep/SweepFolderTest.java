package dev.gradus.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.recipe.Draft;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.json.RunException;
import dev.gradus.text.Expression;
import dev.gradus.text.TextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepFolderTest {
    private static final SweepPlan PLAN =
            new SweepPlan(
                    Draft.of(Map.of("learningRate", "0.1", "validationShare", 0.2), "the test"),
                    List.of(Axis.parse("steps=1, 2")),
                    new Design.Grid(),
                    1,
                    Optional.empty());

    @TempDir Path temporary;

    /** A process may have died while it made the folder. */
    @Test
    void halfOfASweepThatWasLeftBehindIsNotInTheWayAndRemovedLater() throws IOException {
        Path young = Files.createDirectories(temporary.resolve(".rates.1.1.new"));
        Path old = Files.createDirectories(temporary.resolve(".other.rates.12.7.new"));
        Path own = Files.createDirectories(temporary.resolve(".mine.new"));
        Files.writeString(old.resolve("sweep.json"), "{");
        var longAgo = FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS));
        Files.setLastModifiedTime(old, longAgo);
        Files.setLastModifiedTime(own, longAgo);

        SweepFolder folder = SweepFolder.create(temporary.resolve("rates"), PLAN);

        assertThat(SweepFolder.open(folder.folder()).plan().trials()).hasSize(2);
        assertThat(young).exists();
        assertThat(own).exists();
        assertThat(old).doesNotExist();
    }

    @RepeatedTest(20)
    void ofSeveralThatCreateTheSameSweepAtATimeOneDoesAndTheOthersAreTold() throws IOException {
        Path rates = temporary.resolve("rates");
        List<String> told =
                IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(_ -> created(rates))
                        .filter(message -> !message.isEmpty())
                        .toList();

        assertThat(told).hasSize(15).allMatch(each -> each.contains("rates exists already"));
        assertThat(SweepFolder.open(rates).plan().trials()).hasSize(2);
        try (var all = Files.list(temporary)) {
            assertThat(all).containsExactly(rates);
        }
    }

    @Test
    void aSweepGoesOnWithItsOwnPlanAlone() {
        Path rates = temporary.resolve("rates");
        SweepFolder made = SweepFolder.of(rates, PLAN);

        assertThat(SweepFolder.of(rates, PLAN)).isEqualTo(made);
        assertThat(SweepFolder.of(rates, made.plan())).isEqualTo(made);
        for (SweepPlan other :
                List.of(
                        new SweepPlan(PLAN.base(), PLAN.axes(), PLAN.design(), 9, PLAN.halving()),
                        new SweepPlan(
                                PLAN.base().with("epochs", "7", "test"),
                                PLAN.axes(),
                                PLAN.design(),
                                PLAN.seeds(),
                                PLAN.halving()),
                        new SweepPlan(
                                PLAN.base(),
                                List.of(Axis.parse("lr=0.125, 0.25")),
                                PLAN.design(),
                                PLAN.seeds(),
                                PLAN.halving()))) {
            assertThatThrownBy(() -> SweepFolder.of(rates, other))
                    .isInstanceOf(RunException.class)
                    .hasMessage(
                            rates
                                    + " holds a sweep with another plan; give this one another folder, or remove that one");
        }
    }

    private static String created(Path folder) {
        try {
            SweepFolder.create(folder, PLAN);
            return "";
        } catch (RunException refused) {
            return refused.getMessage();
        }
    }

    @Test
    void whyATrialFailedIsOneLineOfTheTable() {
        SweepTrial trial = PLAN.trials().getFirst();
        var fault = new TextException("no such layer", Expression.parse("dense(0)").place());

        assertThat(SweepResult.failed(trial, 0, fault).detail()).isEqualTo("no such layer");
    }

    @Test
    void aFolderThatHoldsSomethingElseIsNotTaken() throws IOException {
        Files.createDirectories(temporary.resolve("mine"));

        assertThatThrownBy(() -> SweepFolder.create(temporary.resolve("mine"), PLAN))
                .hasMessageContaining("exists already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events.jsonl", "checkpoints"})
    void aRunWithoutItsConfigurationButWithWorkInItIsNotRemoved(String work) throws IOException {
        SweepFolder folder = SweepFolder.create(temporary.resolve("rates"), PLAN);
        SweepTrial first = PLAN.trials().getFirst();
        Path run = folder.trials().folder().resolve(first.name());
        Files.createDirectories(run.resolve(work));

        assertThatThrownBy(() -> folder.find(first, _ -> {}))
                .hasMessageContaining("0001 has no configuration.json, but " + work);
        assertThat(run.resolve(work)).exists();
    }

    @Test
    void aRunThatWasNotSetUpIsRemovedWithANote() throws IOException {
        SweepFolder folder = SweepFolder.create(temporary.resolve("rates"), PLAN);
        SweepTrial first = PLAN.trials().getFirst();
        Path run = folder.trials().folder().resolve(first.name());
        Files.createDirectories(run);
        var notes = new ArrayList<String>();

        assertThat(folder.find(first, notes::add)).isEmpty();
        assertThat(run).doesNotExist();
        assertThat(notes).singleElement().asString().endsWith("it begins anew");
    }

    /** Its axis is called as what is counted, and would be a second column of that name. */
    @Test
    void noTwoColumnsOfTheTableHaveTheSameName() {
        var result =
                new SweepResult(1, 0, 1, BuiltIn.COMPLETED, "", Map.of("loss", 0.5), "sha256:1");

        assertThat(SweepTable.csv(PLAN, PLAN.trials(), List.of(result)))
                .startsWith(
                        "trial,point,over steps,seed,rung,steps,status,loss,detail,state\n1,1,1,0,0,1,");
    }
}
