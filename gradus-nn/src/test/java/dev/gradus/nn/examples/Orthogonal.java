package dev.gradus.nn.examples;

import dev.gradus.nn.parameter.OwnInitializer;
import dev.gradus.nn.parameter.Parameter;

// @start region="initializer"
/**
 * Rows of length gain at right angles to each other; columns, where there are more rows than
 * columns (Saxe et al. 2014; PyTorch's {@code orthogonal_}).
 */
public record Orthogonal(double gain) implements OwnInitializer {
    @Override
    public void fill(Parameter parameter, Randomness random, float[] values) {
        int rows = parameter.dimensions().getFirst();
        int columns = values.length / rows;
        int vectors = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] basis = new double[vectors][length];
        for (int v = 0; v < vectors; v++) {
            for (int i = 0; i < length; i++) {
                basis[v][i] = random.normal((long) v * length + i);
            }
            for (int before = 0; before < v; before++) {
                add(basis[v], basis[before], -product(basis[v], basis[before]));
            }
            add(basis[v], basis[v], 1 / Math.sqrt(product(basis[v], basis[v])) - 1);
        }
        for (int i = 0; i < values.length; i++) {
            int row = i / columns;
            int column = i % columns;
            values[i] =
                    (float) (gain * (rows <= columns ? basis[row][column] : basis[column][row]));
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] vector, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * vector[i];
        }
    }
}
// @end
