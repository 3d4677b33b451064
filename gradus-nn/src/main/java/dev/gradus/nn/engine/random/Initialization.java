package dev.gradus.nn.engine.random;

import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.OwnInitializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.number.Text;
import java.util.Arrays;

/**
 * The initial values of parameters: a function of the seed, the parameter's number and the place,
 * the same bits on every machine.
 */
public final class Initialization {
    private Initialization() {}

    /** About how many floating-point operations a value takes. */
    public static final int OPERATIONS = 200;

    /**
     * {@return whether the values of a parameter may be filled in parts; a user's own initializer
     * fills all of them at once}
     *
     * @param parameter the parameter
     */
    public static boolean isDivisible(Parameter parameter) {
        return !(parameter.initializer() instanceof OwnInitializer);
    }

    /**
     * Fills part of an array with a parameter's first values, in logical order; parts may be filled
     * side by side if the parameter {@linkplain #isDivisible is divisible}.
     *
     * @param parameter the parameter to initialize
     * @param number the parameter's number in its network's order
     * @param seed what random values depend on
     * @param values takes the values
     * @param from the first place to fill
     * @param to the one after the last, at most the parameter's size
     */
    public static void fill(
            Parameter parameter, int number, long seed, float[] values, int from, int to) {
        double in = parameter.fanIn();
        double out = parameter.fanOut();
        switch (parameter.initializer()) {
            case Initializer.He() -> normal(Math.sqrt(2 / in), number, seed, values, from, to);
            case Initializer.LeCun() -> normal(Math.sqrt(1 / in), number, seed, values, from, to);
            case Initializer.Normal(double deviation) ->
                    normal(deviation, number, seed, values, from, to);
            case Initializer.Xavier() ->
                    uniform(Math.sqrt(6 / (in + out)), number, seed, values, from, to);
            case Initializer.Uniform(double bound) ->
                    uniform(bound, number, seed, values, from, to);
            case Initializer.Constant(double value) -> Arrays.fill(values, from, to, (float) value);
            case OwnInitializer own -> own(own, parameter, number, seed, values, from, to);
            case Initializer.ByActivation() ->
                    throw new IllegalArgumentException(
                            "parameter '%s' is not in a network yet, and its initial values depend on the layer after it"
                                    .formatted(parameter.name()));
        }
    }

    private static void own(
            OwnInitializer initializer,
            Parameter parameter,
            int number,
            long seed,
            float[] values,
            int from,
            int to) {
        if (from != 0 || to != parameter.size()) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the own initializer %s fills all %d values of '%s' at once and cannot fill those from %d to %d alone",
                            initializer, parameter.size(), parameter.name(), from, to));
        }
        initializer.fill(parameter, new Stream(seed, number), values);
        for (int i = 0; i < to; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        Text.of(
                                "the own initializer %s begins '%s' with %s at place %d; values must be finite",
                                initializer, parameter.name(), values[i], i));
            }
        }
    }

    /** The random numbers of one parameter. */
    private record Stream(long seed, int number) implements OwnInitializer.Randomness {
        @Override
        public double uniform(long index) {
            return Philox.uniform(seed, Purpose.INITIALIZATION, number, index);
        }

        @Override
        public double normal(long index) {
            return Philox.normal(seed, Purpose.INITIALIZATION, number, index);
        }
    }

    private static void normal(
            double deviation, int number, long seed, float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] =
                    (float) (deviation * Philox.normal(seed, Purpose.INITIALIZATION, number, i));
        }
    }

    private static void uniform(
            double bound, int number, long seed, float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            double share = Philox.uniform(seed, Purpose.INITIALIZATION, number, i);
            values[i] = (float) (bound * (2 * share - 1));
        }
    }
}
