package dev.gradus.onednn.lowering;

import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Eltwise;
import dev.gradus.onednn.binding.OneDnnException;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.plan.LoweredPart;
import dev.gradus.onednn.trial.KernelChoice;
import dev.gradus.onednn.trial.KernelKind;
import dev.gradus.onednn.trial.KernelTrial;
import dev.gradus.onednn.trial.KernelTrial.Part;
import dev.gradus.onednn.trial.KernelWindows;
import dev.gradus.onednn.trial.ProductKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lowers dense layers and convolutions.
 *
 * <p>The forward kernel, the best for the shapes, chooses the layouts; the backward kernels use the
 * same ones if they can.
 */
final class ProductLowering {
    /**
     * Fewer channels than this are not worth a vector of eight, to which the kernels of oneDNN's
     * choice pad them. For 5 x 5 windows over 128 images of 28 x 28 with few channels, the gradient
     * of the weights took 4.3 ms that way and 1.1 ms with channels last; from 4 channels on both
     * took the same time. 3 channels have a special kernel in the layout of the forward pass.
     */
    private static final int WORTH_A_VECTOR = 3;

    /**
     * Dense layers compute fewer rows than this in float32 while the weights are kept in it: to
     * convert a weight takes six bytes of memory traffic a pass, and bfloat16 saves four operations
     * for each row. On a Zen 4 with AVX-512 BF16, a step of 784-8192-10 took 1.14 times as long in
     * bfloat16 for one example, and a quarter to a third as long for 128.
     */
    private static final int WORTH_CONVERTING = 16;

    /**
     * A vector of AVX-512 has this many channels. With fewer, oneDNN's choice for the gradient of
     * the weights is an AVX2 kernel; with channels last it has one for whole vectors: 5 x 5 windows
     * from 6 to 16 channels of 128 images of 14 x 14 took 0.29 ms on a Zen 4 in place of 0.56.
     */
    private static final int VECTOR = 16;

    /** In the names of kernels. */
    private static final String AVX2 = "avx2";

    private final Context context;
    private final DataType type;
    private final String layer;
    private final ProductKernel product;
    private final NativeTensor source;
    private final Weights weights;
    private final @Nullable Parameter bias;
    private final Optional<Eltwise> following;
    private final PrimitiveDescriptor forward;

    /** The layout in which a kernel is given its arguments other than the weights. */
    private record Orders(Descriptor source, Descriptor result) {}

    /** Describes a computation, given all layouts. */
    private interface Way {
        PrimitiveDescriptor describe(Orders orders, Descriptor weights);
    }

    private ProductLowering(
            Context context,
            Node node,
            ProductKernel product,
            NativeTensor source,
            Weights weights,
            DataType type,
            List<Orders> orders,
            Attributes attributes) {
        this.context = context;
        this.type = type;
        this.layer = node.name();
        this.product = product;
        this.source = source;
        this.weights = weights;
        this.bias = node.parameters().size() > 1 ? node.parameters().get(1) : null;
        this.following = attributes.following();
        this.forward =
                best(
                        Part.RESULT,
                        type,
                        orders,
                        (order, layout) ->
                                product.result(
                                        context.engine(),
                                        context.propagation(),
                                        order.source,
                                        layout,
                                        context.vector(bias),
                                        order.result,
                                        attributes));
    }

    /**
     * Lowers a dense layer. An image may stay in the layout of its convolution: then the weights
     * follow that layout, and flattening costs nothing.
     */
    static LoweredPart dense(
            Context context, Node node, LoweredPart before, Attributes attributes) {
        NativeTensor given = before.result();
        NativeTensor source = given.descriptor().isPlain() ? context.matrix(given) : given;
        long[] extents = source.descriptor().extents();
        extents[0] = node.output().size();
        DataType type = denseType(context, node, source.rows());
        Descriptor result = context.any(type, source.rows(), node.output().size());
        Orders asked = new Orders(context.any(type, source.descriptor().extents()), result);
        boolean fits = source.descriptor().type() == type;
        return new ProductLowering(
                        context,
                        node,
                        new ProductKernel.Inner(),
                        source,
                        new Weights(context, node.parameters().getFirst(), extents),
                        type,
                        fits
                                ? List.of(new Orders(source.descriptor(), result), asked)
                                : List.of(asked),
                        attributes)
                .stage(before);
    }

