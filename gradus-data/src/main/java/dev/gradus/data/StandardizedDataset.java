package dev.gradus.data;

import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import java.util.Arrays;

/** A data set whose inputs are shifted and scaled. */
final class StandardizedDataset implements DatasetView {
    private final Dataset source;
    private final float[] means;
    private final float[] factors;

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
    public void copy(int example, Batch batch, int row) {
        DatasetView.super.copy(example, batch, row);
        scale(batch.inputs(), row * batch.inputSize(), batch.inputSize(), means, factors);
    }

    /** Shifts and scales the inputs of one example, which begin at a place. */
    static void scale(float[] inputs, int from, int size, float[] means, float[] factors) {
        int width = size / means.length;
        int place = from;
        for (int group = 0; group < means.length; group++) {
            float mean = means[group];
            float factor = factors[group];
            for (int end = place + width; place < end; place++) {
                inputs[place] = (inputs[place] - mean) * factor;
            }
        }
    }
}
