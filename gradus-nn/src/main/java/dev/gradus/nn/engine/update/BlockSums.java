package dev.gradus.nn.engine.update;

import dev.gradus.nn.parameter.Parameter;
import java.util.List;

/** A number for every block of every parameter, and their sum in the order of the blocks. */
final class BlockSums {
    private final int[] first;
    private final double[] values;

    BlockSums(List<Parameter> parameters) {
        first = new int[parameters.size()];
        int count = 0;
        for (int p = 0; p < first.length; p++) {
            first[p] = count;
            count += Math.ceilDiv(parameters.get(p).size(), Updater.BLOCK);
        }
        values = new double[count];
    }

    void set(int parameter, int block, double value) {
        values[first[parameter] + block] = value;
    }

    double total() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
