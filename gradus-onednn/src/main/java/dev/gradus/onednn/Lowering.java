package dev.gradus.onednn;

import dev.gradus.nn.Activation;
import dev.gradus.nn.Layer.BatchNorm;
import dev.gradus.nn.Layer.Conv2d;
import dev.gradus.nn.Layer.Dense;
import dev.gradus.nn.Layer.Dropout;
import dev.gradus.nn.Layer.Flatten;
import dev.gradus.nn.Layer.GlobalAveragePool;
import dev.gradus.nn.Layer.LayerNorm;
import dev.gradus.nn.Layer.Pool;
import dev.gradus.nn.Layer.Residual;
import dev.gradus.nn.Named;
import dev.gradus.nn.Node;
import dev.gradus.onednn.Stage.Backward;
import dev.gradus.onednn.binding.Algorithm;
import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Eltwise;
import dev.gradus.onednn.binding.Engine.Following;
import dev.gradus.onednn.binding.OneDnnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns layers into calls: the forward pass as it goes along, the backward pass as a function of
 * the result's gradient, to be asked for afterwards.
 *
 * <p>An activation after a layer that writes its result once is computed as it is written (a
 * post-op), if its derivative can be had from the result; a relu after a batch normalization is
 * part of it.
 */
final class Lowering {
    private final Context context;
    private final DropoutMask.Collector masks;
    private final RunningStatistics.Collector statistics;

    Lowering(Context context, DropoutMask.Collector masks, RunningStatistics.Collector statistics) {
        this.context = context;
        this.masks = masks;
        this.statistics = statistics;
    }

