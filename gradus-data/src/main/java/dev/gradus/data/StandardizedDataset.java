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
        this.means = new float[groups];
        this.factors = new float[groups];
        for (int group = 0; group < groups; group++) {
            means[group] = standardization.shift(group);
            factors[group] = standardization.factor(group);
        }
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
        float[] inputs = batch.inputs();
        int width = batch.inputSize() / means.length;
        int place = row * batch.inputSize();
        for (int group = 0; group < means.length; group++) {
            float mean = means[group];
            float factor = factors[group];
            for (int end = place + width; place < end; place++) {
                inputs[place] = (inputs[place] - mean) * factor;
            }
        }
    }
}
