package dev.gradus.schedule.shape;

/**
 * On which ends of a ramp of n steps an update lands. Other libraries differ most in this; here it
 * is one constant. With t the update counted from the ramp's start, the progress is
 *
 * <ul>
 *   <li>{@link #START}: t/n. The first update uses the first value, the next phase starts at the
 *       last value (transformers, Keras, optax, timm, Composer).
 *   <li>{@link #END}: (t+1)/n. The last update uses the last value (llm.c, ND4J, schedule-free).
 *   <li>{@link #BOTH}: t/(n−1) (ignite, PyTorch's 1cycle).
 *   <li>{@link #NEITHER}: (t+1)/(n+1). No update is wasted at a zero rate (nanoGPT, torchtitan).
 * </ul>
 */
public enum Landing {
    /** Progress t/n. */
    START,
    /** Progress (t+1)/n. */
    END,
    /** Progress t/(n−1); a ramp of one step is at its end. */
    BOTH,
    /** Progress (t+1)/(n+1). */
    NEITHER;

    /**
     * Steps by which the progress is ahead of START's.
     *
     * @return 0 or 1
     */
    public double lead() {
        return this == END || this == NEITHER ? 1 : 0;
    }

    /**
     * Steps from progress 0 to progress 1 for a ramp of {@code length} steps.
     *
     * @param length the length of the ramp in steps
     * @return the number of steps, above 0
     */
    public double divisor(double length) {
        return switch (this) {
            case START, END -> length;
            case BOTH -> length - 1;
            case NEITHER -> length + 1;
        };
    }
}
