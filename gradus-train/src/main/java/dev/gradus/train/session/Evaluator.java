package dev.gradus.train.session;

import dev.gradus.data.Dataset;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.loss.LossHead;
import dev.gradus.nn.engine.loss.Tally;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.metric.Metric;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.train.batch.BatchReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures a data set with a program, averaged exactly over its examples, without changing the
 * program.
 */
public final class Evaluator {
    /** About this many examples are evaluated at once, in whole slices … */
    private static final int ROWS = 1024;

    /** … or fewer, where their inputs or outputs are more values than this; at least one slice. */
    private static final int VALUES = 1 << 20;

    private final Program program;
    private final LossHead head;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private Optional<Room> last = Optional.empty();

    /** Room for some examples at once, kept for the next measurement: it may be megabytes. */
    private static final class Room {
        private final Batch batch;
        private final float[] outputs;
        private final float[] gradient;

        private Room(int rows, Dataset data, int width) {
            batch = new Batch(rows, data.input().size(), data.target());
            outputs = new float[Math.multiplyExact(rows, width)];
            gradient = new float[outputs.length];
        }

        private boolean holds(int rows, Target target) {
            return batch.capacity() == rows && batch.target().equals(target);
        }
    }

    /**
     * Creates an evaluator.
     *
     * @param program computes the outputs
     * @param loss the loss to average
     * @param metrics what else to measure
     */
    public Evaluator(Program program, Loss loss, List<Metric> metrics) {
        this.program = program;
        this.head = LossHead.of(loss, program.network());
        metrics.forEach(metric -> tallies.put(metric.name(), Tally.of(metric, program.network())));
    }

    /** Sees outputs before the metrics do. */
    @FunctionalInterface
    public interface Watcher {
        /**
         * Sees a batch and its outputs; the metrics measure what it leaves there.
         *
         * @param batch the examples
         * @param outputs a row for each example
         */
        void on(Batch batch, float[] outputs);
    }

    /**
     * {@return the loss and every metric by name, the loss first; without it if all examples are of
     * classes whose weight is 0}
     *
     * @param data the examples to measure
     */
    public Map<String, Double> measure(Dataset data) {
        return measure(data, (_, _) -> {});
    }

    /**
     * {@return the loss and every metric by name, the loss first; without it if all examples are of
     * classes whose weight is 0}
     *
     * @param data the examples to measure
     * @param watcher sees each batch and its outputs
     */
    public Map<String, Double> measure(Dataset data, Watcher watcher) {
        int rows =
                Math.min(data.size(), rows(data.input().size(), program.network().output().size()));
        Room room = room(rows, data);
        Batch batch = room.batch;
        var reader = new BatchReader(data, program.team());
        double loss = 0;
        double weight = 0;
        tallies.values().forEach(Tally::reset);
        for (long first = 0; first < data.size(); first += rows) {
            int count = (int) Math.min(rows, data.size() - first);
            reader.read((int) first, count, batch);
            program.evaluate(batch, room.outputs);
            weight += head.weight(batch);
            loss += head.apply(batch, 0, count, 1, room.outputs, room.gradient);
            watcher.on(batch, room.outputs);
            tallies.values().forEach(tally -> tally.add(batch, room.outputs));
        }
        var measured = new LinkedHashMap<String, Double>();
        if (weight > 0) {
            measured.put("loss", loss / weight);
        }
        tallies.forEach((name, tally) -> measured.put(name, tally.value()));
        return measured;
    }

    private Room room(int rows, Dataset data) {
        Room room =
                last.filter(known -> known.holds(rows, data.target()))
                        .orElseGet(() -> new Room(rows, data, program.network().output().size()));
        last = Optional.of(room);
        return room;
    }

    private int rows(int inputs, int outputs) {
        return rows(program, inputs, outputs);
    }

    /**
     * {@return how many examples are evaluated at once}
     *
     * @param program computes the outputs
     */
    public static int rows(Program program) {
        return rows(program, program.network().input().size(), program.network().output().size());
    }

    private static int rows(Program program, int inputs, int outputs) {
        int slice = program.options().sliceSize();
        int slices =
                Math.min(Math.ceilDiv(ROWS, slice), VALUES / Math.max(inputs, outputs) / slice);
        return Math.max(1, slices) * slice;
    }
}
