package dev.gradus.onednn;

import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.onednn.memory.ParameterStore;
import dev.gradus.onednn.memory.Transfer;

/** Steps of training in plain Java, whose results replace those of a program on oneDNN. */
final class Recomputation {
    private final Program fast;
    private final PlainTwin<Program> twin;
    private final ParameterStore store;

    /**
     * @param fast whose statistics are replaced
     * @param store where gradients are put
     */
    Recomputation(Program fast, PlainTwin<Program> twin, ParameterStore store) {
        this.fast = fast;
        this.twin = twin;
        this.store = store;
    }

    /** Computes a loss, gradients and running statistics. */
    double forwardBackward(Batch batch, long step) {
        Program plain = twin.current();
        double loss = plain.forwardBackward(batch, step);
        putGradients(plain);
        putStatistics(plain);
        return loss;
    }

    /** Computes outputs as training does, and running statistics. */
    float[] forward(Batch batch, long step) {
        Program plain = twin.current();
        float[] outputs = plain.forward(batch, step);
        putStatistics(plain);
        return outputs;
    }

    /** Computes gradients from those of the outputs that {@link #forward} returned. */
    void backward(float[] outputGradient) {
        Program plain = twin.last();
        plain.backward(outputGradient);
        putGradients(plain);
    }

    private void putGradients(Program plain) {
        for (Parameter parameter : plain.network().parameters()) {
            float[] values = new float[parameter.size()];
            plain.readGradient(parameter, values);
            Transfer.write(values, store.gradient(parameter));
        }
    }

    private void putStatistics(Program plain) {
        for (StateEntry entry : plain.state()) {
            if (entry.kind() == StateEntry.Kind.STATISTIC) {
                PlainTwin.copy(entry, plain, fast);
            }
        }
    }
}
