package dev.gradus.nn.plain;

import dev.gradus.nn.Parameter;
import java.util.Arrays;

/** A parameter with its memory: values, gradient and the optimizer's slots. */
final class Trained {
    private static final float[] NO_GRADIENT = new float[0];

    final Parameter parameter;
    final float[] values;
    final float[] gradient;
    final float[][] slots;

    private Trained(Parameter parameter, float[] values, float[] gradient, float[][] slots) {
        this.parameter = parameter;
        this.values = values;
        this.gradient = gradient;
        this.slots = slots;
    }

    static Trained of(Parameter parameter, int slots, Memory memory) {
        int size = parameter.size();
        float[][] kept = new float[slots][];
        Arrays.setAll(kept, slot -> memory.floats(size));
        return new Trained(parameter, memory.floats(size), memory.floats(size), kept);
    }

    /** Returns a parameter that is not trained: it has values and nothing else. */
    static Trained forInference(Parameter parameter, Memory memory) {
        return new Trained(parameter, memory.floats(parameter.size()), NO_GRADIENT, new float[0][]);
    }

    /** Returns the same parameter with other values; gradient and slots are shared. */
    Trained withValues(float[] values) {
        return new Trained(parameter, values, gradient, slots);
    }
}
