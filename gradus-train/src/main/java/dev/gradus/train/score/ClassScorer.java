package dev.gradus.train.score;

import dev.gradus.nn.tensor.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Counts how often examples of each class are predicted to be of each class. */
final class ClassScorer implements Scorer {
    /** Up to this many scores, 8 MB, are kept to be ranked. */
    private static final long MOST_RANKED = 1L << 21;

    /**
     * If there are more scores, they are counted in at most this many bins, all classes together.
     */
    private static final int MOST_BINS = 1 << 20;

    private static final int BINS_OF_CLASS = 1 << 18;

    /** With fewer bins for a class, the area would not be known well enough. */
    private static final int FEWEST_BINS = 1 << 10;

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

    /** With two classes, the ranking of one is the reverse of the other's. */
    private int ranked() {
        return classes == 2 ? 1 : classes;
    }

    @Override
    public void on(Batch batch, float[] outputs) {
        if ((examples + batch.size()) * ranked() > MOST_RANKED) {
            coarsen();
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

    private void coarsen() {
        int bins = Math.min(BINS_OF_CLASS, MOST_BINS / ranked());
        if (bins < FEWEST_BINS) {
            rankings.clear();
        }
        rankings.forEach(ranking -> ranking.coarsen(bins));
    }

    /** Returns the class with the largest output, the first of equal ones. */
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

    /** Returns the mean area over the classes, if each is known: a mean over some would mislead. */
    private OptionalDouble area() {
        boolean isKnown =
                rankings.stream()
                        .noneMatch(ranking -> ranking.hasPairs() && ranking.area().isEmpty());
        if (!isKnown) {
            return OptionalDouble.empty();
        }
        return rankings.stream()
                .map(Ranking::area)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }
}
