package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Bias;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Engine;
import dev.gradus.onednn.binding.OneDnnException;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.trial.KernelTrial;
import dev.gradus.onednn.trial.KernelTrial.Part;
import dev.gradus.onednn.trial.KernelTrial.Room;
import dev.gradus.onednn.trial.KernelWindows;
import dev.gradus.onednn.trial.ProductKernel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs every kernel oneDNN has for a convolution, in several orders of values, if it may run. */
final class ConvolutionKernels {
    private final Engine engine;
    private final ProductKernel.Convolution product;
    private final Consumer<String> announcing;
    private final List<Descriptor> sources;
    private final List<Descriptor> results;
    private final Descriptor weights;
    private final Descriptor weightsGradient;
    private final @Nullable Descriptor bias;
    private final Attributes attributes;

    /**
     * @param announcing is told of every kernel before it runs
     */
    private ConvolutionKernels(
            HangingConvolution convolution,
            DataType type,
            Scope scope,
            Consumer<String> announcing) {
        this.engine = new Engine(scope);
        this.announcing = announcing;
        var layer = convolution.layer();
        Shape input = convolution.input();
        Shape output = Network.of(input, layer).output();
        product = new ProductKernel.Convolution(KernelWindows.of(layer, input));
        sources = orders(Descriptor.any(scope, type, image(convolution.rows(), input)));
        results = orders(Descriptor.any(scope, type, image(convolution.rows(), output)));
        long groups = layer.groups();
        long outputs = layer.outputs() / groups;
        long channels = input.dimension(0) / groups;
        long height = layer.kernel().height();
        long width = layer.kernel().width();
        long[] extents =
                groups == 1
                        ? new long[] {outputs, channels, height, width}
                        : new long[] {groups, outputs, channels, height, width};
        weights = Descriptor.any(scope, type, extents);
        weightsGradient = Descriptor.any(scope, DataType.F32, extents);
        bias =
                layer.bias() == Bias.WITH
                        ? Descriptor.plain(scope, DataType.F32, layer.outputs())
                        : null;
        attributes = Attributes.none(scope);
    }

    /** Runs the kernels for all computations of a convolution. */
    static void run(HangingConvolution convolution, DataType type, Consumer<String> announcing) {
        try (Scope scope = new Scope()) {
            new ConvolutionKernels(convolution, type, scope, announcing).run();
        }
    }

    private static long[] image(int rows, Shape shape) {
        return new long[] {rows, shape.dimension(0), shape.dimension(1), shape.dimension(2)};
    }

    private static List<Descriptor> orders(Descriptor any) {
        return List.of(any, any.channelsLast(), any.plain(any.type()));
    }

    private void run() {
        for (int order = 0; order < sources.size(); order++) {
            Descriptor source = sources.get(order);
            Descriptor result = results.get(order);
            each(Part.RESULT, () -> forward(Propagation.INFERENCE, source, result));
            each(Part.RESULT, () -> forward(Propagation.TRAINING, source, result));
            each(
                    Part.SOURCE_GRADIENT,
                    () ->
                            product.sourceGradient(
                                    engine,
                                    source,
                                    weights,
                                    result,
                                    forward(Propagation.TRAINING, source, result)));
            each(
                    Part.WEIGHTS_GRADIENT,
                    () ->
                            product.weightsGradient(
                                    engine,
                                    source,
                                    weightsGradient,
                                    bias,
                                    result,
                                    forward(Propagation.TRAINING, source, result)));
        }
    }

    private PrimitiveDescriptor forward(
            Propagation propagation, Descriptor source, Descriptor result) {
        return product.result(engine, propagation, source, weights, bias, result, attributes);
    }

    private void run(Engine within, PrimitiveDescriptor described, Map<Argument, Room> rooms) {
        KernelTrial.run(within, described, rooms);
        if (!rooms.values().stream().allMatch(Room::isWhole)) {
            announcing.accept(ConvolutionProcess.FAILURE + "it wrote beyond its memory");
        }
    }

    private void each(Part part, Supplier<PrimitiveDescriptor> way) {
        PrimitiveDescriptor described;
        try {
            described = way.get();
        } catch (OneDnnException unsupported) {
            return;
        }
        do {
            if (product.mayRun(part, described)) {
                announcing.accept(described.implementation() + " for " + part);
                new KernelTrial(part, described, product.window(), Optional.empty())
                        .succeeds(engine, this::run);
            }
        } while (described.next());
    }
}
