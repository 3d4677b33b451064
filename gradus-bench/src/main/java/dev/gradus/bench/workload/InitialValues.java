package dev.gradus.bench.workload;

import dev.gradus.nn.Network;
import dev.gradus.nn.parameter.Parameter;
import java.util.SplittableRandom;

/**
 * What every system's parameters begin with, so that all compute the same: weights are normal with
 * variance 2 / fan-in, scales 1, biases and shifts 0.
 */
public final class InitialValues {
    private static final long SEED = 20_260_101;

    private InitialValues() {}

    /**
     * Returns the values of a parameter in logical order.
     *
     * @param index its number among the network's parameters
     */
    public static float[] of(Network network, int index) {
        Parameter parameter = network.parameters().get(index);
        float[] values = new float[parameter.size()];
        var random = new SplittableRandom(SEED + index);
        double deviation = Math.sqrt(2.0 / parameter.fanIn());
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    switch (parameter.role()) {
                        case WEIGHT -> (float) (deviation * random.nextGaussian());
                        case SCALE -> 1;
                        case BIAS, SHIFT -> 0;
                    };
        }
        return values;
    }
}
