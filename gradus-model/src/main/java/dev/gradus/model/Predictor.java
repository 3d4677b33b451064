package dev.gradus.model;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.layer.InputException;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A model ready to predict, for any number of threads at once.
 *
 * <p>Each call works in memory of its own, from a pool that grows to the largest number of
 * simultaneous calls, at most one per processor; additional callers wait. With several threads, the
 * rows of a large call are shared among them, each thread with such memory too; a small call stays
 * on its caller's. Single examples of a small network of dense layers are computed in Java,
 * whatever the backend, for that takes half the time. A prediction allocates nothing but its
 * answer.
 */
public final class Predictor implements AutoCloseable {
    /** The largest number of examples that pass through the network at once. */
    private static final int ROWS = 256;

    /** How many inputs or outputs of examples in arrays of their own are copied at once: 4 MB. */
    private static final int COPIED = 1 << 20;

    /** The most that are copied at once so that every thread has examples enough: 256 MB. */
    private static final int MOST_COPIED = 1 << 26;

    /** The number of examples that kernels are chosen for: one by one is no slower with them. */
    private static final int USUAL = 32;

    private static final float[][] NO_WORKSPACE = {};

    private final Network network;
    private final StateValues values;
    private final Answers answers;
    private final FiniteOutputs finite;
    private final Backend backend;
    private final RowTeam team;
    private final Optional<SmallNetwork> small;
    private final int width;
    private final int outputs;
    private final int places;
    private final Semaphore free;
    private final Deque<Desk> idle;
    private final List<Desk> all;
    private final String description;
    private boolean closed;

    /**
     * The memory of one call.
     *
     * @param whole shows the program a caller's array
     * @param part takes a copy of some of its rows
     */
    private record Desk(
            InferenceProgram program,
            Batch whole,
            Batch part,
            Results results,
            Workspace workspace) {}

    /** Memory of a small network for single examples; empty for other networks. */
    private static final class Workspace {
        private final float[][] values;

        private Workspace(float[][] values) {
            this.values = values;
        }
    }

    /** Memory for the outputs of a part. */
    private static final class Results {
        private final float[] values;

        private Results(int size) {
            values = new float[size];
        }
    }

