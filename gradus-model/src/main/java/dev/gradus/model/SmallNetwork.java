package dev.gradus.model;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.layer.Activation.Relu;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Join;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Node.Wire;
import dev.gradus.nn.parameter.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Computes single examples of a small network of dense layers, as tables usually have, in Java: a
 * product of a matrix and a vector for each layer. A library's calls would take longer than their
 * arithmetic. The outputs are those of plain Java up to the order of sums.
 *
 * <p>An instance is immutable; each call works in a {@link #workspace} of its caller's.
 */
final class SmallNetwork {
    /**
     * From some more on, the arithmetic outweighs the calls: with 28,000 weights this takes 3.2 us
     * and oneDNN 6.1, with 100,000 weights 12 and 7 (AVX-512, one thread).
     */
    private static final int MOST_WEIGHTS = 40_000;

    private static final float[] NOTHING = {};

    /** Layers with fewer outputs compute their sums one at a time, others a vector of them. */
    private static final int FEW = 16;

    private final List<Step> steps;
    private final int[] sizes;
    private final int result;

    /** Computes a value from others, which are numbered. */
    private interface Step {
        void compute(float[][] values);
    }

    private SmallNetwork(List<Step> steps, int[] sizes, int result) {
        this.steps = steps;
        this.sizes = sizes;
        this.result = result;
    }

    /** Returns the network with these values; empty if it is not small or has other layers. */
    static Optional<SmallNetwork> of(Network network, StateValues values) {
        boolean fits =
                network.inputs().size() == 1
                        && network.parameterCount() <= MOST_WEIGHTS
                        && network.nodes().stream().allMatch(SmallNetwork::isKnown);
        return fits ? Optional.of(new Builder(network, values).build()) : Optional.empty();
    }

    private static boolean isKnown(Node node) {
        return switch (node.operation()) {
            case Dense _, Relu _, Dropout _, Flatten _ -> true;
            case Join _ -> node.output().rank() == 1;
            default -> false; // computed by a backend, as every layer can be
        };
    }

    /** Returns memory for one call at a time. */
    float[][] workspace() {
        float[][] values = new float[sizes.length][];
        for (int i = 1; i < sizes.length; i++) {
            values[i] = new float[sizes[i]];
        }
        return values;
    }

    /**
     * Computes the outputs of an example.
     *
     * @param example the inputs, first in the array
     * @param values a workspace
     * @param outputs takes the outputs
     */
    void compute(float[] example, float[][] values, float[] outputs) {
        values[0] = example;
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).compute(values);
        }
        System.arraycopy(values[result], 0, outputs, 0, sizes[result]);
        values[0] = NOTHING; // no array of the caller's is kept
    }

    /** Numbers values and makes a step of each node that computes something. */
    private static final class Builder {
        private final Network network;
        private final StateValues values;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<Integer> sizes = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();

        Builder(Network network, StateValues values) {
            this.network = network;
            this.values = values;
        }

        SmallNetwork build() {
            Input input = network.inputs().getFirst();
            number(input.name(), input.shape().size());
            network.nodes().forEach(this::add);
            return new SmallNetwork(
                    List.copyOf(steps),
                    sizes.stream().mapToInt(Integer::intValue).toArray(),
                    of(network.nodes().getLast().name()));
        }

        private int number(String name, int size) {
            numbers.put(name, sizes.size());
            sizes.add(size);
            return sizes.size() - 1;
        }

        private int of(String name) {
            return Objects.requireNonNull(numbers.get(name));
        }

        private void add(Node node) {
            int from = of(node.inputs().getFirst().from());
            if (node.operation() instanceof Flatten || node.operation() instanceof Dropout) {
                numbers.put(node.name(), from);
                return;
            }
            int to = number(node.name(), node.output().size());
            steps.add(
                    switch (node.operation()) {
                        case Dense dense -> product(node, dense.outputs(), from, to);
                        case Relu _ -> new Rectified(from, to);
                        case Join _ -> joined(node, to);
                        default -> throw new IllegalStateException(node.name());
                    });
        }

        private Step joined(Node node, int to) {
            int[] parts = node.inputs().stream().map(Wire::from).mapToInt(this::of).toArray();
            return new Joined(parts, IntStream.of(parts).map(sizes::get).toArray(), to);
        }

        private Step product(Node node, int outputs, int from, int to) {
            List<Parameter> parameters = node.parameters();
            float[] weights = values(parameters.getFirst());
            float[] bias = parameters.size() > 1 ? values(parameters.get(1)) : new float[outputs];
            return outputs < FEW
                    ? new FewSums(weights, bias, from, to)
                    : new Sums(across(weights, outputs), bias, from, to);
        }

        private float[] values(Parameter parameter) {
            for (int i = 0; i < values.entries().size(); i++) {
                StateEntry entry = values.entries().get(i);
                if (entry.kind() == StateEntry.Kind.PARAMETER
                        && entry.name().equals(parameter.name())) {
                    return values.values(i);
                }
            }
            throw new IllegalArgumentException("there are no values for " + parameter.name());
        }

        private static float[][] across(float[] weights, int outputs) {
            int inputs = weights.length / outputs;
            float[][] across = new float[inputs][outputs];
            for (int o = 0; o < outputs; o++) {
                for (int i = 0; i < inputs; i++) {
                    across[i][o] = weights[o * inputs + i];
                }
            }
            return across;
        }
    }

    /**
     * Many sums in step: eight inputs at a time are added to all of them. Each input's weights are
     * an array of their own: with one index for all, the JVM computes a vector of sums at once.
     */
    private static final class Sums implements Step {
        private final float[][] weights;
        private final float[] bias;
        private final int from;
        private final int to;

        /**
         * @param weights a row for each input
         */
        Sums(float[][] weights, float[] bias, int from, int to) {
            this.weights = weights;
            this.bias = bias;
            this.from = from;
            this.to = to;
        }

        @Override
        public void compute(float[][] values) {
            float[] in = values[from];
            float[] out = values[to];
            System.arraycopy(bias, 0, out, 0, bias.length);
            int i = 0;
            for (; i + 8 <= weights.length; i += 8) {
                addEight(weights, i, in, out);
            }
            for (; i < weights.length; i++) {
                add(weights[i], in[i], out);
            }
        }

        private static void addEight(float[][] weights, int i, float[] in, float[] out) {
            float[] a = weights[i];
            float[] b = weights[i + 1];
            float[] c = weights[i + 2];
            float[] d = weights[i + 3];
            float[] e = weights[i + 4];
            float[] f = weights[i + 5];
            float[] g = weights[i + 6];
            float[] h = weights[i + 7];
            float p = in[i];
            float q = in[i + 1];
            float r = in[i + 2];
            float s = in[i + 3];
            float t = in[i + 4];
            float u = in[i + 5];
            float v = in[i + 6];
            float w = in[i + 7];
            for (int o = 0; o < out.length; o++) {
                float first = (p * a[o] + q * b[o]) + (r * c[o] + s * d[o]);
                float second = (t * e[o] + u * f[o]) + (v * g[o] + w * h[o]);
                out[o] += first + second;
            }
        }

        private static void add(float[] weights, float a, float[] out) {
            for (int o = 0; o < out.length; o++) {
                out[o] += a * weights[o];
            }
        }
    }

    /** Few sums, one after another, each in four parts that do not wait for one another. */
    private static final class FewSums implements Step {
        private final float[] weights;
        private final float[] bias;
        private final int from;
        private final int to;

        /**
         * @param weights a row for each output
         */
        FewSums(float[] weights, float[] bias, int from, int to) {
            this.weights = weights;
            this.bias = bias;
            this.from = from;
            this.to = to;
        }

        @Override
        public void compute(float[][] values) {
            float[] in = values[from];
            int inputs = weights.length / bias.length;
            for (int o = 0; o < bias.length; o++) {
                values[to][o] = bias[o] + sum(weights, o * inputs, in, inputs);
            }
        }

        private static float sum(float[] weights, int first, float[] in, int inputs) {
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            int i = 0;
            for (; i + 4 <= inputs; i += 4) {
                a += weights[first + i] * in[i];
                b += weights[first + i + 1] * in[i + 1];
                c += weights[first + i + 2] * in[i + 2];
                d += weights[first + i + 3] * in[i + 3];
            }
            for (; i < inputs; i++) {
                a += weights[first + i] * in[i];
            }
            return (a + b) + (c + d);
        }
    }

    private record Rectified(int from, int to) implements Step {
        @Override
        public void compute(float[][] values) {
            float[] in = values[from];
            float[] out = values[to];
            for (int i = 0; i < out.length; i++) {
                out[i] = Math.max(in[i], 0);
            }
        }
    }

    private static final class Joined implements Step {
        private final int[] parts;
        private final int[] sizes;
        private final int to;

        /**
         * @param sizes how many values each part has: the array of an example may be longer
         */
        Joined(int[] parts, int[] sizes, int to) {
            this.parts = parts;
            this.sizes = sizes;
            this.to = to;
        }

        @Override
        public void compute(float[][] values) {
            int place = 0;
            for (int i = 0; i < parts.length; i++) {
                System.arraycopy(values[parts[i]], 0, values[to], place, sizes[i]);
                place += sizes[i];
            }
        }
    }
}
