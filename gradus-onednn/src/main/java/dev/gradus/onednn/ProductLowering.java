package dev.gradus.onednn;

import dev.gradus.nn.Layer.Conv2d;
import dev.gradus.nn.Node;
import dev.gradus.nn.Parameter;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import org.jspecify.annotations.Nullable;

/** Lowers dense layers and convolutions. */
final class ProductLowering {
    private final Context context;
    private final Product product;
    private final Tensor source;
    private final Descriptor anySource;
    private final Descriptor anyResult;
    private final Weights weights;
    private final @Nullable Parameter bias;
    private final PrimitiveDescriptor forward;

    private ProductLowering(
            Context context,
            Node node,
            Product product,
            Tensor source,
            Weights weights,
            long[] result,
            Attributes attributes) {
        this.context = context;
        this.product = product;
        this.source = source;
        this.weights = weights;
        this.anySource = context.any(source.descriptor().extents());
        this.anyResult = context.any(result);
        this.bias = node.parameters().size() > 1 ? node.parameters().get(1) : null;
        Engine engine = context.engine();
        this.forward =
                weights.choose(
                        context.type(),
                        layout ->
                                product.result(
                                        engine,
                                        context.propagation(),
                                        anySource,
                                        layout,
                                        context.vector(bias),
                                        anyResult,
                                        attributes));
    }

    /**
     * Lowers a dense layer. An image may come in as its convolution left it: then the weights
     * follow its order, and flattening costs nothing.
     */
    static Stage dense(Context context, Node node, Stage before, Attributes attributes) {
        Tensor given = before.result();
        Tensor source = given.descriptor().isPlain() ? context.matrix(given) : given;
        long[] extents = source.descriptor().extents();
        long rows = extents[0];
        int outputs = node.output().size();
        extents[0] = outputs;
        var weights = new Weights(context, node.parameters().getFirst(), extents);
        return new ProductLowering(
                        context,
                        node,
                        new Product.Inner(),
                        source,
                        weights,
                        new long[] {rows, outputs},
                        attributes)
                .stage(before);
    }

    /** Lowers a convolution. */
    static Stage convolution(
            Context context, Node node, Conv2d conv, Stage before, Attributes attributes) {
        Tensor source = before.result();
        int groups = conv.groups();
        long outputs = conv.outputs();
        long channels = node.input().dimension(0);
        long height = conv.kernel().height();
        long width = conv.kernel().width();
        long[] extents =
                groups == 1
                        ? new long[] {outputs, channels, height, width}
                        : new long[] {groups, outputs / groups, channels / groups, height, width};
        var weights = new Weights(context, node.parameters().getFirst(), extents);
        var result = node.output();
        return new ProductLowering(
                        context,
                        node,
                        new Product.Convolution(Windows.of(conv, node.input())),
                        source,
                        weights,
                        new long[] {
                            source.rows(), outputs, result.dimension(1), result.dimension(2)
                        },
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
                        product.weightsGradient(
                                context.engine(),
                                anySource,
                                layout,
                                context.vector(bias),
                                anyResult,
                                forward));
    }

    private Tensor sourceGradient(Tensor gradient) {
        var described =
                weights.choose(
                        context.type(),
                        layout ->
                                product.sourceGradient(
                                        context.engine(), anySource, layout, anyResult, forward));
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
}
