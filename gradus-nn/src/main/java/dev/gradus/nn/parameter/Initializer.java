package dev.gradus.nn.parameter;

import dev.gradus.text.TextForm;

/**
 * How a parameter is initialized. With {@code in} and {@code out} the number of values that enter
 * and leave one unit (for a convolution: channels of its group × window):
 *
 * <table><caption>Initial values</caption>
 * <tr><th>kind</th><th>values</th><th>source</th></tr>
 * <tr><td>{@link He}</td><td>normal, variance 2 / in</td><td>He et al. 2015; PyTorch {@code kaiming_normal_}</td></tr>
 * <tr><td>{@link Xavier}</td><td>uniform, variance 2 / (in + out)</td><td>Glorot and Bengio 2010; Keras {@code glorot_uniform}</td></tr>
 * <tr><td>{@link LeCun}</td><td>normal, variance 1 / in</td><td>LeCun et al. 1998; Keras {@code lecun_normal}</td></tr>
 * <tr><td>{@link Normal}</td><td>normal, the given deviation</td><td></td></tr>
 * <tr><td>{@link Uniform}</td><td>uniform in [-bound, bound)</td><td></td></tr>
 * <tr><td>{@link Constant}</td><td>one value everywhere</td><td></td></tr>
 * <tr><td>{@link OwnInitializer}</td><td>the user's own</td><td></td></tr>
 * <tr><td>{@link ByActivation}</td><td>He before relu and the like, Xavier otherwise</td><td>Keras and fastai practice</td></tr>
 * </table>
 */
public sealed interface Initializer
        permits Initializer.He,
                Initializer.Xavier,
                Initializer.LeCun,
                Initializer.Normal,
                Initializer.Uniform,
                Initializer.Constant,
                Initializer.ByActivation,
                OwnInitializer {
    /** Normal with variance 2 / in. */
    record He() implements Initializer {
        @Override
        public String toString() {
            return "he";
        }
    }

    /** Uniform with variance 2 / (in + out): the bound is √(6 / (in + out)). */
    record Xavier() implements Initializer {
        @Override
        public String toString() {
            return "xavier";
        }
    }

    /** Normal with variance 1 / in. */
    record LeCun() implements Initializer {
        @Override
        public String toString() {
            return "leCun";
        }
    }

    /**
     * Normal around 0.
     *
     * @param deviation the standard deviation, finite and above 0
     */
    record Normal(double deviation) implements Initializer {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Normal {
            requirePositive("normal", "deviation", deviation);
        }

        @Override
        public String toString() {
            return TextForm.of("normal").with(deviation).toString();
        }
    }

    /**
     * Uniform around 0.
     *
     * @param bound values lie in [-bound, bound); finite and above 0
     */
    record Uniform(double bound) implements Initializer {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Uniform {
            requirePositive("uniform", "bound", bound);
        }

        @Override
        public String toString() {
            return TextForm.of("uniform").with(bound).toString();
        }
    }

    /**
     * One value everywhere.
     *
     * @param value the value, finite
     */
    record Constant(double value) implements Initializer {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Constant {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "constant(value) starts a parameter at a finite value, got " + value);
            }
        }

        @Override
        public String toString() {
            return value == 0 ? "zeros" : TextForm.of("constant").with(value).toString();
        }
    }

    /**
     * Chosen by the activation that follows: He before relu, leakyRelu, elu, gelu, silu and
     * softplus, Xavier otherwise.
     */
    record ByActivation() implements Initializer {
        @Override
        public String toString() {
            return "byActivation";
        }
    }

    /** {@return {@link He}} */
    static Initializer he() {
        return new He();
    }

    /** {@return {@link Xavier}, also called Glorot} */
    static Initializer xavier() {
        return new Xavier();
    }

    /** {@return {@link LeCun}} */
    static Initializer leCun() {
        return new LeCun();
    }

    /**
     * {@return {@link Normal} with this standard deviation}
     *
     * @param deviation the standard deviation, finite and above 0
     */
    static Initializer normal(double deviation) {
        return new Normal(deviation);
    }

    /**
     * {@return {@link Uniform} in [-bound, bound)}
     *
     * @param bound the limit, finite and above 0
     */
    static Initializer uniform(double bound) {
        return new Uniform(bound);
    }

    /** {@return {@link Constant} 0} */
    static Initializer zeros() {
        return new Constant(0);
    }

    /**
     * {@return {@link Constant} with this value}
     *
     * @param value the value
     */
    static Initializer constant(double value) {
        return new Constant(value);
    }

    /** {@return {@link ByActivation}, the default of every layer} */
    static Initializer byActivation() {
        return new ByActivation();
    }

    private static void requirePositive(String name, String argument, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    name
                            + "("
                            + argument
                            + ") takes a finite "
                            + argument
                            + " above 0, got "
                            + value);
        }
    }
}
