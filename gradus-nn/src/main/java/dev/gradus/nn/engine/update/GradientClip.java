package dev.gradus.nn.engine.update;

/**
 * Keeps each value of a gradient in [-limit, limit].
 *
 * @param limit above 0; infinite for no clipping
 */
record GradientClip(float limit) {
    /** Clips in place; clipping again changes nothing. */
    void apply(int from, int to, float[] gradient) {
        if (limit == Float.POSITIVE_INFINITY) {
            return;
        }
        float limit = this.limit;
        for (int i = from; i < to; i++) {
            gradient[i] = Math.max(-limit, Math.min(limit, gradient[i]));
        }
    }
}
