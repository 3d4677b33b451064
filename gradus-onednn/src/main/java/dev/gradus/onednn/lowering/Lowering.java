package dev.gradus.onednn.lowering;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.ArrayLayer;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.GlobalAveragePool;
import dev.gradus.nn.layer.Join;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Operation;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Sum;
import dev.gradus.nn.layer.Transform;
import dev.gradus.onednn.binding.Algorithm;
import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Engine.Following;
import dev.gradus.onednn.binding.OneDnnException;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.plan.DropoutMask;
import dev.gradus.onednn.plan.HostedLayer;
import dev.gradus.onednn.plan.LoweredPart;
import dev.gradus.onednn.plan.RunningStatistics;
import dev.gradus.onednn.trial.WrongKernelsException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the nodes of a network into calls: the forward pass as it goes along, the backward pass
 * afterwards, from the last node to the first.
 *
 * <p>An activation after a node that writes its result once is computed as it is written (a
 * post-op), if its derivative can be computed from the result and it is not computed in Java; a
 * relu after a batch normalization is part of it.
 */
public final class Lowering {
    private final Context context;
    private final Collectors collectors;
    private final List<Node> nodes;
    private final Map<String, Integer> readers;
    private final Map<String, LoweredPart> values = new HashMap<>();
    private final Map<String, Deque<NativeTensor>> gradients = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();

    /** What has to know which tensors are written or read from outside. */
    public record Collectors(
            DropoutMask.Collector masks,
            RunningStatistics.Collector statistics,
            HostedLayer.Collector hosted) {}

    /**
     * A lowered node.
     *
     * @param name the name of its result: that of an activation computed together with it
     */
    private record Part(Node node, String name, LoweredNode junction) {}

    public Lowering(Context context, Network network, Collectors collectors) {
        this.context = context;
        this.collectors = collectors;
        nodes = NodeOrder.cheapest(network);
        readers = Node.readers(nodes);
    }

    /** Offers one of the network's inputs to the nodes. */
    public void input(String name, NativeTensor values) {
        offer(name, values.kept(), false);
    }

