package dev.gradus.train.score;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Learned;
import dev.gradus.train.session.Evaluator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Keeps the examples that a model is most wrong about while it is evaluated. For classes, these are
 * the wrongly predicted examples, ordered by how far the output of the predicted class exceeds that
 * of the true one; for values, all examples, ordered by the error.
 */
public final class Mistakes implements Evaluator.Watcher {
    /** The worst first; among equal ones, the first example. */
    private static final Comparator<Mistake> WORST =
            Comparator.comparingDouble(Mistake::size).reversed().thenComparingInt(Mistake::example);

    private final int most;
    private final Target target;
    private final List<Learned.Value> values;
    private final PriorityQueue<Mistake> kept = new PriorityQueue<>(WORST.reversed());
    private long found;
    private int seen;

    /**
     * Creates an empty collection.
     *
     * @param most how many are kept, above 0
     * @param target what is known about the examples
     * @param values how the targets were standardized, one for each output; empty if they were not
     */
    public Mistakes(int most, Target target, List<Learned.Value> values) {
        if (most < 1) {
            throw new IllegalArgumentException("at least 1 mistake is kept; got " + most);
        }
        this.most = most;
        this.target = target;
        this.values = List.copyOf(values);
    }

    /** {@return the worst examples, the worst first} */
    public List<Mistake> worst() {
        return kept.stream().sorted(WORST).toList();
    }

    /** {@return how many examples were predicted wrongly} */
    public long found() {
        return found;
    }

    @Override
    public void on(Batch batch, float[] outputs) {
        int width = target.outputs();
        for (int row = 0; row < batch.size(); row++) {
            switch (target) {
                case Target.Classes(int classes) ->
                        ofClass(batch.labels()[row], outputs, row * classes, classes);
                case Target.Values _ -> ofValues(batch.values(), outputs, row * width, width);
            }
            seen++;
        }
    }

    private void ofClass(int truth, float[] outputs, int first, int classes) {
        int largest = ClassScorer.largest(outputs, first, classes);
        if (largest != truth) {
            double size = (double) outputs[first + largest] - outputs[first + truth];
            keep(new Mistake.OfClass(seen, truth, largest, size));
        }
    }

    private void ofValues(float[] truth, float[] outputs, int first, int width) {
        double squares = 0;
        for (int i = first; i < first + width; i++) {
            double distance = (double) outputs[i] - truth[i];
            squares += distance * distance;
        }
        if (squares != 0) {
            keep(
                    new Mistake.OfValues(
                            seen,
                            restored(truth, first, width),
                            restored(outputs, first, width),
                            Math.sqrt(squares)));
        }
    }

    private List<Double> restored(float[] learned, int first, int width) {
        var restored = new ArrayList<Double>();
        for (int i = 0; i < width; i++) {
            float value = learned[first + i];
            restored.add(values.isEmpty() ? (double) value : values.get(i).restored(value));
        }
        return restored;
    }

    private void keep(Mistake mistake) {
        found++;
        if (kept.size() < most) {
            kept.add(mistake);
        } else if (WORST.compare(mistake, kept.element()) < 0) {
            kept.remove();
            kept.add(mistake);
        }
    }
}
