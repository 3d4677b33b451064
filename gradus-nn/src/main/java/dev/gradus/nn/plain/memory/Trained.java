package dev.gradus.nn.plain.memory;

import dev.gradus.nn.parameter.Parameter;
import java.util.Arrays;

/** A parameter with its memory: values, gradient and the optimizer's slots. */
public final class Trained {
    private static final float[] NO_GRADIENT = new float[0];

    final Parameter parameter;
    public final float[] values;
    public final float[] gradient;
    public final float[][] slots;

    private Trained(Parameter parameter, float[] values, float[] gradient, float[][] slots) {
        this.parameter = parameter;
        this.values = values;
        this.gradient = gradient;
        this.slots = slots;
    }

    static Trained of(Parameter parameter, int slots, ArrayMemory memory) {
        int size = parameter.size();
        float[][] kept = new float[slots][];
        Arrays.setAll(kept, slot -> memory.floats(size));
        return new Trained(parameter, memory.floats(size), memory.floats(size), kept);
    }

    /** Returns a parameter that is not trained: it has only values. */
    static Trained forInference(Parameter parameter, ArrayMemory memory) {
        return new Trained(parameter, memory.floats(parameter.size()), NO_GRADIENT, new float[0][]);
    }

    /** Returns the same parameter with other values; gradient and slots are shared. */
    public Trained withValues(float[] values) {
        return new Trained(parameter, values, gradient, slots);
    }
}