    /** Adds the calls of the forward pass, and returns the outputs. */
    public NativeTensor forward() {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            Optional<Node> fused =
                    i + 1 < nodes.size() ? fusible(node, nodes.get(i + 1)) : Optional.empty();
            append(node, fused);
            i += fused.isPresent() ? 1 : 0;
        }
        return parts.getLast().junction.result();
    }

    /** Returns whether there is anything to train, so that a backward pass is needed. */
    public boolean isTrained() {
        return parts.getLast().junction.trained();
    }

    /** Adds the calls of the backward pass, given the gradient of the outputs. */
    public void backward(NativeTensor outputGradient) {
        collect(parts.getLast().name, outputGradient);
        for (Part part : parts.reversed()) {
            if (part.junction.trained() && gradients.containsKey(part.name)) {
                pass(part);
            }
        }
    }

    private void append(Node node, Optional<Node> fused) {
        LoweredNode junction =
                named(
                        node,
                        () ->
                                fused.map(next -> fused(node, next))
                                        .orElseGet(() -> lower(node, context.attributes())));
        String name = fused.orElse(node).name();
        parts.add(new Part(node, name, junction));
        offer(name, junction.result(), junction.trained());
    }

    /** Values with several readers are overwritten by none of them. */
    private void offer(String name, NativeTensor result, boolean trained) {
        boolean shared = readers.getOrDefault(name, 0) > 1;
        values.put(
                name, new LoweredPart(shared ? result.kept() : result, trained, gradient -> null));
    }

    private void pass(Part part) {
        List<@Nullable NativeTensor> passed =
                named(part.node, () -> part.junction.backward().through(gathered(part)));
        for (int i = passed.size() - 1; i >= 0; i--) {
            NativeTensor gradient = passed.get(i);
            if (gradient != null) {
                collect(part.node.inputs().get(i).from(), gradient);
            }
        }
    }

    /** The last reader's gradient comes first, so adding in front keeps the readers' order. */
    private void collect(String name, NativeTensor gradient) {
        gradients.computeIfAbsent(name, any -> new ArrayDeque<>()).addFirst(gradient);
    }

    /**
     * Returns the sum of the gradients of all readers of a node's result, with the extents of the
     * result: a reader that reads an image as a vector returns a vector.
     */
    private NativeTensor gathered(Part part) {
        Descriptor result = part.junction.result().descriptor();
        return Objects.requireNonNull(gradients.get(part.name)).stream()
                .map(gradient -> context.reshaped(gradient, result))
                .reduce((sum, next) ->
                        context.combine(Algorithm.ADD, sum, next, context.attributes()))
                .orElseThrow();
    }

    /** Lowers a node under its name, which messages use. */
    private <T extends @Nullable Object> T named(Node node, Supplier<T> lowered) {
        context.plan().layer(node.name(), context.threads(node));
        try {
            return lowered.get();
        } catch (OneDnnException | WrongKernelsException failure) {
            throw failed(node, failure);
        }
    }

    private static RuntimeException failed(Node node, RuntimeException failure) {
        String message =
                "layer '%s' (%s, input shape %s) cannot be prepared: %s"
                        .formatted(
                                node.name(), node.operation(), node.input(), failure.getMessage());
        return failure instanceof OneDnnException refusal
                        && refusal.status() == OneDnnException.Status.OUT_OF_MEMORY
                ? new IllegalStateException(message, failure)
                : new IllegalArgumentException(message, failure);
    }

    /** Returns the second of two nodes if it can be computed together with the first. */
    private Optional<Node> fusible(Node node, Node next) {
        boolean alone =
                next.inputs().getFirst().from().equals(node.name())
                        && readers.getOrDefault(node.name(), 0) == 1;
        return alone
                        && next.operation() instanceof Activation activation
                        && isFusible(node.operation(), activation)
                ? Optional.of(next)
                : Optional.empty();
    }

    private boolean isFusible(Operation operation, Activation activation) {
        return switch (operation) {
            case Dense dense -> isPostOp(activation);
            case Conv1d conv -> isPostOp(activation);
            case Conv2d conv -> isPostOp(activation);
            case Pool pool -> isPostOp(activation);
            case GlobalAveragePool pool -> isPostOp(activation);
            case Sum sum -> isPostOp(activation);
            case BatchNorm norm -> activation instanceof Activation.Relu;
            case LayerNorm norm -> false;
            case Flatten flatten -> false;
            case Dropout dropout -> false;
            case Activation another -> false;
            case Join join -> false;
            case ArrayLayer layer -> false;
        };
    }

    private boolean isPostOp(Activation activation) {
        return ActivationLowering.hosted(context, activation).isEmpty()
                && ActivationLowering.function(activation)
                        .filter(function -> !context.isTraining() || function.isByResult())
                        .isPresent();
    }

    private LoweredNode fused(Node node, Node next) {
        if (node.operation() instanceof BatchNorm norm) {
            return LoweredNode.of(
                    NormLowering.batch(
                            context,
                            node,
                            norm,
                            value(node, 0),
                            Following.RELU,
                            collectors.statistics));
        }
        var function = ActivationLowering.function((Activation) next.operation()).orElseThrow();
        LoweredNode first = lower(node, Attributes.then(context.scope(), function.eltwise()));
        LoweredPart.Backward second =
                ActivationLowering.backward(context, function, first.result().kept());
        return new LoweredNode(
                        first.result(),
                        first.trained(),
                        gradient -> named(node, () -> first.backward().through(gradient)))
                .then(gradient -> named(next, () -> second.through(gradient)));
    }

    private LoweredNode lower(Node node, Attributes attributes) {
        return switch (node.operation()) {
            case Transform transform ->
                    LoweredNode.of(transform(node, transform, value(node, 0), attributes));
            case Sum sum -> sum(node, attributes);
            case Join join -> join(node);
        };
    }

    private LoweredPart dense(Node node, LoweredPart before, Attributes attributes) {
        Optional<LoweredPart> inStrips =
                context.isInStrips(node)
                        ? DenseInStrips.of(context, node, before, attributes)
                        : Optional.empty();
        return inStrips.orElseGet(() -> ProductLowering.dense(context, node, before, attributes));
    }

    private LoweredPart value(Node node, int input) {
        return Objects.requireNonNull(values.get(node.inputs().get(input).from()));
    }

    private LoweredPart transform(
            Node node, Transform transform, LoweredPart before, Attributes attributes) {
        return switch (transform) {
            case Dense dense -> dense(node, before, attributes);
            case Conv1d conv ->
                    ProductLowering.convolution(
                            context, node.asImages(), conv.overImage(), before, attributes);
            case Conv2d conv ->
                    ProductLowering.convolution(context, node, conv, before, attributes);
            case Pool pool ->
                    PoolingLowering.pool(
                            context, node.asImages(), pool.over(node.input()), before, attributes);
            case GlobalAveragePool pool ->
                    PoolingLowering.global(context, node.asImages(), before, attributes);
            // The values are not moved: the next layer reads them as a vector.
            case Flatten flatten -> before.unchanged();
            case Dropout dropout -> dropout(node, dropout, before);
            case BatchNorm norm ->
                    NormLowering.batch(
                            context, node, norm, before, Following.NOTHING, collectors.statistics);
            case LayerNorm norm -> NormLowering.layer(context, node, norm, before);
            case Activation activation -> activation(node, activation, before);
            case ArrayLayer layer ->
                    HostedLayer.lower(context, node, layer, before, collectors.hosted);
        };
    }

    private LoweredPart activation(Node node, Activation activation, LoweredPart before) {
        boolean wantsVector = activation instanceof Activation.Softmax && node.input().isVector();
        if (!wantsVector) {
            return ActivationLowering.lower(context, activation, before);
        }
        NativeTensor matrix = context.matrix(before.result());
        return ActivationLowering.lower(
                context,
                activation,
                new LoweredPart(matrix, before.trained(), gradient -> gradient));
    }

    private LoweredPart dropout(Node node, Dropout dropout, LoweredPart before) {
        if (!context.isTraining() || dropout.rate() == 0) {
            return before.unchanged();
        }
        NativeTensor mask = collectors.masks.mask(node, before.result().descriptor().extents());
        NativeTensor result =
                context.combine(Algorithm.MULTIPLY, before.result(), mask, context.attributes());
        return new LoweredPart(
                result,
                before.trained(),
                gradient ->
                        context.combine(Algorithm.MULTIPLY, gradient, mask, context.attributes()));
    }

    private LoweredNode sum(Node node, Attributes attributes) {
        LoweredPart first = value(node, 0);
        LoweredPart second = value(node, 1);
        NativeTensor sum =
                context.combine(
                        Algorithm.ADD, summand(node, first), summand(node, second), attributes);
        return new LoweredNode(
                sum,
                first.trained() || second.trained(),
                gradient -> {
                    NativeTensor shared = gradient.kept();
                    return through(List.of(first, second), way -> shared);
                });
    }

    private NativeTensor summand(Node node, LoweredPart way) {
        return node.output().isVector() ? context.matrix(way.result()) : way.result();
    }

    private LoweredNode join(Node node) {
        List<LoweredPart> ways = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            ways.add(value(node, i));
        }
        var joined = new Joining(context, node, ways.getFirst().result().rows());
        for (int i = 0; i < ways.size(); i++) {
            joined.write(i, ways.get(i).result());
        }
        return new LoweredNode(
                joined.result(),
                ways.stream().anyMatch(LoweredPart::trained),
                gradient -> through(ways, way -> joined.read(way, gradient)));
    }

    /** Returns a gradient for each trained branch. */
    private static List<@Nullable NativeTensor> through(
            List<LoweredPart> ways, IntFunction<NativeTensor> gradient) {
        var passed = new ArrayList<@Nullable NativeTensor>();
        for (int i = 0; i < ways.size(); i++) {
            passed.add(ways.get(i).trained() ? gradient.apply(i) : null);
        }
        return passed;
    }
}