    /** A rule of the number of rows alone, and said where it differs from what was asked for. */
    private static DataType denseType(Context context, Node node, long rows) {
        boolean converts = context.type() != DataType.F32 && context.parameters().isForTraining();
        if (!converts || rows >= WORTH_CONVERTING) {
            return context.type();
        }
        context.trials()
                .note(
                        "layer '%s' computes batches of few examples in float32, which is faster: its weights need no conversion then"
                                .formatted(node.name()));
        return DataType.F32;
    }

    /** Lowers a convolution. */
    static LoweredPart convolution(
            Context context, Node node, Conv2d conv, LoweredPart before, Attributes attributes) {
        NativeTensor source = before.result();
        long groups = conv.groups();
        long outputs = conv.outputs();
        long channels = node.input().dimension(0);
        long height = conv.kernel().height();
        long width = conv.kernel().width();
        long[] extents =
                groups == 1
                        ? new long[] {outputs, channels, height, width}
                        : new long[] {groups, outputs / groups, channels / groups, height, width};
        var image = node.output();
        Descriptor result =
                context.any(
                        context.type(),
                        source.rows(),
                        outputs,
                        image.dimension(1),
                        image.dimension(2));
        return new ProductLowering(
                        context,
                        node,
                        new ProductKernel.Convolution(KernelWindows.of(conv, node.input())),
                        source,
                        new Weights(context, node.parameters().getFirst(), extents),
                        context.type(),
                        List.of(
                                new Orders(
                                        context.any(context.type(), source.descriptor().extents()),
                                        result),
                                new Orders(
                                        source.descriptor().channelsLast(), result.channelsLast())),
                        attributes)
                .stage(before);
    }

    private LoweredPart stage(LoweredPart before) {
        weights.elect(elected());
        return new LoweredPart(
                result(),
                true,
                gradient -> {
                    weightsGradient(gradient);
                    return before.trained() ? sourceGradient(gradient) : null;
                });
    }

    /**
     * For training, weights are kept in float32, in the layout of the kernel that computes their
     * gradient.
     */
    private Descriptor elected() {
        return context.isTraining() && type != DataType.F32
                ? describeWeightsGradient().descriptor(Argument.WEIGHTS_GRADIENT)
                : forward.descriptor(Argument.WEIGHTS);
    }

    private NativeTensor result() {
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
        NativeTensor result = call.write(Argument.RESULT);
        call.add();
        return result;
    }

    private void weightsGradient(NativeTensor gradient) {
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
        return best(
                Part.WEIGHTS_GRADIENT,
                DataType.F32,
                weightsGradientOrders(),
                (order, layout) ->
                        product.weightsGradient(
                                context.engine(),
                                order.source,
                                layout,
                                context.vector(bias),
                                order.result,
                                forward));
    }

    private NativeTensor sourceGradient(NativeTensor gradient) {
        var described =
                best(
                        Part.SOURCE_GRADIENT,
                        type,
                        backwardOrders(),
                        (order, layout) ->
                                product.sourceGradient(
                                        context.engine(),
                                        order.source,
                                        layout,
                                        order.result,
                                        forward));
        var call =
                context.plan()
                        .call(described)
                        .read(Argument.RESULT_GRADIENT, gradient)
                        .read(
                                Argument.WEIGHTS,
                                weights.value(described.descriptor(Argument.WEIGHTS)));
        NativeTensor result = call.write(Argument.SOURCE_GRADIENT);
        call.add();
        return result;
    }

    private List<Orders> backwardOrders() {
        return backwardOrders(isImage() && channels(Argument.SOURCE) < WORTH_A_VECTOR);
    }

