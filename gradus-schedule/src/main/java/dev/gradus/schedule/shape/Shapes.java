package dev.gradus.schedule.shape;

/** The shapes a {@link dev.gradus.schedule.Ramp} can have, made by name. Import them statically. */
public final class Shapes {
    /** Straight: u. */
    public static final RampShape LINEAR = new RampShape.Linear();

    /** Half a cosine wave: (1 − cos πu)/2. Loshchilov and Hutter, arXiv 1608.03983. */
    public static final RampShape COSINE = new RampShape.Cosine();

    /**
     * The distance to a point twice as far away halves: 2 − 2·½^u. Megatron-LM's exponential
     * cool-down.
     */
    public static final RampShape HALVING = new RampShape.Halving();

    /** By equal factors: from·(to/from)^u. Both ends must have the same sign and differ from 0. */
    public static final RampShape GEOMETRIC = new RampShape.Geometric();

    private Shapes() {}

    /**
     * {@return a power of the progress: u^exponent} With ½, the square-root cool-down of Hägele et
     * al. (arXiv 2405.18392); reversed, the polynomial decay of other systems.
     *
     * @param exponent greater than 0
     */
    public static RampShape power(double exponent) {
        return new RampShape.Power(exponent);
    }

    /**
     * {@return a piece of the hyperbolic tangent: (1 + tanh(lower·(1−u) + upper·u))/2} timm's
     * TanhLRScheduler. The first value is reached only approximately.
     *
     * @param lower the start of the piece, timm's −7
     * @param upper its end, timm's 3
     */
    public static RampShape tanh(double lower, double upper) {
        return new RampShape.Tanh(lower, upper);
    }
}
