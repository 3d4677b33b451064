package dev.gradus.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldScoresTest {
    private static FoldScores of(List<Map<String, Double>> measured) {
        var all = new FoldScores(measured.size(), List.of(), List.of());
        for (Map<String, Double> each : measured) {
            all =
                    all.with(
                            new FoldScores.Fold(
                                    1, "fold-1", 80, 20, 100, "completed", each, List.of()),
                            List.of());
        }
        return all;
    }

    /** numpy.std([1, 2, 4, 7], ddof=1) is 2.6457513110645907. */
    @Test
    void theSpreadIsTheStandardDeviationOfASample() {
        FoldScores.Score score =
                of(List.of(Map.of("x", 1.0), Map.of("x", 2.0), Map.of("x", 4.0), Map.of("x", 7.0)))
                        .scores()
                        .get("x");
        assertThat(score.mean()).isEqualTo(3.5);
        assertThat(score.spread()).isCloseTo(2.6457513110645907, within(1e-15));
        assertThat(score.lowest()).isEqualTo(1);
        assertThat(score.highest()).isEqualTo(7);
    }

    @Test
    void aFoldThatDivergedDoesNotCountAndAScoreThatOneLacksHasNoMean() {
        FoldScores all = of(List.of(Map.of("x", 1.0, "auc", 0.5), Map.of(), Map.of("x", 3.0)));
        assertThat(all.measured()).hasSize(2);
        assertThat(all.scores()).containsOnlyKeys("x");
        assertThat(all.scores().get("x").mean()).isEqualTo(2);
        assertThat(all.incomplete()).containsExactly("auc");
    }

    @Test
    void theConfusionMatricesOfAllFoldsAddUpAndAreReadBack() {
        var all = new FoldScores(3, List.of(), List.of());
        for (long fold = 1; fold <= 2; fold++) {
            all =
                    all.with(
                            new FoldScores.Fold(
                                    (int) fold,
                                    "fold-" + fold,
                                    80,
                                    20,
                                    100,
                                    "completed",
                                    Map.of("accuracy", 0.5, "auc", Double.NaN),
                                    List.of(List.of(5L, fold), List.of(0L, 3 * fold))),
                            List.of("no", "yes"));
        }
        assertThat(all.confusion()).isEqualTo(List.of(List.of(10L, 3L), List.of(0L, 9L)));
        assertThat(all.has(2)).isTrue();
        assertThat(all.has(3)).isFalse();
        var kept =
                new FoldReport.Kept(
                        all,
                        Map.of("target", List.of("y")),
                        Map.of("steps", 100, "optimizer", "adam"));
        assertThat(FoldReport.read(FoldReport.json(kept), Path.of("folds.json"))).isEqualTo(kept);
    }
}
