package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.kit.NaiveNetwork.Mode;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a network gives for a batch in inference, in double precision: decides where two that
 * compute in float32 differ by more than usual, which ill-conditioned networks make of roundings.
 */
public final class ExactOutputs {
    private static final String OUTPUTS = "outputs";
    private static final int ROUNDINGS = 60;

    /** How many times as far from the exact outputs as roundings bring them others may be. */
    private static final double MARGIN = 5;

    private final Judges judges;

    private ExactOutputs(Judges judges) {
        this.judges = judges;
    }

    /**
     * Computes a batch.
     *
     * @param values the values of all parameters and statistics by name
     */
    public static ExactOutputs of(Network network, Map<String, float[]> values, Batch batch) {
        var wide = new HashMap<String, double[]>();
        values.forEach((name, row) -> wide.put(name, Closeness.widened(row, row.length)));
        double[][] rows =
                IntStream.range(0, batch.size())
                        .mapToObj(row -> row(batch, row))
                        .toArray(double[][]::new);
        return new ExactOutputs(
                new Judges(
                        Precision.F32,
                        rounding -> Map.of(OUTPUTS, flat(outputs(network, wide, rows, rounding)))));
    }

    private static double[][] outputs(
            Network network, Map<String, double[]> values, double[][] rows, Rounding rounding) {
        var naive = new NaiveNetwork(network, values, Mode.INFERENCE, 0, 0, 0, rounding);
        return new NaivePass(naive, values, Mode.INFERENCE, rounding, new HashMap<>())
                .of(network, rows)
                .outputs();
    }

    /**
     * Returns whether these outputs are as near to the exact ones as float32 can be expected to
     * come.
     */
    public boolean allow(float[] outputs) {
        double[] exact = judges.exact(OUTPUTS);
        double distance = Closeness.distance(Closeness.widened(outputs, outputs.length), exact);
        return distance <= MARGIN * judges.spread(OUTPUTS, ROUNDINGS);
    }

    private static double[] row(Batch batch, int row) {
        int width = batch.inputSize();
        float[] values = Arrays.copyOfRange(batch.inputs(), row * width, (row + 1) * width);
        return Closeness.widened(values, width);
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
}
