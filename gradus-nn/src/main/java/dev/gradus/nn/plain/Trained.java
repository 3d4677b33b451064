package dev.gradus.nn.plain;

import dev.gradus.nn.Parameter;

/** A parameter with its memory: values, gradient and the optimizer's slots. */
final class Trained {
    final Parameter parameter;
    final float[] values;
    final float[] gradient;
    final float[][] slots;

    Trained(Parameter parameter, int slots, Memory memory) {
        this.parameter = parameter;
        values = memory.floats(parameter.size());
        gradient = memory.floats(parameter.size());
        this.slots = new float[slots][];
        for (int i = 0; i < slots; i++) {
            this.slots[i] = memory.floats(parameter.size());
        }
    }
}
