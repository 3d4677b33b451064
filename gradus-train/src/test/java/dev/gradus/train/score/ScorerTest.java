package dev.gradus.train.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Learned;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers of the examples in scikit-learn's own documentation (1.5) of balanced_accuracy_score,
 * f1_score, confusion_matrix, roc_auc_score, log_loss, r2_score, mean_absolute_error and
 * mean_squared_error, and formulas.
 */
class ScorerTest {
    private static final double EXACT = 1e-6;

    /** Outputs of 1 for what is predicted and 0 for all others. */
    private static ClassScores predicted(int classes, int[] labels, int... predicted) {
        float[] outputs = new float[labels.length * classes];
        for (int row = 0; row < labels.length; row++) {
            outputs[row * classes + predicted[row]] = 1;
        }
        return scores(classes, Losses.softmaxCrossEntropy(), labels, outputs);
    }

    private static ClassScores scores(int classes, Loss loss, int[] labels, float... outputs) {
        Scorer scorer = Scorer.of(Target.classes(classes), loss, List.of());
        add(scorer, classes, labels, outputs);
        return (ClassScores) scorer.scores();
    }

    private static void add(Scorer scorer, int classes, int[] labels, float... outputs) {
        var batch = new Batch(labels.length, 1, Target.classes(classes));
        batch.size(labels.length);
        System.arraycopy(labels, 0, batch.labels(), 0, labels.length);
        scorer.on(batch, outputs);
    }

