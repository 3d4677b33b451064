package dev.gradus.train.score;

import dev.gradus.nn.tensor.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Counts which classes are taken for which. */
final class ClassScorer implements Scorer {
    /** More scores than these, 128 MB, are not kept to be ranked. */
    private static final long MOST_RANKED = 1L << 25;

    private final int classes;
    private final boolean isSoftmax;
    private final long[][] counts;
    private final List<Ranking> rankings = new ArrayList<>();
    private double logLoss;
    private long examples;

    ClassScorer(int classes, boolean isSoftmax) {
        this.classes = classes;
        this.isSoftmax = isSoftmax;
        this.counts = new long[classes][classes];
        IntStream.range(0, ranked()).forEach(_ -> rankings.add(new Ranking()));
    }

    /** Of two classes the one's rank is the other's in reverse. */
    private int ranked() {
        return classes == 2 ? 1 : classes;
    }

    @Override
    public void on(Batch batch, float[] outputs) {
        boolean isRanked = (examples + batch.size()) * ranked() <= MOST_RANKED;
        if (!isRanked) {
            rankings.clear();
        }
        for (int row = 0; row < batch.size(); row++) {
            int first = row * classes;
            int label = batch.labels()[row];
            counts[label][largest(outputs, first, classes)]++;
            if (isSoftmax) {
                double margin = margin(outputs, first, label);
                logLoss += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
            }
            rank(outputs, first, label);
        }
        examples += batch.size();
    }

    /** Returns which class has the largest output, of equal ones the first. */
    static int largest(float[] outputs, int first, int classes) {
        int largest = 0;
        for (int number = 1; number < classes; number++) {
            if (outputs[first + number] > outputs[first + largest]) {
                largest = number;
            }
        }
        return largest;
    }

    private void rank(float[] outputs, int first, int label) {
        if (rankings.isEmpty()) {
            return;
        }
        if (classes == 2) {
            rankings.getFirst().add(outputs[first + 1] - outputs[first], label == 1);
            return;
        }
        for (int number = 0; number < classes; number++) {
            double score = isSoftmax ? margin(outputs, first, number) : outputs[first + number];
            rankings.get(number).add((float) score, label == number);
        }
    }

    /**
     * Returns ln p / (1 − p) of a class by the softmax, which is exact also where p rounds to 1.
     */
    private double margin(float[] outputs, int first, int number) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int other = 0; other < classes; other++) {
            if (other != number) {
                greatest = Math.max(greatest, outputs[first + other]);
            }
        }
        double sum = 0;
        for (int other = 0; other < classes; other++) {
            if (other != number) {
                sum += Math.exp(outputs[first + other] - greatest);
            }
        }
        return outputs[first + number] - greatest - Math.log(sum);
    }

    @Override
    public ClassScores scores() {
        return new ClassScores(
                Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList(),
                area(),
                isSoftmax && examples > 0
                        ? OptionalDouble.of(logLoss / examples)
                        : OptionalDouble.empty());
    }

    private OptionalDouble area() {
        return rankings.stream()
                .map(Ranking::area)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }
}
