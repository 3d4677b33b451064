package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.matrix.Matrix;
import dev.gradus.nn.plain.matrix.MatrixProduct;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Trained;
import dev.gradus.nn.plain.memory.Values;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Y = X Wᵀ + b, with a row for each example. */
public final class DenseKernel implements Kernel {
    private final Slice slice;
    private final MatrixProduct product;
    private final Values in;
    private final Values out;
    private final @Nullable Trained bias;
    private final Matrix inputs;
    private final Matrix inputGradient;
    private final Matrix outputs;
    private final Matrix outputGradient;
    private final Matrix outputGradientAcross;
    private final Matrix weights;
    private final Matrix weightsAcross;
    private final Matrix weightGradient;
    private final Matrix biasGradient;
    private final Matrix ones = new Matrix(new float[] {1}, 0, 0);

    public DenseKernel(
            Slice slice,
            MatrixProduct product,
            Values in,
            Values out,
            Trained weight,
            @Nullable Trained bias) {
        this.slice = slice;
        this.product = product;
        this.in = in;
        this.out = out;
        this.bias = bias;
        inputs = Matrix.ofRows(in.data, in.features);
        inputGradient = Matrix.ofRows(in.gradient, in.features);
        outputs = Matrix.ofRows(out.data, out.features);
        outputGradient = Matrix.ofRows(out.gradient, out.features);
        outputGradientAcross = outputGradient.transposed();
        weights = Matrix.ofRows(weight.values, in.features);
        weightsAcross = weights.transposed();
        weightGradient = Matrix.ofRows(weight.gradient, in.features);
        biasGradient = Matrix.ofRows(bias == null ? new float[0] : bias.gradient, out.features);
    }

    @Override
    public void forward() {
        int rows = slice.rows();
        begin(rows);
        product.add(outputs, inputs, weightsAcross, rows, out.features, in.features);
    }

    private void begin(int rows) {
        for (int row = 0; row < rows; row++) {
            int from = row * out.features;
            if (bias == null) {
                Arrays.fill(out.data, from, from + out.features, 0);
            } else {
                System.arraycopy(bias.values, 0, out.data, from, out.features);
            }
        }
    }

    @Override
    public void backward() {
        int rows = slice.rows();
        product.add(weightGradient, outputGradientAcross, inputs, out.features, in.features, rows);
        if (bias != null) {
            product.add(biasGradient, ones, outputGradient, 1, out.features, rows);
        }
        if (in.wantsGradient()) {
            Arrays.fill(in.gradient, 0, rows * in.features, 0);
            product.add(inputGradient, outputGradient, weights, rows, in.features, out.features);
        }
    }
}