    /** Logits whose softmax is these probabilities. */
    private static float[] logits(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.log(probabilities[i]);
        }
        return logits;
    }

    @Test
    void countsTheConfusionOfScikitLearnsExample() {
        // confusion_matrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2])
        assertThat(predicted(3, new int[] {2, 0, 2, 2, 0, 1}, 0, 0, 2, 2, 0, 2).confusion())
                .containsExactly(List.of(2L, 0L, 0L), List.of(0L, 0L, 1L), List.of(1L, 0L, 2L));
    }

    @Test
    void balancesTheAccuracyOfScikitLearnsExample() {
        // balanced_accuracy_score([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]) = 0.625
        ClassScores scores = predicted(2, new int[] {0, 1, 0, 0, 1, 0}, 0, 1, 0, 0, 0, 1);
        assertThat(scores.balancedAccuracy()).isEqualTo(0.625);
        assertThat(scores.accuracy()).isEqualTo(4 / 6.0);
        assertThat(scores.majorityShare()).isEqualTo(4 / 6.0);
        assertThat(scores.examples()).isEqualTo(6);
    }

    @Test
    void averagesF1OverClassesAsInScikitLearnsExample() {
        // f1_score([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], average="macro") = 0.26…
        int[] labels = {0, 1, 2, 0, 1, 2};
        assertThat(predicted(3, labels, 0, 2, 1, 0, 0, 1).macroF1())
                .isCloseTo(0.8 / 3, offset(EXACT));
        // a fourth class that nobody has and nobody is taken for changes nothing
        assertThat(predicted(4, labels, 0, 2, 1, 0, 0, 1).macroF1())
                .isCloseTo(0.8 / 3, offset(EXACT));
    }

    @Test
    void hasTheF1OfTheSecondOfTwoClassesAlone() {
        // f1_score([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 0]) = 2 · 1 / (2 + 1)
        int[] labels = {0, 1, 0, 0, 1, 0};
        assertThat(predicted(2, labels, 0, 1, 0, 0, 0, 0).f1().orElseThrow())
                .isCloseTo(2 / 3.0, offset(EXACT));
        assertThat(predicted(2, labels, 0, 0, 0, 0, 0, 0).f1()).hasValue(0);
        assertThat(predicted(2, new int[] {0, 0}, 0, 0).f1()).isEmpty();
        assertThat(predicted(3, labels, 0, 1, 0, 0, 0, 0).f1()).isEmpty();
    }

    @Test
    void ranksScikitLearnsExampleOfTwoClasses() {
        // roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) = 0.75
        float[] outputs = logits(0.9, 0.1, 0.6, 0.4, 0.65, 0.35, 0.2, 0.8);
        int[] labels = {0, 0, 1, 1};
        assertThat(scores(2, Losses.softmaxCrossEntropy(), labels, outputs).auc()).hasValue(0.75);
        assertThat(scores(2, Losses.binaryCrossEntropy(), labels, outputs).auc()).hasValue(0.75);
    }

    @Test
    void countsEqualRanksHalf() {
        int[] labels = {0, 1, 1};
        assertThat(scores(2, Losses.softmaxCrossEntropy(), labels, 0, 1, 0, 1, 0, 3).auc())
                .hasValue(0.75);
    }

    @Test
    void takesTheLogLossOfScikitLearnsExample() {
        // log_loss(["spam", "ham", "ham", "spam"], [[.1, .9], [.9, .1], [.8, .2], [.35, .65]])
        float[] outputs = logits(0.1, 0.9, 0.9, 0.1, 0.8, 0.2, 0.35, 0.65);
        ClassScores scores =
                scores(2, Losses.softmaxCrossEntropy(), new int[] {1, 0, 0, 1}, outputs);
        assertThat(scores.logLoss().orElseThrow()).isCloseTo(0.21616187, offset(EXACT));
    }

    @Test
    void logLossIsFiniteWhereTheProbabilityOfTheRightClassRoundsToZero() {
        ClassScores scores = scores(2, Losses.softmaxCrossEntropy(), new int[] {0}, -2000, 2000);
        assertThat(scores.logLoss()).hasValue(4000);
    }

    @Test
    void hasNoAreaOfOneClassAndNoLogLossOfWhatIsNoProbability() {
        ClassScores scores = scores(2, Losses.meanSquaredError(), new int[] {1, 1}, 0, 1, 1, 0);
        assertThat(scores.auc()).isEqualTo(OptionalDouble.empty());
        assertThat(scores.logLoss()).isEqualTo(OptionalDouble.empty());
        assertThat(scores.values())
                .containsOnlyKeys("accuracy", "majorityShare", "balancedAccuracy", "f1", "macroF1");
    }

    /** The mean over classes of the share of pairs in the right order, by the softmax. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void ranksEachClassAgainstTheRestInWhateverBatches(int classes) {
        var random = new Random(classes);
        int rows = 60;
        int[] labels = random.ints(rows, 0, classes).toArray();
        float[] outputs = new float[rows * classes];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = Math.round(4 * random.nextFloat());
        }
        Scorer scorer = Scorer.of(Target.classes(classes), Losses.softmaxCrossEntropy(), List.of());
        for (int from = 0; from < rows; from += 25) {
            int to = Math.min(rows, from + 25);
            add(
                    scorer,
                    classes,
                    Arrays.copyOfRange(labels, from, to),
                    Arrays.copyOfRange(outputs, from * classes, to * classes));
        }
        double expected = 0;
        for (int number = 0; number < classes; number++) {
            expected += area(number, classes, labels, outputs) / classes;
        }
        assertThat(((ClassScores) scorer.scores()).auc().orElseThrow())
                .isCloseTo(expected, offset(EXACT));
    }

    private static double area(int number, int classes, int[] labels, float[] outputs) {
        double right = 0;
        long pairs = 0;
        for (int a = 0; a < labels.length; a++) {
            for (int b = 0; b < labels.length; b++) {
                if (labels[a] == number && labels[b] != number) {
                    double difference =
                            probability(a, number, classes, outputs)
                                    - probability(b, number, classes, outputs);
                    right += Math.abs(difference) < 1e-9 ? 0.5 : difference > 0 ? 1 : 0;
                    pairs++;
                }
            }
        }
        return right / pairs;
    }

    private static double probability(int row, int number, int classes, float[] outputs) {
        double sum = 0;
        for (int other = 0; other < classes; other++) {
            sum += Math.exp(outputs[row * classes + other]);
        }
        return Math.exp(outputs[row * classes + number]) / sum;
    }

    private static ValueScores.OfTarget values(
            List<Learned.Value> learned, float[] actual, float... outputs) {
        Scorer scorer = Scorer.of(Target.values(1), Losses.meanSquaredError(), learned);
        var batch = new Batch(actual.length, 1, Target.values(1));
        batch.size(actual.length);
        System.arraycopy(actual, 0, batch.values(), 0, actual.length);
        scorer.on(batch, outputs);
        return ((ValueScores) scorer.scores()).targets().getFirst();
    }

    @Test
    void measuresValuesAsInScikitLearnsExample() {
        // y_true = [3, -0.5, 2, 7], y_pred = [2.5, 0.0, 2, 8]: r2 0.948…, mae 0.5, mse 0.375
        ValueScores.OfTarget scores =
                values(List.of(), new float[] {3, -0.5f, 2, 7}, 2.5f, 0, 2, 8);
        assertThat(scores.rSquared()).isCloseTo(0.9486081370449679, offset(EXACT));
        assertThat(scores.meanAbsoluteError()).isEqualTo(0.5);
        assertThat(scores.rootMeanSquaredError()).isEqualTo(Math.sqrt(0.375));
        assertThat(scores.deviation()).isCloseTo(Math.sqrt(29.1875 / 4), offset(EXACT));
    }

    @Test
    void measuresStandardizedValuesInTheUnitOfTheirColumn() {
        var learned = List.of(new Learned.Value("price", 100, 20));
        ValueScores.OfTarget scores = values(learned, new float[] {-1, 1}, -0.5f, 0);
        assertThat(scores.column()).isEqualTo("price");
        assertThat(scores.meanAbsoluteError()).isCloseTo(15, offset(EXACT));
        assertThat(scores.rootMeanSquaredError())
                .isCloseTo(Math.sqrt((100 + 400) / 2.0), offset(EXACT));
        assertThat(scores.deviation()).isCloseTo(20, offset(EXACT));
        assertThat(scores.rSquared()).isCloseTo(1 - 500 / 800.0, offset(EXACT));
    }

    @Test
    void equalTargetsAreExplainedByExactPredictionsOnly() {
        assertThat(values(List.of(), new float[] {2, 2}, 2, 2).rSquared()).isEqualTo(1);
        assertThat(values(List.of(), new float[] {2, 2}, 2, 3).rSquared()).isZero();
    }

    /** The area of two normal distributions whose means are 1 apart is Φ(1 / √2). */
    @Test
    void ranksThreeMillionExamplesInALittleMemory() {
        Scorer scorer = Scorer.of(Target.classes(2), Losses.softmaxCrossEntropy(), List.of());
        var random = new Random(1);
        int[] labels = new int[1000];
        float[] outputs = new float[2000];
        for (int batch = 0; batch < 3000; batch++) {
            for (int row = 0; row < labels.length; row++) {
                labels[row] = random.nextInt(2);
                outputs[2 * row + 1] = (float) (random.nextGaussian() + labels[row]);
            }
            add(scorer, 2, labels, outputs);
        }
        assertThat(((ClassScores) scorer.scores()).auc().orElseThrow())
                .isCloseTo(
                        0.7602499389065233, offset(0.0015)); // three standard errors, and the bins
    }
}