    /**
     * With few input channels, channels last come before oneDNN's choice for the gradient of the
     * weights. The results' gradient then needs no copy if it has one full vector of channels, and
     * a quick one if it has several.
     */
    private List<Orders> weightsGradientOrders() {
        boolean fillsVectors = channels(Argument.RESULT) % VECTOR == 0;
        return backwardOrders(
                isImage() && channels(Argument.SOURCE) < (fillsVectors ? VECTOR : WORTH_A_VECTOR));
    }

    /** Returns the layouts of the forward pass, those of the kernel's choice, and channels last. */
    private List<Orders> backwardOrders(boolean lastBeforeChosen) {
        Descriptor from = forward.descriptor(Argument.SOURCE);
        Descriptor to = forward.descriptor(Argument.RESULT);
        Orders asForward = new Orders(from, to);
        Orders chosen = new Orders(from.any(), to.any());
        return lastBeforeChosen
                ? List.of(asForward, new Orders(from.channelsLast(), to.channelsLast()), chosen)
                : List.of(asForward, chosen, new Orders(from.any(), to.channelsLast()));
    }

    private boolean isImage() {
        return source.descriptor().extents().length > 2;
    }

    private long channels(Argument images) {
        return forward.descriptor(images).extents()[1];
    }

    /**
     * Returns the first computation with a kernel of the fastest kind that computes correctly: with
     * weights as stored, or reordered.
     */
    private PrimitiveDescriptor best(Part part, DataType type, List<Orders> orders, Way way) {
        var ways = new ArrayList<Supplier<PrimitiveDescriptor>>();
        for (Orders order : orders) {
            for (Descriptor layout : layouts(type, order)) {
                ways.add(() -> way.describe(order, layout));
            }
        }
        var usual = new KernelChoice(ways, product::kind, described -> isRight(part, described));
        PrimitiveDescriptor first = usual.first();
        return !context.isTraining() && product.isOutrun(first)
                ? new KernelChoice(
                                ways,
                                product::kind,
                                described ->
                                        !product.isOutrun(described) && isRight(part, described))
                        .first(KernelKind.GENERATED)
                        .orElse(first)
                : first;
    }

    private List<Descriptor> layouts(DataType type, Orders order) {
        if (context.isTraining()) {
            return weights.layouts(type);
        }
        return switch (product) {
            case ProductKernel.Inner _ -> weights.layoutsForMatrices(type, source.descriptor());
            case ProductKernel.Convolution _ ->
                    Stream.concat(
                                    weights.kept(type).or(() -> ofTraining(type, order)).stream(),
                                    Stream.of(weights.any(type)))
                            .toList();
        };
    }

    /**
     * Returns how training lays the weights out: for few channels, what oneDNN chooses for
     * inference is slower with AVX-512 (LeNet, 32 examples, one thread: 425 us, laid out so 330).
     * Without, it is faster (Zen 3, second convolution, 8 examples: 50 us, laid out so 65).
     */
    private Optional<Descriptor> ofTraining(DataType type, Orders order) {
        try {
            PrimitiveDescriptor trained =
                    product.result(
                            context.engine(),
                            Propagation.TRAINING,
                            order.source,
                            weights.any(type),
                            context.vector(bias),
                            order.result,
                            context.attributes());
            return trained.implementation().contains(AVX2)
                    ? Optional.empty()
                    : Optional.of(trained.descriptor(Argument.WEIGHTS));
        } catch (OneDnnException unsupported) {
            return Optional.empty();
        }
    }

    private boolean isRight(Part part, PrimitiveDescriptor described) {
        var source = described.descriptor(part.source()).layout();
        var matrix = described.descriptor(part.weights()).layout();
        var window = product.over(this.source.descriptor().extents());
        Optional<Eltwise> function = part == Part.RESULT ? following : Optional.empty();
        return product.mayRun(part, described)
                && product.pairs(source, matrix)
                && context.trials()
                        .passes(
                                new KernelTrial(part, described, window, function),
                                layer,
                                context.plan().threads());
    }
}
