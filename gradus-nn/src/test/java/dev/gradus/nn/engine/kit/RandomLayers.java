package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Bias;
import dev.gradus.nn.layer.Concat;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.layer.Named;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Residual;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws layers that fit what comes before them. A new kind of layer is added to {@link #anyLayer};
 * until it is, {@link Experiments#missing} names it.
 */
final class RandomLayers {
    private static final List<Integer> WIDTHS =
            List.of(1, 1, 2, 3, 4, 5, 7, 8, 9, 13, 16, 16, 17, 24, 32, 33, 48, 64);
    private static final int DEEPEST = 2;
    private static final int MOST_VALUES = 4096;
    private static final int MOST_PARAMETERS = 40_000;

    private final Draw draw;
    private int names;

    RandomLayers(Draw draw) {
        this.draw = draw;
    }

    Network network() {
        Shape input = input();
        return draw.chance(0.08) ? embedded(draw.between(1, 9)) : Network.of(input, layers(input));
    }

    /** Returns a chain, at times with the inputs joined to what comes of them. */
    private List<Layer> layers(Shape input) {
        List<Layer> layers = chain(input, draw.between(1, 7), 0);
        if (draw.chance(0.05)) {
            layers.add(Layers.flatten());
            layers.add(
                    Layers.concat(
                            List.of(), List.of(Layers.source(Network.INPUT), Layers.flatten())));
        }
        return layers;
    }

    private Network embedded(int length) {
        Layer first = Layers.embedding(draw.oneOf(1, 2, 7, 300), draw.between(1, 17));
        Shape words = Shape.vector(length);
        var layers = new ArrayList<Layer>();
        layers.add(first);
        layers.addAll(chain(Network.of(words, first).output(), draw.between(1, 5), 0));
        return Network.of(words, layers);
    }

    private Shape input() {
        if (draw.chance(0.25)) {
            return Shape.vector(draw.oneOf(1, 2, 3, 5, 8, 13, 16, 17, 33, 64, 100, 207));
        }
        if (draw.chance(0.15)) {
            return Shape.sequence(draw.oneOf(1, 2, 3, 5, 8, 13, 16, 17), draw.between(1, 40));
        }
        int channels = draw.oneOf(1, 1, 2, 3, 3, 4, 5, 8, 13, 16, 17);
        return Shape.image(channels, draw.between(1, 16), draw.between(1, 16));
    }

    private List<Layer> chain(Shape input, int length, int depth) {
        var layers = new ArrayList<Layer>();
        Shape shape = input;
        for (int i = 0; i < length; i++) {
            Layer layer = fitting(shape, depth);
            shape = Network.of(shape, layer).output();
            layers.add(layer);
        }
        return layers;
    }

    private Layer fitting(Shape input, int depth) {
        while (true) {
            Layer layer = anyLayer(input, depth);
            if (fits(input, layer)) {
                return layer;
            }
        }
    }

    /** Whether a layer can stand here is the network's to say: no rule is written down twice. */
    private static boolean fits(Shape input, Layer layer) {
        try {
            Network network = Network.of(input, layer);
            return network.output().size() <= MOST_VALUES
                    && network.parameterCount() <= MOST_PARAMETERS;
        } catch (IllegalArgumentException unfit) {
            return false;
        }
    }

    private Layer anyLayer(Shape input, int depth) {
        return switch (draw.between(0, 20)) {
            case 0, 1, 2, 3, 4 -> product(input);
            case 5 -> dense();
            case 6, 7 -> pool();
            case 8 -> draw.oneOf(Layers.flatten(), Layers.globalAveragePool());
            case 9 -> Layers.dropout(draw.oneOf(0.0, 0.0, 0.1, 0.5, 0.9));
            case 10 -> draw.oneOf(Layers.batchNorm(), new BatchNorm(0.3, 1e-3));
            case 11 -> draw.oneOf(Layers.layerNorm(), new LayerNorm(1e-3));
            case 12 -> depth < DEEPEST ? residual(input, depth + 1) : activation();
            case 13 -> named(fitting(input, DEEPEST));
            case 14 -> Layers.groupNorm(draw.oneOf(divisors(input.dimension(0))));
            case 15 -> draw.oneOf(new TrainedSwish(), new Centering());
            case 16 -> depth < DEEPEST ? concat(input, depth + 1) : activation();
            default -> activation();
        };
    }

    private Layer product(Shape input) {
        if (input.isSequence()) {
            return convolutionOfOneRow(input);
        }
        return input.isImage() ? convolution(input) : dense();
    }

    /** Branches that do not fit together are drawn again. */
    private Layer concat(Shape input, int depth) {
        var branches = new ArrayList<List<Layer>>();
        int count = draw.between(2, 3);
        for (int branch = 0; branch < count; branch++) {
            branches.add(draw.chance(0.3) ? List.of() : chain(input, draw.between(1, 2), depth));
        }
        return new Concat(branches);
    }

    private Layer named(Layer layer) {
        return layer instanceof Named ? layer : layer.named("own" + names++);
    }

    private Layer activation() {
        return draw.oneOf(
                Layers.relu(),
                Layers.relu(),
                Layers.leakyRelu(draw.oneOf(0.01, 0.3, 0.0, -0.2)),
                Layers.elu(draw.oneOf(1.0, 0.5)),
                Layers.gelu(),
                Layers.silu(),
                Layers.sigmoid(),
                Layers.tanh(),
                Layers.softplus(),
                Layers.prelu(),
                Layers.softmax());
    }

    private Initializer weights() {
        return draw.chance(0.6)
                ? Initializer.byActivation()
                : draw.oneOf(
                        Initializer.he(),
                        Initializer.xavier(),
                        Initializer.leCun(),
                        Initializer.normal(0.3),
                        Initializer.uniform(0.4));
    }

    private Initializer biases() {
        return draw.oneOf(
                Initializer.zeros(),
                Initializer.zeros(),
                Initializer.normal(0.5),
                Initializer.constant(0.1));
    }

    private Bias bias() {
        return draw.chance(0.8) ? Bias.WITH : Bias.WITHOUT;
    }

    private Layer dense() {
        int outputs = draw.chance(0.1) ? draw.between(1, 207) : draw.oneOf(WIDTHS);
        return new Dense(outputs, weights(), biases(), bias());
    }

    private Layer convolution(Shape input) {
        int groups = draw.chance(0.7) ? 1 : draw.oneOf(divisors(input.dimension(0)));
        int width = groups == 1 ? draw.oneOf(WIDTHS) : draw.between(1, Math.max(1, 32 / groups));
        return new Conv2d(
                groups * width,
                size(4),
                draw.chance(0.6) ? Size.square(1) : size(3),
                padding(),
                draw.chance(0.7) ? Size.square(1) : size(3),
                groups,
                weights(),
                biases(),
                bias());
    }

    private Layer convolutionOfOneRow(Shape input) {
        int groups = draw.chance(0.7) ? 1 : draw.oneOf(divisors(input.dimension(0)));
        int width = groups == 1 ? draw.oneOf(WIDTHS) : draw.between(1, Math.max(1, 32 / groups));
        Conv1d conv =
                Layers.conv1d(groups * width, draw.between(1, 5))
                        .stride(draw.oneOf(1, 1, 2, 3))
                        .padding(
                                draw.oneOf(
                                        Padding.none(),
                                        Padding.of(1),
                                        Padding.of(2),
                                        Padding.same()))
                        .dilation(draw.oneOf(1, 1, 2, 3))
                        .groups(groups)
                        .initializer(weights())
                        .biasInitializer(biases());
        return bias() == Bias.WITH ? conv : conv.withoutBias();
    }

    private static List<Integer> divisors(int number) {
        return IntStream.rangeClosed(1, number).filter(i -> number % i == 0).boxed().toList();
    }

    private Layer pool() {
        Size window = size(4);
        Size stride = draw.chance(0.5) ? window : size(3);
        return new Pool(draw.oneOf(Pool.Kind.values()), window, stride, padding());
    }

    private Size size(int most) {
        return draw.chance(0.6)
                ? Size.square(draw.between(1, most))
                : new Size(draw.between(1, most), draw.between(1, most));
    }

    private Padding padding() {
        return switch (draw.between(0, 4)) {
            case 0, 1 -> Padding.none();
            case 2 -> Padding.of(draw.between(1, 2));
            case 3 -> new Padding.Symmetric(draw.between(0, 3), draw.between(0, 3));
            default -> Padding.same();
        };
    }

    private Layer residual(Shape input, int depth) {
        List<Layer> block = chain(input, draw.between(1, 4), depth);
        Shape output = Network.of(input, block).output();
        return new Residual(block, shortcut(input, output, depth));
    }

    /** Returns a short way to a shape; where none is known, the residual does not fit. */
    private List<Layer> shortcut(Shape input, Shape output, int depth) {
        if (input.equals(output)) {
            Layer layer = draw.chance(0.5) ? activation() : fitting(input, depth);
            boolean keeps = Network.of(input, layer).output().equals(input);
            return keeps && draw.chance(0.5) ? List.of(layer) : List.of();
        }
        if (!output.isImage()) {
            return List.of(Layers.dense(output.size()));
        }
        int height = input.dimension(1) - output.dimension(1) + 1;
        int width = input.dimension(2) - output.dimension(2) + 1;
        return height < 1 || width < 1
                ? List.of()
                : List.of(Layers.conv2d(output.dimension(0), new Size(height, width)));
    }
}
