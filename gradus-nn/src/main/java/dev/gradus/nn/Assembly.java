package dev.gradus.nn;

import dev.gradus.nn.Layer.BatchNorm;
import dev.gradus.nn.Layer.Bias;
import dev.gradus.nn.Layer.Conv2d;
import dev.gradus.nn.Layer.Dense;
import dev.gradus.nn.Layer.Dropout;
import dev.gradus.nn.Layer.Flatten;
import dev.gradus.nn.Layer.GlobalAveragePool;
import dev.gradus.nn.Layer.LayerNorm;
import dev.gradus.nn.Layer.Pool;
import dev.gradus.nn.Layer.Residual;
import dev.gradus.nn.Padding.Axis;
import dev.gradus.nn.Parameter.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Fits layers together: gives each its name and its shapes, and says which one does not fit. */
final class Assembly {
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private Assembly() {}

    static List<Node> of(Shape input, List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network has at least one layer, got none");
        }
        return new Assembly().chain(input, layers);
    }

    private List<Node> chain(Shape input, List<Layer> layers) {
        var nodes = new ArrayList<Node>();
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            Node node = node(shape, layers.get(i), layers.subList(i + 1, layers.size()));
            nodes.add(node);
            shape = node.output();
        }
        return nodes;
    }

    private Node node(Shape in, Layer given, List<Layer> following) {
        Layer layer = given instanceof Named named ? named.layer() : given;
        String name = name(given, layer);
        return switch (layer) {
            case Dense dense -> dense(name, in, dense, following);
            case Conv2d conv -> convolution(name, in, conv, following);
            case Pool pool -> plain(name, pool, in, pooled(name, in, pool));
            case GlobalAveragePool pool ->
                    plain(name, pool, in, Shape.vector(image(name, in).dimension(0)));
            case Flatten flatten -> plain(name, flatten, in, Shape.vector(in.size()));
            case Dropout dropout -> plain(name, dropout, in, in);
            case Activation activation -> plain(name, activation, in, in);
            case BatchNorm norm -> batchNorm(name, in, norm);
            case LayerNorm norm ->
                    node(name, norm, in, in, scaleAndShift(name, in.size()), List.of());
            case Residual residual -> residual(name, in, residual);
            case Named inner ->
                    throw new IllegalArgumentException("a layer has one name, got " + inner);
        };
    }

    private String name(Layer given, Layer layer) {
        if (given instanceof Named named) {
            if (!taken.add(named.name())) {
                throw new IllegalArgumentException(
                        "two layers are named \""
                                + named.name()
                                + "\"; a name is unique in its network");
            }
            return named.name();
        }
        String kind = kind(layer);
        String name;
        do {
            name = kind + counts.merge(kind, 1, Integer::sum);
        } while (!taken.add(name));
        return name;
    }

    private static String kind(Layer layer) {
        if (layer instanceof Pool pool) {
            return pool.kind().toString();
        }
        String simple = layer.getClass().getSimpleName();
        return simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
    }

    private static Node plain(String name, Layer layer, Shape in, Shape out) {
        return node(name, layer, in, out, List.of(), List.of());
    }

    private static Node node(
            String name,
            Layer layer,
            Shape in,
            Shape out,
            List<Parameter> parameters,
            List<Statistic> statistics) {
        return new Node(name, layer, in, out, parameters, statistics, List.of(), List.of());
    }

    private static Node dense(String name, Shape in, Dense dense, List<Layer> following) {
        var parameters = new ArrayList<Parameter>();
        List<Integer> extents = List.of(dense.outputs(), in.size());
        Initializer start = decided(dense.weights(), following);
        parameters.add(
                new Parameter(
                        name + ".weight", Role.WEIGHT, extents, start, in.size(), dense.outputs()));
        if (dense.bias() == Bias.WITH) {
            parameters.add(bias(name, dense.outputs(), dense.biases(), in.size()));
        }
        return node(name, dense, in, Shape.vector(dense.outputs()), parameters, List.of());
    }

    private static Node convolution(String name, Shape in, Conv2d conv, List<Layer> following) {
        int channels = image(name, in).dimension(0);
        if (channels % conv.groups() != 0) {
            throw new IllegalArgumentException(
                    "conv2d layer '%s' cuts its channels into %d groups, got %d channels (shape %s); use a divisor of %d"
                            .formatted(name, conv.groups(), channels, in, channels));
        }
        int height =
                window(
                        name,
                        in,
                        conv.kernel(),
                        conv.stride(),
                        conv.padding(),
                        conv.dilation(),
                        Axis.HEIGHT);
        int width =
                window(
                        name,
                        in,
                        conv.kernel(),
                        conv.stride(),
                        conv.padding(),
                        conv.dilation(),
                        Axis.WIDTH);
        int window = conv.kernel().height() * conv.kernel().width();
        int perGroup = channels / conv.groups();
        int fanIn = perGroup * window;
        int fanOut = conv.outputs() / conv.groups() * window;
        var parameters = new ArrayList<Parameter>();
        List<Integer> extents =
                List.of(conv.outputs(), perGroup, conv.kernel().height(), conv.kernel().width());
        Initializer start = decided(conv.weights(), following);
        parameters.add(new Parameter(name + ".weight", Role.WEIGHT, extents, start, fanIn, fanOut));
        if (conv.bias() == Bias.WITH) {
            parameters.add(bias(name, conv.outputs(), conv.biases(), fanIn));
        }
        return node(
                name, conv, in, Shape.image(conv.outputs(), height, width), parameters, List.of());
    }

    private static Shape pooled(String name, Shape in, Pool pool) {
        image(name, in);
        Size dilation = Size.square(1);
        int height =
                window(
                        name,
                        in,
                        pool.window(),
                        pool.stride(),
                        pool.padding(),
                        dilation,
                        Axis.HEIGHT);
        int width =
                window(
                        name,
                        in,
                        pool.window(),
                        pool.stride(),
                        pool.padding(),
                        dilation,
                        Axis.WIDTH);
        if (border(in, pool, Axis.HEIGHT) >= pool.window().height()
                || border(in, pool, Axis.WIDTH) >= pool.window().width()) {
            throw new IllegalArgumentException(
                    "pool layer '%s' pads by %s, which must be less than its window %s"
                            .formatted(name, pool.padding(), pool.window()));
        }
        return Shape.image(in.dimension(0), height, width);
    }

    private static int border(Shape in, Pool pool, Axis axis) {
        int length = along(in, axis);
        int reach = along(pool.window(), axis);
        int stride = along(pool.stride(), axis);
        return Math.max(
                pool.padding().before(length, reach, stride, axis),
                pool.padding().after(length, reach, stride, axis));
    }

    /** Returns how many places a window has along one axis. */
    private static int window(
            String name,
            Shape in,
            Size kernel,
            Size stride,
            Padding padding,
            Size dilation,
            Axis axis) {
        int length = along(in, axis);
        int reach = along(dilation, axis) * (along(kernel, axis) - 1) + 1;
        int step = along(stride, axis);
        int padded =
                length
                        + padding.before(length, reach, step, axis)
                        + padding.after(length, reach, step, axis);
        if (padded < reach) {
            throw new IllegalArgumentException(
                    "layer '%s' has a window that reaches over %d %s, got an image with %d (shape %s, padding included);"
                                    .formatted(
                                            name,
                                            reach,
                                            axis == Axis.HEIGHT ? "rows" : "columns",
                                            padded,
                                            in)
                            + " use a smaller window, more padding, or fewer pools before it");
        }
        return (padded - reach) / step + 1;
    }

    private static int along(Shape image, Axis axis) {
        return image.dimension(axis == Axis.HEIGHT ? 1 : 2);
    }

    private static int along(Size size, Axis axis) {
        return axis == Axis.HEIGHT ? size.height() : size.width();
    }

    private static Node batchNorm(String name, Shape in, BatchNorm norm) {
        int channels = in.dimension(0);
        if (in.rank() != 1 && !in.isImage()) {
            throw new IllegalArgumentException(
                    "batchNorm layer '%s' takes a vector or an image, got shape %s"
                            .formatted(name, in));
        }
        var statistics =
                List.of(
                        new Statistic(name + ".mean", channels, 0),
                        new Statistic(name + ".variance", channels, 1));
        return node(name, norm, in, in, scaleAndShift(name, channels), statistics);
    }

    private Node residual(String name, Shape in, Residual residual) {
        List<Node> block = chain(in, residual.block());
        List<Node> shortcut = chain(in, residual.shortcut());
        Shape longWay = block.getLast().output();
        Shape shortWay = shortcut.isEmpty() ? in : shortcut.getLast().output();
        if (!longWay.equals(shortWay)) {
            throw new IllegalArgumentException(
                    "residual layer '%s' adds its block's output (shape %s) to its shortcut's (shape %s): the shapes must be equal;"
                                    .formatted(name, longWay, shortWay)
                            + " give it a shortcut such as "
                            + (longWay.isImage()
                                    ? Layers.conv2d(longWay.dimension(0), 1)
                                    : Layers.dense(longWay.size())));
        }
        return new Node(name, residual, in, longWay, List.of(), List.of(), block, shortcut);
    }

    private static Shape image(String name, Shape in) {
        if (!in.isImage()) {
            throw new IllegalArgumentException(
                    "layer '%s' takes an image (channels x height x width), got shape %s; put it before flatten and dense"
                            .formatted(name, in));
        }
        return in;
    }

    private static Parameter bias(String name, int outputs, Initializer initializer, int fanIn) {
        Initializer start =
                initializer instanceof Initializer.ByActivation ? Initializer.zeros() : initializer;
        return new Parameter(name + ".bias", Role.BIAS, List.of(outputs), start, fanIn, outputs);
    }

    private static List<Parameter> scaleAndShift(String name, int size) {
        List<Integer> extents = List.of(size);
        return List.of(
                new Parameter(
                        name + ".scale", Role.SCALE, extents, Initializer.constant(1), size, size),
                new Parameter(
                        name + ".shift", Role.SHIFT, extents, Initializer.zeros(), size, size));
    }

    /**
     * Returns the initializer itself, or the one that suits the next activation, looked for past
     * norms, pools and dropout.
     */
    private static Initializer decided(Initializer initializer, List<Layer> following) {
        if (!(initializer instanceof Initializer.ByActivation)) {
            return initializer;
        }
        for (Layer given : following) {
            Layer layer = given instanceof Named named ? named.layer() : given;
            if (layer instanceof Activation activation) {
                return suiting(activation);
            }
            if (layer instanceof Dense || layer instanceof Conv2d || layer instanceof Residual) {
                break;
            }
        }
        return Initializer.xavier();
    }

    private static Initializer suiting(Activation activation) {
        return switch (activation) {
            case Activation.Relu() -> Initializer.he();
            case Activation.LeakyRelu leaky -> Initializer.he();
            case Activation.Elu elu -> Initializer.he();
            case Activation.Gelu() -> Initializer.he();
            case Activation.Silu() -> Initializer.he();
            case Activation.Softplus() -> Initializer.he();
            case Activation.Sigmoid() -> Initializer.xavier();
            case Activation.Tanh() -> Initializer.xavier();
            case Activation.Softmax() -> Initializer.xavier();
        };
    }
}
