package dev.gradus.nn;

import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Concat;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Join;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.layer.Named;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Node.Wire;
import dev.gradus.nn.layer.Operation;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Prelu;
import dev.gradus.nn.layer.Residual;
import dev.gradus.nn.layer.Site;
import dev.gradus.nn.layer.Source;
import dev.gradus.nn.layer.Sum;
import dev.gradus.nn.layer.Transform;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.text.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Assembles layers: names them, connects them, works out their shapes, and reports one that does
 * not fit.
 */
final class Assembly {
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final LinkedHashMap<String, Wire> known = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();

    private Assembly() {}

    /** Returns the nodes in the order of computation; the last one yields the outputs. */
    static List<Node> of(List<Input> inputs, List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network has at least one layer, got none");
        }
        return new Assembly().assemble(inputs, layers);
    }

    private List<Node> assemble(List<Input> inputs, List<Layer> layers) {
        List<Wire> wires =
                inputs.stream().map(input -> new Wire(input.name(), input.shape())).toList();
        for (Wire wire : wires) {
            take(wire.from());
            known.put(wire.from(), wire);
        }
        Wire end = chain(wires.getFirst(), layers);
        requireLastNode(end);
        known.keySet().stream()
                .filter(name -> !used.contains(name) && !name.equals(end.from()))
                .findFirst()
                .ifPresent(Assembly::refuseUnused);
        return List.copyOf(nodes);
    }

    private void requireLastNode(Wire end) {
        if (nodes.isEmpty() || !nodes.getLast().name().equals(end.from())) {
            throw new IllegalArgumentException(
                    "the network ends with source('%s'), which computes nothing; add a layer after it"
                            .formatted(end.from()));
        }
    }

    private static void refuseUnused(String name) {
        throw new IllegalArgumentException(
                "nothing reads the values of '%s'; connect them with source('%s'), or remove it"
                        .formatted(name, name));
    }

    private Wire chain(Wire in, List<Layer> layers) {
        Wire wire = in;
        for (int i = 0; i < layers.size(); i++) {
            wire = connect(wire, layers.get(i), layers.subList(i + 1, layers.size()));
        }
        return wire;
    }

    private Wire connect(Wire in, Layer given, List<Layer> following) {
        Layer layer = given instanceof Named named ? named.layer() : given;
        return switch (layer) {
            case Source source -> resolve(given, source);
            case Transform transform ->
                    transform(name(given, transform.stem()), in, transform, following);
            case Residual residual -> residual(name(given, "residual"), in, residual);
            case Concat concat -> concat(name(given, "concat"), in, concat);
            case Named inner ->
                    throw new IllegalArgumentException("a layer has one name, got " + inner);
        };
    }

    private Wire transform(String name, Wire in, Transform transform, List<Layer> following) {
        if (transform instanceof Embedding) {
            requireInput(name, in);
        }
        Placement placement = transform.place(new Site(name, in.shape(), next(following)));
        requireOwnNames(name, placement);
        return add(
                new Node(
                        name,
                        transform,
                        List.of(in),
                        placement.output(),
                        placement.parameters(),
                        placement.statistics()));
    }

    private static boolean isOf(String layer, String name) {
        return name.equals(layer) || name.startsWith(layer + ".");
    }

    /** Values are stored by name, so a name used twice would make two values one. */
    private static void requireOwnNames(String layer, Placement placement) {
        var names = new HashSet<String>();
        Stream.concat(
                        placement.parameters().stream().map(Parameter::name),
                        placement.statistics().stream().map(Statistic::name))
                .filter(name -> !isOf(layer, name) || !names.add(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "layer '%s' names a parameter or statistic '%s'; each needs a name of its own that begins with the layer's, as in '%s.weight'"
                                    .formatted(layer, name, layer));
                });
    }

    /**
     * Only the inputs of the network are certain to be whole numbers: layers and rounding change
     * values.
     */
    private void requireInput(String name, Wire in) {
        if (nodes.stream().anyMatch(node -> node.name().equals(in.from()))) {
            throw new IllegalArgumentException(
                    "embedding layer '%s' takes whole numbers from an input of the network, got the values of '%s'; put it first, or after source('%s')"
                            .formatted(name, in.from(), known.firstEntry().getKey()));
        }
    }

    private Wire residual(String name, Wire in, Residual residual) {
        Wire longWay = chain(in, residual.block());
        Wire shortWay = chain(in, residual.shortcut());
        if (!longWay.shape().equals(shortWay.shape())) {
            throw new IllegalArgumentException(
                    "residual layer '%s' adds its block's output (shape %s) to its shortcut's (shape %s): the shapes must be equal;"
                                    .formatted(name, longWay.shape(), shortWay.shape())
                            + " give it a shortcut such as "
                            + projection(longWay.shape()));
        }
        return add(combine(name, new Sum(), List.of(longWay, shortWay), longWay.shape()));
    }

    private static Layer projection(Shape shape) {
        if (shape.isSequence()) {
            return Layers.conv1d(shape.dimension(0), 1);
        }
        return shape.isImage() ? Layers.conv2d(shape.dimension(0), 1) : Layers.dense(shape.size());
    }

    private Wire concat(String name, Wire in, Concat concat) {
        List<Wire> ends = concat.branches().stream().map(branch -> chain(in, branch)).toList();
        return add(combine(name, new Join(), ends, joined(name, ends)));
    }

    private static Shape joined(String name, List<Wire> ends) {
        List<Integer> first = ends.getFirst().shape().dimensions();
        var extents = new ArrayList<>(first);
        for (Wire end : ends.subList(1, ends.size())) {
            List<Integer> next = end.shape().dimensions();
            if (!next.subList(1, next.size()).equals(first.subList(1, first.size()))) {
                throw new IllegalArgumentException(
                        "concat layer '%s' joins '%s' (shape %s) and '%s' (shape %s): all dimensions but the first must be equal; flatten images, or give them one height and width"
                                .formatted(
                                        name,
                                        ends.getFirst().from(),
                                        ends.getFirst().shape(),
                                        end.from(),
                                        end.shape()));
            }
            extents.set(0, Math.addExact(extents.getFirst(), next.getFirst()));
        }
        return new Shape(extents);
    }

    private static Node combine(String name, Operation operation, List<Wire> inputs, Shape output) {
        return new Node(name, operation, inputs, output, List.of(), List.of());
    }

    private Wire resolve(Layer given, Source source) {
        if (given instanceof Named named) {
            throw new IllegalArgumentException(
                    "source('%s') has a name already, got \"%s\" for it"
                            .formatted(source.name(), named.name()));
        }
        Wire wire = known.get(source.name());
        if (wire == null) {
            throw new IllegalArgumentException(
                    Suggestions.unknown("earlier layer or input", source.name(), known.keySet()));
        }
        return wire;
    }

    private Wire add(Node node) {
        node.inputs().forEach(wire -> used.add(wire.from()));
        nodes.add(node);
        known.put(node.name(), node.wire());
        return node.wire();
    }

    private String name(Layer given, String kind) {
        if (given instanceof Named named) {
            take(named.name());
            return named.name();
        }
        String name;
        do {
            name = kind + counts.merge(kind, 1, Integer::sum);
        } while (!taken.add(name));
        return name;
    }

    private void take(String name) {
        if (!taken.add(name)) {
            throw new IllegalArgumentException(
                    "two layers are named \"" + name + "\"; a name is unique in its network");
        }
    }

    /**
     * Returns the next activation, ignoring norms, pools and dropout in between; a prelu counts as
     * the leakyRelu it starts as.
     */
    private static Optional<Activation> next(List<Layer> following) {
        for (Layer given : following) {
            Layer layer = given instanceof Named named ? named.layer() : given;
            if (layer instanceof Activation activation) {
                return Optional.of(activation);
            }
            if (layer instanceof Prelu prelu) {
                return Optional.of(new Activation.LeakyRelu(prelu.start()));
            }
            if (!(layer instanceof Transform)
                    || layer instanceof Dense
                    || layer instanceof Conv1d
                    || layer instanceof Conv2d) {
                break;
            }
        }
        return Optional.empty();
    }
}
