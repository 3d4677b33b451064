package dev.gradus.cli.command;

import dev.gradus.cli.input.ModelInput;
import dev.gradus.cli.screen.PredictionText;
import dev.gradus.model.Model;
import dev.gradus.model.Predictor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Predicts rows as they arrive, in batches, and writes a line for each, in order. */
final class Predicting implements ModelInput.RowReader {
    private static final int AT_ONCE = 256;

    private final Model model;
    private final Predictor predictor;
    private final PredictionText text;
    private final Consumer<String> lines;
    private final int width;
    private final int outputs;
    private final float[] inputs;
    private final float[] answers;
    private final @Nullable String[] faults = new String[AT_ONCE];
    private final @Nullable String[] files = new String[AT_ONCE];
    private boolean isBegun;
    private int waiting;
    private long written;
    private long faulty;

    /**
     * @param lines takes each line, with its line break
     */
    Predicting(Model model, Predictor predictor, PredictionText text, Consumer<String> lines) {
        this.model = model;
        this.predictor = predictor;
        this.text = text;
        this.lines = lines;
        this.width = model.network().input().size();
        this.outputs = model.network().output().size();
        this.inputs = new float[Math.multiplyExact(AT_ONCE, width)];
        this.answers = new float[Math.multiplyExact(AT_ONCE, outputs)];
    }

    @Override
    public void row(float[] row) {
        System.arraycopy(row, 0, inputs, waiting * width, width);
        add(null);
    }

    /** Zeros replace its inputs, and the network's result for them is ignored. */
    @Override
    public void fault(String why) {
        Arrays.fill(inputs, waiting * width, (waiting + 1) * width, 0);
        faulty++;
        add(why);
    }

    @Override
    public void file(Path file) {
        files[waiting] = file.toString();
    }

    private void add(@Nullable String fault) {
        faults[waiting] = fault;
        waiting++;
        if (waiting == AT_ONCE) {
            flush();
        }
    }

    /** Predicts and writes the pending rows, preceded by the header before the first. */
    void flush() {
        if (!isBegun) {
            lines.accept(text.head());
            isBegun = true;
        }
        if (waiting == 0) {
            return;
        }
        predictor.outputs(inputs, waiting, answers);
        int[] classes = new int[waiting];
        Arrays.setAll(classes, row -> PredictionText.largest(answer(row)));
        predictor.answer(answers, waiting);
        model.meaning().restore(answers, waiting);
        for (int row = 0; row < waiting; row++) {
            lines.accept(line(row, classes[row], answer(row)));
            written++;
        }
        waiting = 0;
    }

    private float[] answer(int row) {
        return Arrays.copyOfRange(answers, row * outputs, (row + 1) * outputs);
    }

    private String line(int at, int chosen, float[] answer) {
        String fault = faults[at];
        var row = new PredictionText.RowName(written, Optional.ofNullable(files[at]));
        if (fault != null) {
            return text.fault(row, fault);
        }
        if (!isFinite(answer)) {
            faulty++;
            return text.fault(
                    row,
                    "the network's output for this row is not finite: %s; are its inputs far larger than those in training?"
                            .formatted(Arrays.toString(answer)));
        }
        return text.answer(row, chosen, answer);
    }

    private static boolean isFinite(float[] answer) {
        for (float value : answer) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Returns how many rows were written. */
    long written() {
        return written;
    }

    /** Returns how many of them could not be predicted. */
    long faulty() {
        return faulty;
    }
}
