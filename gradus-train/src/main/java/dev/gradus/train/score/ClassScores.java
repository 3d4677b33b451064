package dev.gradus.train.score;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The quality of predicted classes. The predicted class of an example is that of the largest
 * output, the first of equal ones.
 *
 * @param confusion for each class, how many of its examples were predicted to be of each class
 * @param auc the area under the curve of the true positive rate over the false positive rate: the
 *     chance that an example of a class is ranked above one of another class, equal ranks counting
 *     half (scikit-learn's {@code roc_auc_score}). With two classes, that of the second; with more,
 *     the mean over classes, each against the rest, of those that have examples but not all of
 *     them. From 2,097,152 scores on (examples, times classes if these are more than two), scores
 *     are counted in 262,144 bins, or in 1,048,576 of all classes together, and it is right to
 *     within 0.0005. Empty if there is none, or it is not known to that accuracy
 * @param logLoss the mean of −ln p of the right class (scikit-learn's {@code log_loss}); empty
 *     unless the outputs were trained as probabilities by the softmax cross-entropy
 */
public record ClassScores(List<List<Long>> confusion, OptionalDouble auc, OptionalDouble logLoss)
        implements Scores {
    /** Copies the values. */
    public ClassScores {
        confusion = confusion.stream().map(List::copyOf).toList();
    }

    @Override
    public long examples() {
        return classes().mapToLong(this::actual).sum();
    }

    /** {@return the share of examples whose class was predicted correctly} */
    public double accuracy() {
        return (double) classes().mapToLong(this::right).sum() / examples();
    }

    /** {@return how many classes occur among the examples} */
    public long present() {
        return classes().filter(number -> actual(number) > 0).count();
    }

    /**
     * {@return the mean over the classes among the examples of the share of each that was predicted
     * (scikit-learn's {@code balanced_accuracy_score})}
     */
    public double balancedAccuracy() {
        return classes()
                .filter(number -> actual(number) > 0)
                .mapToDouble(number -> (double) right(number) / actual(number))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * {@return the mean over classes of 2 · right / (actual + predicted), of all classes that occur
     * among the examples or predictions (scikit-learn's {@code f1_score} with {@code
     * average="macro"})}
     */
    public double macroF1() {
        return classes()
                .filter(number -> actual(number) + predicted(number) > 0)
                .mapToDouble(this::f1)
                .average()
                .orElse(Double.NaN);
    }

    /**
     * {@return the F1 score of the second of two classes, 2 · right / (actual + predicted), as the
     * class that is looked for usually is (scikit-learn's {@code f1_score}); empty for more
     * classes, or where the second neither occurs nor is predicted}
     */
    public OptionalDouble f1() {
        return confusion.size() == 2 && actual(1) + predicted(1) > 0
                ? OptionalDouble.of(f1(1))
                : OptionalDouble.empty();
    }

    private double f1(int number) {
        return 2.0 * right(number) / (actual(number) + predicted(number));
    }

    /**
     * {@return the share of the most frequent class: the accuracy of always predicting that class}
     */
    public double majorityShare() {
        return (double) classes().mapToLong(this::actual).max().orElse(0) / examples();
    }

    private IntStream classes() {
        return IntStream.range(0, confusion.size());
    }

    private long right(int number) {
        return confusion.get(number).get(number);
    }

    private long actual(int number) {
        return confusion.get(number).stream().mapToLong(Long::longValue).sum();
    }

    private long predicted(int number) {
        return confusion.stream().mapToLong(row -> row.get(number)).sum();
    }

    @Override
    public Map<String, Double> values() {
        var values = new LinkedHashMap<String, Double>();
        values.put("accuracy", accuracy());
        values.put("majorityShare", majorityShare());
        values.put("balancedAccuracy", balancedAccuracy());
        f1().ifPresent(value -> values.put("f1", value));
        values.put("macroF1", macroF1());
        auc.ifPresent(value -> values.put("auc", value));
        logLoss.ifPresent(value -> values.put("logLoss", value));
        return Collections.unmodifiableMap(values);
    }
}
