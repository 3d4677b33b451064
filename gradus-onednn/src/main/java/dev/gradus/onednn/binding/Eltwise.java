package dev.gradus.onednn.binding;

/**
 * An elementwise function.
 *
 * @param algorithm which function
 * @param alpha its parameter: a slope, a limit, a factor; 0 if it has none
 * @param way how it is computed as a post-op
 */
public record Eltwise(Algorithm algorithm, float alpha, Way way) {
    /** How a function is computed as a post-op. */
    public enum Way {
        /** By oneDNN's function. */
        DIRECT,
        /** tanh(x) as 2 logistic(2x) - 1, exact to 3e-7. */
        BY_LOGISTIC
    }

    /** A function computed by oneDNN's own. */
    public Eltwise(Algorithm algorithm, float alpha) {
        this(algorithm, alpha, Way.DIRECT);
    }

    /** Returns this tanh, computed by a logistic function. */
    public Eltwise byLogistic() {
        return new Eltwise(algorithm, alpha, Way.BY_LOGISTIC);
    }
}