    /** Lowers layers one after another. */
    Stage chain(Stage before, List<Node> inOrder) {
        List<Node> nodes = NodeOrder.cheapest(inOrder);
        Stage stage = before;
        var parts = new ArrayList<Backward>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            Optional<Node> fused =
                    i + 1 < nodes.size() ? fusible(node, nodes.get(i + 1)) : Optional.empty();
            Stage next = named(node, stage, fused);
            parts.add(named(node, next));
            stage = next;
            i += fused.isPresent() ? 1 : 0;
        }
        var source = before.result().descriptor();
        return new Stage(
                stage.result(), stage.trained(), gradient -> back(parts, gradient, source));
    }

    private @Nullable Tensor back(List<Backward> parts, Tensor gradient, Descriptor source) {
        Tensor passing = gradient;
        for (Backward part : parts.reversed()) {
            if (passing == null) {
                return null;
            }
            passing = part.through(passing);
        }
        return passing == null ? null : context.reshaped(passing, source);
    }

    /** Lowers a layer under its name, which messages then tell. */
    private Stage named(Node node, Stage before, Optional<Node> fused) {
        context.plan().owner(node.name());
        try {
            return fused.map(next -> fused(node, before, (Activation) next.layer()))
                    .orElseGet(() -> lower(node, before, context.attributes()));
        } catch (OneDnnException | WrongKernelsException failure) {
            throw failed(node, failure);
        }
    }

    /** A layer may read an image as a vector: its gradient then comes back as one. */
    private Backward named(Node node, Stage stage) {
        return gradient -> {
            context.plan().owner(node.name());
            try {
                return stage.backward()
                        .through(context.reshaped(gradient, stage.result().descriptor()));
            } catch (OneDnnException | WrongKernelsException failure) {
                throw failed(node, failure);
            }
        };
    }

    private static RuntimeException failed(Node node, RuntimeException failure) {
        String message =
                "layer '%s' (%s, input shape %s) cannot be prepared: %s"
                        .formatted(node.name(), node.layer(), node.input(), failure.getMessage());
        return failure instanceof OneDnnException refusal
                        && refusal.status() == OneDnnException.Status.OUT_OF_MEMORY
                ? new IllegalStateException(message, failure)
                : new IllegalArgumentException(message, failure);
    }

    /** Returns the second of two layers if it can be computed together with the first. */
    private Optional<Node> fusible(Node node, Node next) {
        if (!(next.layer() instanceof Activation activation)) {
            return Optional.empty();
        }
        boolean possible =
                switch (node.layer()) {
                    case Dense dense -> isPostOp(activation);
                    case Conv2d conv -> isPostOp(activation);
                    case Pool pool -> isPostOp(activation);
                    case GlobalAveragePool pool -> isPostOp(activation);
                    case Residual residual -> isPostOp(activation);
                    case BatchNorm norm -> activation instanceof Activation.Relu;
                    case LayerNorm norm -> false;
                    case Flatten flatten -> false;
                    case Dropout dropout -> false;
                    case Activation another -> false;
                    case Named inner -> false;
                };
        return possible ? Optional.of(next) : Optional.empty();
    }

    private boolean isPostOp(Activation activation) {
        return ActivationLowering.function(activation)
                .filter(function ->
                        !context.isTraining() || ActivationLowering.isByResult(function))
                .isPresent();
    }

    private Stage fused(Node node, Stage before, Activation activation) {
        if (node.layer() instanceof BatchNorm norm) {
            return NormLowering.batch(context, node, norm, before, Following.RELU, statistics);
        }
        Eltwise function = ActivationLowering.function(activation).orElseThrow();
        Stage stage = lower(node, before, Attributes.then(context.scope(), function));
        Tensor result = stage.result().kept();
        return stage.then(
                new Stage(
                        result,
                        stage.trained(),
                        ActivationLowering.backward(context, function, result)));
    }

    private Stage lower(Node node, Stage before, Attributes attributes) {
        return switch (node.layer()) {
            case Dense dense -> ProductLowering.dense(context, node, before, attributes);
            case Conv2d conv ->
                    ProductLowering.convolution(context, node, conv, before, attributes);
            case Pool pool -> PoolingLowering.pool(context, node, pool, before, attributes);
            case GlobalAveragePool pool ->
                    PoolingLowering.global(context, node, before, attributes);
            // The values stay as they lie: the next layer reads them as the vector they are.
            case Flatten flatten -> before.unchanged();
            case Dropout dropout -> dropout(node, dropout, before);
            case BatchNorm norm ->
                    NormLowering.batch(context, node, norm, before, Following.NOTHING, statistics);
            case LayerNorm norm -> NormLowering.layer(context, node, norm, before);
            case Residual residual -> residual(node, before, attributes);
            case Activation activation -> activation(node, activation, before);
            case Named inner -> throw new IllegalStateException("a node has no named layer");
        };
    }

    private Stage activation(Node node, Activation activation, Stage before) {
        boolean wantsVector = activation instanceof Activation.Softmax && !node.input().isImage();
        if (!wantsVector) {
            return ActivationLowering.lower(context, activation, before);
        }
        Tensor matrix = context.matrix(before.result());
        return ActivationLowering.lower(
                context, activation, new Stage(matrix, before.trained(), gradient -> gradient));
    }

    private Stage dropout(Node node, Dropout dropout, Stage before) {
        if (!context.isTraining() || dropout.rate() == 0) {
            return before.unchanged();
        }
        Tensor mask = masks.mask(node, before.result().descriptor().extents());
        Tensor result =
                context.combine(Algorithm.MULTIPLY, before.result(), mask, context.attributes());
        return new Stage(
                result,
                before.trained(),
                gradient ->
                        context.combine(Algorithm.MULTIPLY, gradient, mask, context.attributes()));
    }

    private Stage residual(Node node, Stage before, Attributes attributes) {
        Stage shared = new Stage(before.result().kept(), before.trained(), before.backward());
        Stage block = chain(shared, node.block());
        Stage shortcut = chain(shared, node.shortcut());
        context.plan().owner(node.name());
        Tensor first = node.output().isImage() ? block.result() : context.matrix(block.result());
        Tensor second =
                node.output().isImage() ? shortcut.result() : context.matrix(shortcut.result());
        Tensor sum = context.combine(Algorithm.ADD, first, second, attributes);
        return new Stage(
                sum,
                block.trained() || shortcut.trained(),
                gradient -> residualGradient(node, gradient, block, shortcut));
    }

    private @Nullable Tensor residualGradient(
            Node node, Tensor gradient, Stage block, Stage shortcut) {
        Tensor byBlock = through(block, gradient.kept());
        Tensor byShortcut = through(shortcut, gradient.kept());
        context.plan().owner(node.name());
        if (byBlock == null || byShortcut == null) {
            return null;
        }
        return context.combine(Algorithm.ADD, byBlock, byShortcut, context.attributes());
    }

    private @Nullable Tensor through(Stage way, Tensor gradient) {
        if (!way.trained()) {
            return null;
        }
        return way.backward().through(gradient);
    }
}
