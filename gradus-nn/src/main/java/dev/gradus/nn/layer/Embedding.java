package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Parameter.Role;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.number.Text;
import dev.gradus.text.TextForm;
import java.util.Arrays;
import java.util.List;

/**
 * A trained vector for each whole number: n numbers, each from 0 to entries − 1, become a sequence
 * of n vectors, width × n. PyTorch's and Keras' {@code Embedding}, but with the vector's values as
 * channels, where {@code conv1d} and {@code globalAveragePool} look for them. It reads an input of
 * the network; the output of a layer is refused. Inputs are float32, which holds every whole number
 * up to 2²⁴, even if the network computes in bfloat16.
 *
 * @param entries how many numbers are known, 1 to 2²⁴
 * @param width how many values a vector has, at least 1
 * @param weights how the vectors (entries × width) are initialized; normal(1) by default, as in
 *     PyTorch
 */
public record Embedding(int entries, int width, Initializer weights) implements ArrayLayer {
    private static final int MOST = 1 << 24;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public Embedding {
        Layers.requireAtLeastOne("embedding", "entries", entries);
        Layers.requireAtLeastOne("embedding", "width", width);
        if (entries > MOST) {
            throw new IllegalArgumentException(
                    "embedding entries must be at most 2^24, got " + entries);
        }
    }

    /**
     * {@return this layer with vectors that are initialized in this way}
     *
     * @param initializer how the values are initialized
     */
    public Embedding initializer(Initializer initializer) {
        return new Embedding(entries, width, initializer);
    }

    @Override
    public Placement place(Site site) {
        if (!site.input().isVector()) {
            throw new IllegalArgumentException(
                    "embedding layer '%s' takes a vector of whole numbers, got shape %s"
                            .formatted(site.name(), site.input()));
        }
        return Placement.of(
                Shape.sequence(width, site.input().size()),
                List.of(
                        new Parameter(
                                site.name() + ".weight",
                                Role.WEIGHT,
                                List.of(entries, width),
                                weights instanceof Initializer.ByActivation
                                        ? Initializer.normal(1)
                                        : weights,
                                1,
                                width)));
    }

    @Override
    public Function function(Node node, int rows) {
        return new Lookup(node.name(), node.input().size());
    }

    @Override
    public String toString() {
        return TextForm.of("embedding")
                .with(entries)
                .with(width)
                .with("initializer", weights, Layers.embedding(entries, width).weights)
                .toString();
    }

    private final class Lookup implements Function {
        private final String name;
        private final int length;

        private Lookup(String name, int length) {
            this.name = name;
            this.length = length;
        }

        @Override
        public void forward(Pass pass) {
            for (int row = 0; row < pass.rows(); row++) {
                for (int place = 0; place < length; place++) {
                    int entry = entry(pass, row, place);
                    for (int i = 0; i < width; i++) {
                        pass.output()[at(row, i, place)] = pass.parameter(0)[entry * width + i];
                    }
                }
            }
        }

        @Override
        public void backward(Pass pass) {
            for (int row = 0; row < pass.rows(); row++) {
                for (int place = 0; place < length; place++) {
                    int entry = entry(pass, row, place);
                    for (int i = 0; i < width; i++) {
                        pass.parameterGradient(0)[entry * width + i] +=
                                pass.outputGradient()[at(row, i, place)];
                    }
                }
            }
            Arrays.fill(pass.inputGradient(), 0);
        }

        private int at(int row, int i, int place) {
            return (row * width + i) * length + place;
        }

        private int entry(Pass pass, int row, int place) {
            float value = pass.input()[row * length + place];
            int entry = (int) value;
            if (entry != value || entry < 0 || entry >= entries) {
                throw new InputException(
                        Text.of(
                                "embedding layer '%s' takes whole numbers from 0 to %d, got %s as value %d",
                                name, entries - 1, value, place + 1),
                        pass.firstExample() + row + 1);
            }
            return entry;
        }
    }
}
