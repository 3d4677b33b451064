package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import java.util.Arrays;

/** A data set whose inputs are shifted and scaled. */
final class StandardizedDataset implements DatasetView {
    private final Dataset source;
    private final float[] means;
    private final float[] factors;
    private final ThreadLocal<float[]> scaled;

    StandardizedDataset(Dataset source, Standardization standardization) {
        int groups = Standardization.groups(source.input());
        if (standardization.means().size() != groups) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s has %d channels or columns (%s), the standardization has %d",
                            source.name(), groups, source.input(), standardization.means().size()));
        }
        this.source = source;
        this.means = standardization.shifts();
        this.factors = standardization.factors();
        int width = source.input().size();
        this.scaled = ThreadLocal.withInitial(() -> new float[width]);
    }

    @Override
    public Dataset source() {
        return source;
    }

    @Override
    public String fingerprint() {
        return new Fingerprint()
                .with(source.fingerprint())
                .with(Arrays.toString(means) + Arrays.toString(factors))
                .text();
    }

    @Override
    public boolean isThreadSafe() {
        return source.isThreadSafe();
    }

    @Override
    public void copy(int example, Batch batch, int row) {
        DatasetView.super.copy(example, batch, row);
        float[] scaled = this.scaled.get();
        int at = row * scaled.length;
        System.arraycopy(batch.inputs(), at, scaled, 0, scaled.length);
        scale(scaled, means, factors);
        System.arraycopy(scaled, 0, batch.inputs(), at, scaled.length);
    }

    /** Shifts and scales the inputs of one example. */
    static void scale(float[] inputs, float[] means, float[] factors) {
        int width = inputs.length / means.length;
        if (width == 1) {
            scaleColumns(inputs, means, factors);
            return;
        }
        for (int group = 0; group < means.length; group++) {
            scaleChannel(inputs, group * width, width, means[group], factors[group]);
        }
    }

    /** The compiler vectorizes this only because all indices are the same. */
    private static void scaleColumns(float[] inputs, float[] means, float[] factors) {
        for (int column = 0; column < inputs.length; column++) {
            inputs[column] = (inputs[column] - means[column]) * factors[column];
        }
    }

    private static void scaleChannel(
            float[] inputs, int from, int width, float mean, float factor) {
        for (int i = from; i < from + width; i++) {
            inputs[i] = (inputs[i] - mean) * factor;
        }
    }
}
