package dev.gradus.onednn.lowering;

import dev.gradus.nn.engine.FloatMath;
import dev.gradus.nn.layer.Activation;
import dev.gradus.onednn.binding.Algorithm;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Eltwise;
import dev.gradus.onednn.binding.Processor;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.plan.HostedFunction;
import dev.gradus.onednn.plan.LoweredPart;
import dev.gradus.onednn.plan.LoweredPart.Backward;
import dev.gradus.onednn.plan.Tanh;
import java.util.Optional;

/** Lowers activations, as computations of their own or fused with the one before. */
final class ActivationLowering {
    private ActivationLowering() {}

    /**
     * An elementwise function.
     *
     * @param eltwise how it is computed
     * @param data what its derivative is computed from: its result, if possible, so that its source
     *     need not be kept
     */
    record Function(Eltwise eltwise, Argument data) {
        boolean isByResult() {
            return data == Argument.RESULT;
        }
    }

    /** Returns the function of an activation; empty for a softmax, which is not elementwise. */
    static Optional<Function> function(Activation activation) {
        return switch (activation) {
            case Activation.Relu() -> byResult(Algorithm.RELU_BY_RESULT, 0);
            case Activation.LeakyRelu(double slope) ->
                    slope > 0
                            ? byResult(Algorithm.RELU_BY_RESULT, slope)
                            : bySource(Algorithm.RELU, slope);
            case Activation.Elu(double alpha) -> byResult(Algorithm.ELU_BY_RESULT, alpha);
            case Activation.Gelu() -> bySource(Algorithm.GELU_ERF, 0);
            case Activation.Silu() -> bySource(Algorithm.SWISH, 1);
            case Activation.Sigmoid() -> byResult(Algorithm.LOGISTIC_BY_RESULT, 0);
            case Activation.Tanh() -> byResult(Algorithm.TANH_BY_RESULT, 0);
            case Activation.Softplus() -> bySource(Algorithm.SOFT_RELU, 1);
            case Activation.Softmax() -> Optional.empty();
        };
    }

    private static Optional<Function> byResult(Algorithm algorithm, double alpha) {
        return Optional.of(new Function(new Eltwise(algorithm, (float) alpha), Argument.RESULT));
    }

    private static Optional<Function> bySource(Algorithm algorithm, double alpha) {
        return Optional.of(new Function(new Eltwise(algorithm, (float) alpha), Argument.SOURCE));
    }

    /**
     * Returns how an activation is computed in Java, if it is: a tanh without AVX-512, whose
     * coefficients oneDNN gathers from a table there, value by value; and a softplus, because
     * oneDNN 3.13 computes it as a logarithm of nearly 1 far below 0, with results that are 1 % off
     * at -9.8 and negative at -25.
     */
    static Optional<HostedFunction.Values> hosted(Context context, Activation activation) {
        if (context.type() != DataType.F32) {
            return Optional.empty();
        }
        return switch (activation) {
            case Activation.Tanh() ->
                    Processor.endsAtAvx2() ? Optional.of(Tanh::compute) : Optional.empty();
            case Activation.Softplus() ->
                    Optional.of((from, to, count) -> FloatMath.softplus(from, to, 0, count));
            case Activation.Relu _,
                    Activation.LeakyRelu _,
                    Activation.Elu _,
                    Activation.Gelu _,
                    Activation.Silu _,
                    Activation.Sigmoid _,
                    Activation.Softmax _ ->
                    Optional.empty();
        };
    }

    static LoweredPart lower(Context context, Activation activation, LoweredPart before) {
        return function(activation)
                .map(function -> eltwise(context, function, hosted(context, activation), before))
                .orElseGet(() -> softmax(context, before));
    }

    private static LoweredPart eltwise(
            Context context,
            Function function,
            Optional<HostedFunction.Values> hosted,
            LoweredPart before) {
        NativeTensor source =
                hosted.isPresent() ? unpadded(context, before.result()) : before.result();
        boolean inPlace = source.isFree() && (function.isByResult() || !context.isTraining());
        NativeTensor result =
                hosted.map(values -> HostedFunction.add(context.plan(), values, source, inPlace))
                        .orElseGet(() -> called(context, function.eltwise(), source, inPlace));
        NativeTensor data = function.isByResult() ? result : source;
        return new LoweredPart(result.kept(), before.trained(), backward(context, function, data));
    }