    /**
     * Prepares a model.
     *
     * @param threads how many threads share the examples of a call
     * @throws IllegalArgumentException if there are fewer than one, or more than the system starts
     */
    Predictor(
            Network network,
            Loss loss,
            StateValues values,
            Meaning meaning,
            Backend backend,
            int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    Text.of("a predictor needs at least 1 thread, got %d", threads));
        }
        this.network = network;
        this.values = values;
        this.answers = Answers.of(loss);
        this.backend = backend;
        this.width = network.input().size();
        this.outputs = network.output().size();
        this.finite = new FiniteOutputs(meaning, values, width, outputs);
        places = Math.max(threads, Runtime.getRuntime().availableProcessors());
        free = new Semaphore(places);
        idle = new ArrayDeque<>(places);
        all = new ArrayList<>(places);
        small = SmallNetwork.of(network, values);
        team = new RowTeam(network, threads, this::computePart);
        try {
            Desk first = desk();
            idle.push(first);
            description = described(first.program.description());
        } catch (RuntimeException | Error failure) {
            team.close();
            throw failure;
        }
    }

    private String described(String one) {
        return team.threads() == 1
                ? one
                : Text.of(
                        "%s for each part of a large batch, up to %d at once", one, team.threads());
    }

    private Desk desk() {
        var options = new InferenceOptions(ROWS, USUAL, Precision.F32, 1);
        InferenceProgram program = backend.compileForInference(network, options);
        try {
            Desk desk = desk(program);
            synchronized (idle) {
                all.add(desk);
            }
            return desk;
        } catch (RuntimeException | Error failure) {
            program.close();
            throw failure;
        }
    }

    private Desk desk(InferenceProgram program) {
        values.writeTo(program);
        Target target = Target.values(outputs);
        return new Desk(
                program,
                Batch.view(width, target),
                new Batch(RowTeam.ROWS, width, target),
                new Results(Math.multiplyExact(RowTeam.ROWS, outputs)),
                new Workspace(small.map(SmallNetwork::workspace).orElse(NO_WORKSPACE)));
    }

    /**
     * {@return a short description of what computes, such as {@code oneDNN 3.13, AVX-512, 1
     * thread}; with several threads, also that they share the examples of large calls}
     */
    public String description() {
        return description;
    }

    /**
     * {@return what the network makes of one example: probabilities of classes if it was trained
     * with softmaxCrossEntropy or binaryCrossEntropy, else its outputs} Values of a table are
     * standardized, as they were learned; {@link Meaning#restore} converts them to the units of
     * their columns.
     *
     * @param example as many values as the network's input has, prepared as in training
     * @throws IllegalArgumentException if there are more or fewer, or an output is NaN or infinite,
     *     as for an input that is NaN
     */
    public float[] predict(float[] example) {
        if (example.length != width) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the network takes %d input values (%s), got %d",
                            width, network.inputText(), example.length));
        }
        float[] answer = new float[outputs];
        predict(example, 1, answer);
        return answer;
    }

    /**
     * {@return what the network makes of some examples, a row for each; see {@link
     * #predict(float[])}}
     *
     * @param examples the values of an example each
     * @throws IllegalArgumentException if one has more or fewer values, or an output that is NaN or
     *     infinite; the message names it
     */
    public float[][] predict(float[][] examples) {
        int size = Math.max(width, outputs);
        int enough = Math.max(team.threads() * RowTeam.ROWS, COPIED / size);
        return predict(examples, Math.clamp(MOST_COPIED / size, 1, enough));
    }

    /**
     * Predicts some examples, a part after another: one array for all of them may be larger than
     * arrays can be.
     *
     * @param most how many examples a part has at most
     */
    float[][] predict(float[][] examples, int most) {
        for (int row = 0; row < examples.length; row++) {
            requireWidth(examples[row].length, row);
        }
        int count = Math.min(most, examples.length);
        float[] flat = new float[count * width];
        float[] rows = new float[count * outputs];
        float[][] answers = new float[examples.length][outputs];
        for (int first = 0; first < examples.length; first += count) {
            int part = Math.min(count, examples.length - first);
            for (int row = 0; row < part; row++) {
                System.arraycopy(examples[first + row], 0, flat, row * width, width);
            }
            try {
                predict(flat, part, rows, first);
            } catch (InputException ofThePart) {
                throw ofThePart.behind(first);
            }
            for (int row = 0; row < part; row++) {
                System.arraycopy(rows, row * outputs, answers[first + row], 0, outputs);
            }
        }
        return answers;
    }

    private void requireWidth(int found, int row) {
        if (found != width) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the network takes %d input values (%s), got %d in example %d (counted from 0)",
                            width, network.inputText(), found, row));
        }
    }

    /**
     * Predicts some examples, row after row, without allocating anything. One without an answer is
     * refused and so are all; {@link #outputs} and {@link #answer} leave it to their caller.
     *
     * @param examples at least count × input size values
     * @param count how many examples there are
     * @param answers takes at least count × output size values
     * @throws IllegalArgumentException if one of the arrays is too short, or an output is NaN or
     *     infinite; the message names the example and the input
     */
    public void predict(float[] examples, int count, float[] answers) {
        predict(examples, count, answers, 0);
    }

    private void predict(float[] examples, int count, float[] answers, int before) {
        outputs(examples, count, answers);
        int place = FiniteOutputs.find(answers, count * outputs);
        if (place >= 0) {
            throw finite.refusal(examples, answers, place, before);
        }
        answer(answers, count);
    }

    /**
     * Computes the raw outputs of the network, row after row, without allocating anything. The
     * class of an example is that of its largest output: two probabilities may round to the same
     * number although the outputs differ. Outputs may be NaN or infinite, as where an input is;
     * those of the other examples are what they would be without it.
     *
     * @param examples at least count × input size values
     * @param count how many examples there are
     * @param outputs takes at least count × output size values
     * @throws IllegalArgumentException if one of the arrays is too short
     */
    public void outputs(float[] examples, int count, float[] outputs) {
        requireRoom(examples, count, outputs);
        if (count > 0 && !computeInParts(examples, count, outputs)) {
            computeWhole(examples, count, outputs);
        }
    }

    /**
     * Returns false where it did not. Another thread's failure arrives wrapped, and an input that a
     * layer cannot take is named by its row of a part: computed as a whole, both are seen as they
     * are.
     */
    private boolean computeInParts(float[] examples, int count, float[] outputs) {
        try {
            return team.compute(examples, count, outputs);
        } catch (InputException | IllegalStateException ofAPart) {
            return false;
        }
    }

    /**
     * Turns outputs into the answers of {@link #predict}, in place.
     *
     * @param outputs the network's outputs, changed in place
     * @param count the number of examples
     * @throws IllegalArgumentException if the array is too short
     */
    public void answer(float[] outputs, int count) {
        if (count < 0 || outputs.length < (long) count * this.outputs) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%d examples have %d outputs, got %d",
                            count, (long) count * this.outputs, outputs.length));
        }
        answers.apply(outputs, 0, count, this.outputs);
    }

    private void requireRoom(float[] examples, int count, float[] answers) {
        if (count < 0
                || examples.length < (long) count * width
                || answers.length < (long) count * outputs) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%d examples need %d input values (%s) and room for %d outputs, got %d and %d",
                            count,
                            (long) count * width,
                            network.inputText(),
                            (long) count * outputs,
                            examples.length,
                            answers.length));
        }
    }

    private void computeWhole(float[] examples, int count, float[] computed) {
        Desk desk = take();
        try {
            if (count == 1 && small.isPresent()) {
                small.get().compute(examples, desk.workspace.values, computed);
            } else {
                desk.whole.show(examples, count);
                desk.program.evaluate(desk.whole, computed);
            }
        } finally {
            desk.whole.hide();
            giveBack(desk);
        }
    }

    private void computePart(float[] examples, int first, int rows, float[] computed) {
        Desk desk = take();
        try {
            System.arraycopy(examples, first * width, desk.part.inputs(), 0, rows * width);
            desk.part.size(rows);
            float[] results = desk.results.values;
            desk.program.evaluate(desk.part, results);
            System.arraycopy(results, 0, computed, first * outputs, rows * outputs);
        } finally {
            giveBack(desk);
        }
    }

    private Desk take() {
        free.acquireUninterruptibly();
        try {
            synchronized (idle) {
                if (closed) {
                    throw new IllegalStateException("the predictor is closed");
                }
                if (!idle.isEmpty()) {
                    return idle.pop();
                }
            }
            return desk(); // compiled without the lock, which those need who give theirs back
        } catch (RuntimeException | Error failure) {
            free.release();
            throw failure;
        }
    }

    private void giveBack(Desk desk) {
        synchronized (idle) {
            idle.push(desk);
        }
        free.release();
    }

    /** Releases all memory, after the predictions in progress; new ones are refused at once. */
    @Override
    public void close() {
        team.close();
        synchronized (idle) {
            closed = true;
        }
        free.acquireUninterruptibly(places);
        try {
            synchronized (idle) {
                all.forEach(desk -> desk.program.close());
                all.clear();
                idle.clear();
            }
        } finally {
            free.release(places);
        }
    }
}
