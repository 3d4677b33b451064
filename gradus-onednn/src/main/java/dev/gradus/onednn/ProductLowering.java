package dev.gradus.onednn;

import dev.gradus.nn.Layer.Conv2d;
import dev.gradus.nn.Node;
import dev.gradus.nn.Parameter;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lowers dense layers and convolutions.
 *
 * <p>The forward kernel chooses how values lie, for it is the best there is for the shapes; those
 * backward take that over where they can.
 */
final class ProductLowering {
    private final Context context;
    private final Product product;
    private final Tensor source;
    private final Weights weights;
    private final @Nullable Parameter bias;
    private final PrimitiveDescriptor forward;

    /** Whether the forward kernel is offered the source as it lies, or asked how it wants it. */
    private enum Offer {
        AS_IT_LIES,
        ANY
    }

    private ProductLowering(
            Context context,
            Node node,
            Product product,
            Tensor source,
            Weights weights,
            Descriptor result,
            Offer offer,
            Attributes attributes) {
        this.context = context;
        this.product = product;
        this.source = source;
        this.weights = weights;
        this.bias = node.parameters().size() > 1 ? node.parameters().get(1) : null;
        this.forward =
                weights.choose(
                        context.type(),
                        layout -> {
                            Descriptor any = context.any(source.descriptor().extents());
                            Descriptor given = source.descriptor();
                            boolean fits =
                                    offer == Offer.AS_IT_LIES && given.type() == context.type();
                            return Preference.first(
                                    List.of(
                                            () ->
                                                    describe(
                                                            fits ? given : any,
                                                            layout,
                                                            result,
                                                            attributes),
                                            () -> describe(any, layout, result, attributes)));
                        });
    }

    private PrimitiveDescriptor describe(
            Descriptor from, Descriptor layout, Descriptor result, Attributes attributes) {
        return product.result(
                context.engine(),
                context.propagation(),
                from,
                layout,
                context.vector(bias),
                result,
                attributes);
    }

    /**
     * Lowers a dense layer. An image may come in as its convolution left it: then the weights
     * follow its order, and flattening costs nothing.
     */
    static Stage dense(Context context, Node node, Stage before, Attributes attributes) {
        Tensor given = before.result();
        Tensor source = given.descriptor().isPlain() ? context.matrix(given) : given;
        long[] extents = source.descriptor().extents();
        extents[0] = node.output().size();
        return new ProductLowering(
                        context,
                        node,
                        new Product.Inner(),
                        source,
                        new Weights(context, node.parameters().getFirst(), extents),
                        context.any(source.rows(), node.output().size()),
                        Offer.AS_IT_LIES,
                        attributes)
                .stage(before);
    }

    /** Lowers a convolution. */
    static Stage convolution(
            Context context, Node node, Conv2d conv, Stage before, Attributes attributes) {
        Tensor source = before.result();
        long groups = conv.groups();
        long outputs = conv.outputs();
        long channels = node.input().dimension(0);
        long height = conv.kernel().height();
        long width = conv.kernel().width();
        long[] extents =
                groups == 1
                        ? new long[] {outputs, channels, height, width}
                        : new long[] {groups, outputs / groups, channels / groups, height, width};
        var result = node.output();
        return new ProductLowering(
                        context,
                        node,
                        new Product.Convolution(Windows.of(conv, node.input())),
                        source,
                        new Weights(context, node.parameters().getFirst(), extents),
                        context.any(
                                source.rows(), outputs, result.dimension(1), result.dimension(2)),
                        Offer.ANY,
                        attributes)
                .stage(before);
    }

    private Stage stage(Stage before) {
        weights.elect(
                context.type() == DataType.F32
                        ? forward.descriptor(Argument.WEIGHTS)
                        : describeWeightsGradient().descriptor(Argument.WEIGHTS_GRADIENT));
        return new Stage(
                result(),
                true,
                gradient -> {
                    weightsGradient(gradient);
                    return before.trained()
                            ? context.unmatrix(
                                    sourceGradient(gradient), before.result().descriptor())
                            : null;
                });
    }

    private Tensor result() {
        var call =
                context.plan()
                        .call(forward)
                        .read(Argument.SOURCE, source)
                        .read(
                                Argument.WEIGHTS,
                                weights.value(forward.descriptor(Argument.WEIGHTS)));
        if (bias != null) {
            call.read(Argument.BIAS, context.vectorValue(bias));
        }
        Tensor result = call.write(Argument.RESULT);
        call.add();
        return result;
    }

    private void weightsGradient(Tensor gradient) {
        var call =
                context.plan()
                        .call(describeWeightsGradient())
                        .read(Argument.SOURCE, source)
                        .read(Argument.RESULT_GRADIENT, gradient);
        if (bias != null) {
            call.deliver(Argument.BIAS_GRADIENT, context.parameters().gradient(bias));
        }
        weights.deliver(call);
    }

    private PrimitiveDescriptor describeWeightsGradient() {
        return weights.choose(
                DataType.F32,
                layout ->
                        asForward((from, to) ->
                                product.weightsGradient(
                                        context.engine(),
                                        from,
                                        layout,
                                        context.vector(bias),
                                        to,
                                        forward)));
    }

    private Tensor sourceGradient(Tensor gradient) {
        var described =
                weights.choose(
                        context.type(),
                        layout ->
                                asForward((from, to) ->
                                        product.sourceGradient(
                                                context.engine(), from, layout, to, forward)));
        var call =
                context.plan()
                        .call(described)
                        .read(Argument.RESULT_GRADIENT, gradient)
                        .read(
                                Argument.WEIGHTS,
                                weights.value(described.descriptor(Argument.WEIGHTS)));
        Tensor result = call.write(Argument.SOURCE_GRADIENT);
        call.add();
        return result;
    }

    /** Describes a computation backward, given how source and result lie. */
    private interface Backward {
        PrimitiveDescriptor describe(Descriptor source, Descriptor result);
    }

    private PrimitiveDescriptor asForward(Backward backward) {
        Descriptor from = forward.descriptor(Argument.SOURCE);
        Descriptor to = forward.descriptor(Argument.RESULT);
        return Preference.first(
                List.of(
                        () -> backward.describe(from, to),
                        () -> backward.describe(from.any(), to.any())));
    }
}
