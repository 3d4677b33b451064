package dev.gradus.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.train.score.ValueScores;
import dev.gradus.train.score.ValueScores.OfTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreTextTest {
    private static Map<String, Double> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Double>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], (Double) namesAndValues[i + 1]);
        }
        return map;
    }

    @Test
    void saysBesideTheAccuracyWhatTheMostFrequentClassWouldReach() {
        assertThat(
                        ScoreText.line(
                                ordered(
                                        "loss",
                                        0.25,
                                        "accuracy",
                                        0.95,
                                        "majorityShare",
                                        0.6,
                                        "balancedAccuracy",
                                        0.9,
                                        "macroF1",
                                        0.9125,
                                        "auc",
                                        0.99,
                                        "logLoss",
                                        0.3,
                                        "mine",
                                        7.0)))
                .isEqualTo(
                        "loss 0.2500, accuracy 95.00% (always the most frequent class: 60.00%),"
                                + " balanced accuracy 90.00%, macro F1 0.9125, AUC 0.9900,"
                                + " log loss 0.3000, mine 7.0000");
    }

    @Test
    void tellsALossThatIsNoNumberFromOneThatThereIsNot() {
        assertThat(ScoreText.line(ordered("loss", Double.NaN, "accuracy", 0.5)))
                .isEqualTo("loss NaN, accuracy 50.00%");
        assertThat(ScoreText.line(ordered("accuracy", 0.5, "logLoss", 0.25)))
                .isEqualTo("loss none, accuracy 50.00%, log loss 0.2500");
        assertThat(EpochTable.metrics(ordered("loss", Double.NaN))).isEqualTo("loss NaN");
    }

    @Test
    void leavesALogLossOutThatIsTheLoss() {
        assertThat(ScoreText.line(ordered("loss", 0.25, "logLoss", 0.25000001)))
                .isEqualTo("loss 0.2500");
    }

    @Test
    void saysBesideTheErrorWhatTheMeanWouldReach() {
        assertThat(
                        ScoreText.line(
                                ordered(
                                        "loss",
                                        0.5,
                                        "meanAbsoluteError",
                                        43.21987,
                                        "rootMeanSquaredError",
                                        54.0,
                                        "deviation",
                                        77.25,
                                        "rSquared",
                                        0.5)))
                .isEqualTo(
                        "loss 0.5000, mean absolute error 43.22, root mean squared error 54"
                                + " (always the mean: 77.25), R² 0.5000");
    }

    @Test
    void namesTheClassThatAScoreIsAbout() {
        Map<String, Double> measured = ordered("loss", 0.5, "f1", 0.25, "macroF1", 0.5);

        assertThat(ScoreText.line(measured, List.of("ok", "fault")::get))
                .isEqualTo("loss 0.5000, F1 of 'fault' 0.2500, macro F1 0.5000");
        assertThat(ScoreText.line(measured))
                .isEqualTo("loss 0.5000, F1 of the second class 0.2500, macro F1 0.5000");
    }

    @Test
    void saysEachOfSeveralValuesInItsOwnUnit() {
        var scores =
                new ValueScores(
                        9,
                        List.of(
                                new OfTarget("price", 20, 15, 0.5, 28),
                                new OfTarget("", 0.2, 0.1, 0.25, 0.3)));
        assertThat(ScoreText.targets(scores))
                .containsExactly(
                        "price: mean absolute error 15, root mean squared error 20 (always the mean: 28), R² 0.5000",
                        "value: mean absolute error 0.1, root mean squared error 0.2 (always the mean: 0.3), R² 0.2500");
        assertThat(ScoreText.targets(new ValueScores(9, scores.targets().subList(0, 1)))).isEmpty();
    }
}
