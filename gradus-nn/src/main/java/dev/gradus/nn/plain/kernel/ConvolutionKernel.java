package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.matrix.Factor;
import dev.gradus.nn.plain.matrix.Matrix;
import dev.gradus.nn.plain.matrix.PackedPanel;
import dev.gradus.nn.plain.matrix.Patches;
import dev.gradus.nn.plain.matrix.Windows;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Trained;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cross-correlation as a product, image by image and group by group: outputs = W · patches. The
 * workers share out the images; for the gradient of the weights, they share out the weights.
 */
public final class ConvolutionKernel implements Kernel {
    private final Slice slice;
    private final Workers workers;
    private final PackedPanel[] panels;
    private final Values in;
    private final Values out;
    private final Trained weight;
    private final @Nullable Trained bias;
    private final Views[] views;
    private final int groups;
    private final int places;

    /** Output channels of a group. */
    private final int outputs;

    /** Values of the window in a group: its channels × rows × columns. */
    private final int window;

    private final int imageOfGroup;
    private final Workers.Range forward = this::forwardRows;
    private final Workers.Range backwardToInput = this::backwardRows;
    private final Workers.Range backwardToWeights = this::backwardWeights;
    private final Workers.Range backwardToBias = this::backwardBias;

    /** One worker's matrices, moved from image to image. */
    private final class Views {
        final Matrix out = Matrix.ofRows(ConvolutionKernel.this.out.data, places);
        final Matrix outGradient = Matrix.ofRows(ConvolutionKernel.this.out.gradient, places);
        final Matrix weights = Matrix.ofRows(weight.values, window);
        final Matrix weightsAcross = weights.transposed();
        final Matrix weightGradient = Matrix.ofRows(weight.gradient, window);
        final Patches patches;
        final Factor patchesAcross;
        final Patches patchesGradient;

        Views(Windows windows) {
            patches = new Patches(windows, in.data);
            patchesAcross = patches.transposed();
            patchesGradient = new Patches(windows, in.gradient);
        }
    }

    public ConvolutionKernel(
            Slice slice,
            Workers workers,
            PackedPanel[] panels,
            Windows windows,
            int groups,
            Values in,
            Values out,
            Trained weight,
            @Nullable Trained bias) {
        this.slice = slice;
        this.workers = workers;
        this.panels = panels;
        this.in = in;
        this.out = out;
        this.weight = weight;
        this.bias = bias;
        this.groups = groups;
        places = windows.places();
        outputs = out.features / places / groups;
        window = weight.values.length / (outputs * groups);
        imageOfGroup = in.features / groups;
        views = new Views[workers.count()];
        Arrays.setAll(views, worker -> new Views(windows));
    }

    @Override
    public void forward() {
        workers.run(slice.rows(), operations(), forward);
    }

    @Override
    public void backward() {
        int columns = groups * window;
        workers.run(columns, operations() / columns * slice.rows(), backwardToWeights);
        if (bias != null) {
            workers.run(groups * outputs, (long) places * slice.rows(), backwardToBias);
        }
        if (in.wantsGradient()) {
            workers.run(slice.rows(), operations(), backwardToInput);
        }
    }

    private long operations() {
        return 2L * groups * outputs * window * places;
    }

    private void forwardRows(int worker, int from, int to) {
        Views view = views[worker];
        for (int row = from; row < to; row++) {
            begin(row);
            for (int group = 0; group < groups; group++) {
                panels[worker].add(
                        view.out.at(outputOffset(row, group)),
                        view.weights.at(group * outputs * window),
                        view.patches.at(inputOffset(row, group)),
                        0,
                        outputs,
                        0,
                        places,
                        window);
            }
        }
    }

    private void begin(int row) {
        for (int channel = 0; channel < groups * outputs; channel++) {
            int from = row * out.features + channel * places;
            float start = bias == null ? 0 : bias.values[channel];
            Arrays.fill(out.data, from, from + places, start);
        }
    }

    private void backwardRows(int worker, int from, int to) {
        Views view = views[worker];
        Arrays.fill(in.gradient, from * in.features, to * in.features, 0);
        for (int row = from; row < to; row++) {
            for (int group = 0; group < groups; group++) {
                panels[worker].add(
                        view.patchesGradient.at(inputOffset(row, group)),
                        view.weightsAcross.at(group * outputs * window),
                        view.outGradient.at(outputOffset(row, group)),
                        0,
                        window,
                        0,
                        places,
                        outputs);
            }
        }
    }

    /** Computes some columns of the weights' gradient, counted through all groups. */
    private void backwardWeights(int worker, int from, int to) {
        Views view = views[worker];
        for (int group = from / window; group * window < to; group++) {
            int first = Math.max(0, from - group * window);
            int end = Math.min(window, to - group * window);
            view.weightGradient.at(group * outputs * window);
            for (int row = 0; row < slice.rows(); row++) {
                view.patches.at(inputOffset(row, group));
                panels[worker].add(
                        view.weightGradient,
                        view.outGradient.at(outputOffset(row, group)),
                        view.patchesAcross,
                        0,
                        outputs,
                        first,
                        end,
                        places);
            }
        }
    }

    private void backwardBias(int worker, int from, int to) {
        if (bias == null) {
            return;
        }
        for (int channel = from; channel < to; channel++) {
            for (int row = 0; row < slice.rows(); row++) {
                int plane = row * out.features + channel * places;
                bias.gradient[channel] += (float) Reduction.sum(out.gradient, plane, places);
            }
        }
    }

    private int inputOffset(int row, int group) {
        return row * in.features + group * imageOfGroup;
    }

    private int outputOffset(int row, int group) {
        return row * out.features + group * outputs * places;
    }
}
