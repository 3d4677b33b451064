package dev.gradus.train.score;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.prepare.Learned;
import java.util.List;
import java.util.stream.IntStream;

/** Adds up errors of predicted values. */
final class ValueScorer implements Scorer {
    private final List<Learned.Value> values;
    private final List<Sums> sums;

    ValueScorer(int width, List<Learned.Value> values) {
        this.values = List.copyOf(values);
        this.sums = IntStream.range(0, width).mapToObj(_ -> new Sums()).toList();
    }

    @Override
    public void on(Batch batch, float[] outputs) {
        int width = sums.size();
        for (int row = 0; row < batch.size(); row++) {
            for (int column = 0; column < width; column++) {
                int at = row * width + column;
                sums.get(column)
                        .add(restored(column, outputs[at]), restored(column, batch.values()[at]));
            }
        }
    }

    private double restored(int column, float value) {
        return values.isEmpty() ? value : values.get(column).restored(value);
    }

    @Override
    public ValueScores scores() {
        return new ValueScores(
                sums.getFirst().count,
                IntStream.range(0, sums.size())
                        .mapToObj(column ->
                                sums.get(column)
                                        .score(values.isEmpty() ? "" : values.get(column).column()))
                        .toList());
    }

    /** Mean and squares of targets by Welford's updates, which keep precision. */
    private static final class Sums {
        private long count;
        private double squares;
        private double distances;
        private double mean;
        private double spread;

        void add(double predicted, double actual) {
            double distance = predicted - actual;
            squares += distance * distance;
            distances += Math.abs(distance);
            count++;
            double before = actual - mean;
            mean += before / count;
            spread += before * (actual - mean);
        }

        ValueScores.OfTarget score(String column) {
            double exact = squares == 0 ? 1 : 0;
            return new ValueScores.OfTarget(
                    column,
                    Math.sqrt(squares / count),
                    distances / count,
                    spread == 0 ? exact : 1 - squares / spread,
                    Math.sqrt(spread / count));
        }
    }
}
