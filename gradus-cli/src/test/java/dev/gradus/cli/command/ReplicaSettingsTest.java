package dev.gradus.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.number.Text;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.sweep.Axis;
import dev.gradus.sweep.Design;
import dev.gradus.sweep.Halving;
import dev.gradus.sweep.SweepPlan;
import dev.gradus.train.RoundTimes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaSettingsTest {
    private static final Draft USUAL = Draft.of(Map.of("batchSize", 128), "the defaults");

    private static String batchSize(Draft draft) {
        return ReplicaSettings.of(draft)
                .divided(draft.recipe())
                .recipe()
                .get(Keys.BATCH_SIZE)
                .toString();
    }

    @Test
    void theUsualBatchIsDividedAmongTheReplicas() {
        Draft four = USUAL.with("replicas", 4, "--workers");
        ReplicaSettings.Settled settled = ReplicaSettings.of(four).divided(four.recipe());

        assertThat(batchSize(four)).isEqualTo("32");
        assertThat(settled.note())
                .hasValueSatisfying(note ->
                        assertThat(note)
                                .startsWith(
                                        "batches of 32 examples: the usual batch size of 128, divided among 4 replicas"));
        assertThat(batchSize(USUAL.with("replicas", 1000, "--workers"))).isEqualTo("1");
    }

    @Test
    void aBatchThatIsGivenAndOneOfOneNetworkStay() {
        assertThat(batchSize(USUAL)).isEqualTo("128");
        assertThat(batchSize(USUAL.with("replicas", 1, "--workers"))).isEqualTo("128");
        assertThat(
                        batchSize(
                                USUAL.with("replicas", 4, "--workers")
                                        .with("batchSize", 128, "--batch-size")))
                .isEqualTo("128");
        assertThat(
                        batchSize(
                                USUAL.with("replicas", 4, "--workers")
                                        .with(Draft.ofYaml("batchSize: 128", "the defaults.yaml"))))
                .isEqualTo("128");
    }

    /** 5 % of the time: 19 times what a round takes, within 10 and 100 updates. */
    @ParameterizedTest
    @CsvSource({"0.001, 0.002, 38", "0.001, 0.0001, 10", "0.001, 0.03, 100", "0, 0, 10"})
    void roundsAreAsLongAsTheirCostSuggests(double update, double round, int updates) {
        ReplicaSettings.Settled settled =
                ReplicaSettings.withRounds(
                        Recipe.ofJson("{\"replicas\": 2, \"optimizer\": \"adam\"}", "the test"),
                        new RoundTimes(update, round));

        assertThat(settled.recipe().get(Keys.ROUNDS))
                .hasToString(Text.of("nesterov(%d, 1.0, 0.3)", updates));
        assertThat(settled.note().orElseThrow())
                .startsWith(Text.of("rounds nesterov(%d, 1.0, 0.3): a round took", updates));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "4; average(50); true",
                "4; average(20); false",
                "2; average(100); false",
                "4; nesterov(100, 1, 0.3); false",
                "1; average(100); false"
            })
    void whatAveragingCostsIsSaid(int replicas, String rounds, boolean said) {
        Recipe recipe =
                USUAL.with("replicas", replicas, "--workers")
                        .with("rounds", rounds, "--rounds")
                        .recipe();

        assertThat(ReplicaSettings.costOfAveraging(recipe).isPresent()).isEqualTo(said);
    }

    @Test
    void whatASweepDoesWithReplicasIsSaid() {
        Draft base =
                USUAL.with("validationShare", 0.1, "the defaults")
                        .with("optimizer", "adam", "the defaults")
                        .with("learningRate", 0.1, "the test");
        var halved =
                new SweepPlan(
                        base,
                        List.of(Axis.parse("replicas=1, 4")),
                        new Design.Grid(),
                        1,
                        Optional.of(new Halving(2)));

        assertThat(ReplicaSettings.ofSweep(base, halved))
                .satisfiesExactly(
                        batches -> assertThat(batches).contains("does not divide the batch size"),
                        rungs -> assertThat(rungs).endsWith("up to 80 updates here"));
        var alone =
                new SweepPlan(
                        base,
                        List.of(Axis.parse("replicas=1")),
                        new Design.Grid(),
                        1,
                        Optional.empty());
        assertThat(ReplicaSettings.ofSweep(base, alone)).isEmpty();
    }

    @Test
    void roundsThatAreToBeMeasuredNeedReplicas() {
        Draft auto = USUAL.with("rounds", "auto", "--rounds");

        assertThatThrownBy(() -> ReplicaSettings.of(auto).readable(auto))
                .hasMessageContaining("add replicas (--workers 2)");
        Draft two = auto.with("replicas", 2, "--workers");
        assertThat(ReplicaSettings.of(two).readable(two).recipe().find(Keys.ROUNDS)).isEmpty();
    }
}