    /** Kernels rely on zeros where channels are padded, which a function may not keep. */
    private static NativeTensor unpadded(Context context, NativeTensor tensor) {
        Descriptor order = tensor.descriptor();
        return order.bytes() == order.size() * Float.BYTES
                ? tensor
                : context.plan().ordered(tensor, order.plain(DataType.F32));
    }

    private static NativeTensor called(
            Context context, Eltwise function, NativeTensor source, boolean inPlace) {
        var described =
                context.engine()
                        .eltwise(
                                context.propagation(),
                                function,
                                source.descriptor(),
                                source.descriptor());
        var call = context.plan().call(described).read(Argument.SOURCE, source);
        NativeTensor result =
                inPlace ? call.overwrite(Argument.RESULT, source) : call.write(Argument.RESULT);
        call.add();
        return result;
    }

    /**
     * Returns the backward pass of a function that was computed already.
     *
     * @param data its result or its source, whichever its derivative is computed from
     */
    static Backward backward(Context context, Function function, NativeTensor data) {
        return given -> {
            var order = data.descriptor();
            Eltwise eltwise = function.eltwise();
            NativeTensor gradient = context.plan().ordered(given, order);
            var forward = context.engine().eltwise(context.propagation(), eltwise, order, order);
            var described = context.engine().eltwiseGradient(eltwise, order, order, forward);
            var call =
                    context.plan()
                            .call(described)
                            .read(Argument.RESULT_GRADIENT, gradient)
                            .read(function.data(), data);
            NativeTensor result =
                    gradient.isFree()
                            ? call.overwrite(Argument.SOURCE_GRADIENT, gradient)
                            : call.write(Argument.SOURCE_GRADIENT);
            call.add();
            return result;
        };
    }

    private static LoweredPart softmax(Context context, LoweredPart before) {
        Descriptor given = before.result().descriptor();
        return given.extents().length > 2 && given.isPlain()
                ? softmaxOfPlaces(context, before)
                : softmaxOfRows(context, before);
    }

    /**
     * The channels of each pixel are a row of their own: a kernel that steps from channel to
     * channel of a plain image also computes in unused lanes, and raises the flag of an invalid
     * operation.
     */
    private static LoweredPart softmaxOfPlaces(Context context, LoweredPart before) {
        Descriptor given = before.result().descriptor();
        Descriptor sideBySide = given.channelsLast();
        long channels = given.extents()[1];
        Descriptor rows =
                Descriptor.plain(context.scope(), given.type(), given.size() / channels, channels);
        NativeTensor source = context.plan().ordered(before.result(), sideBySide).as(rows);
        LoweredPart ofRows =
                softmaxOfRows(context, new LoweredPart(source, before.trained(), none -> null));
        return new LoweredPart(
                ofRows.result().as(sideBySide),
                before.trained(),
                gradient -> {
                    NativeTensor passed =
                            ofRows.backward()
                                    .through(context.plan().ordered(gradient, sideBySide).as(rows));
                    return passed == null ? null : passed.as(sideBySide);
                });
    }

    private static LoweredPart softmaxOfRows(Context context, LoweredPart before) {
        NativeTensor source = before.result();
        var order = source.descriptor();
        var described = context.engine().softmax(context.propagation(), order);
        var call = context.plan().call(described).read(Argument.SOURCE, source);
        NativeTensor result = call.write(Argument.RESULT);
        call.add();
        return new LoweredPart(
                result.kept(),
                before.trained(),
                gradient -> {
                    var backward = context.engine().softmaxGradient(order, order, described);
                    var back =
                            context.plan()
                                    .call(backward)
                                    .read(Argument.RESULT_GRADIENT, gradient)
                                    .read(Argument.RESULT, result);
                    NativeTensor sourceGradient = back.write(Argument.SOURCE_GRADIENT);
                    back.add();
                    return sourceGradient;
                });
    }
}
