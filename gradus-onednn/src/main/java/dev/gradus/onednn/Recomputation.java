package dev.gradus.onednn;

import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.onednn.memory.ParameterStore;
import dev.gradus.onednn.memory.TensorCopy;

/** Training steps in plain Java whose results replace those of a program on oneDNN. */
final class Recomputation {
    private final Program fast;
    private final PlainJavaFallback<Program> fallback;
    private final ParameterStore store;

    /**
     * @param fast the program whose statistics are replaced
     * @param store receives the gradients
     */
    Recomputation(Program fast, PlainJavaFallback<Program> fallback, ParameterStore store) {
        this.fast = fast;
        this.fallback = fallback;
        this.store = store;
    }

    /** Computes a loss, gradients and running statistics. */
    double forwardBackward(Batch batch, long step) {
        Program plain = fallback.current();
        double loss = plain.forwardBackward(batch, step);
        putGradients(plain);
        putStatistics(plain);
        return loss;
    }

    /** Computes outputs as in training, and running statistics. */
    float[] forward(Batch batch, long step) {
        Program plain = fallback.current();
        float[] outputs = plain.forward(batch, step);
        putStatistics(plain);
        return outputs;
    }

    /** Computes gradients from those of the outputs that {@link #forward} returned. */
    void backward(float[] outputGradient) {
        Program plain = fallback.last();
        plain.backward(outputGradient);
        putGradients(plain);
    }

    private void putGradients(Program plain) {
        for (Parameter parameter : plain.network().parameters()) {
            float[] values = new float[parameter.size()];
            plain.readGradient(parameter, values);
            TensorCopy.write(values, store.gradient(parameter));
        }
    }

    private void putStatistics(Program plain) {
        for (StateEntry entry : plain.state()) {
            if (entry.kind() == StateEntry.Kind.STATISTIC) {
                PlainJavaFallback.copy(entry, plain, fast);
            }
        }
    }
}
