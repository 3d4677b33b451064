package dev.gradus.onednn.lowering;

import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.Engine.Following;
import dev.gradus.onednn.binding.Engine.Statistics;
import dev.gradus.onednn.binding.PrimitiveDescriptor;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.plan.ExecutionPlanBuilder;
import dev.gradus.onednn.plan.LoweredPart;
import dev.gradus.onednn.plan.RunningStatistics;
import org.jspecify.annotations.Nullable;

/** Lowers normalizations of batches and of examples. */
final class NormLowering {
    private final Context context;
    private final LoweredPart before;
    private final NativeTensor source;
    private final Parameter scale;
    private final Parameter shift;

    private NormLowering(Context context, Node node, LoweredPart before, NativeTensor source) {
        this.context = context;
        this.before = before;
        this.source = source;
        this.scale = node.parameters().get(0);
        this.shift = node.parameters().get(1);
    }

    /**
     * In training, the statistics of the batch are computed, and read by the plan's owner; those of
     * a frozen layer are given, as in inference.
     */
    static LoweredPart batch(
            Context context,
            Node node,
            BatchNorm norm,
            LoweredPart before,
            Following following,
            RunningStatistics.Collector measured) {
        NativeTensor given = before.result();
        NativeTensor source = node.input().isVector() ? context.matrix(given) : given;
        return new NormLowering(context, node, before, source)
                .batch(node, norm, following, measured);
    }

    private LoweredPart batch(
            Node node, BatchNorm norm, Following following, RunningStatistics.Collector measured) {
        Statistics statistics = context.measures(node) ? Statistics.OF_BATCH : Statistics.GIVEN;
        float epsilon = (float) norm.epsilon();
        Descriptor order = source.descriptor();
        var described =
                context.engine()
                        .batchNorm(context.propagation(), statistics, order, epsilon, following);
        var call = scaled(described);
        NativeTensor mean = statistic(call, statistics, Argument.MEAN, node.statistics().get(0));
        NativeTensor variance =
                statistic(call, statistics, Argument.VARIANCE, node.statistics().get(1));
        boolean remembers = context.isTraining() && described.has(Argument.WORKSPACE);
        NativeTensor result = call.write(Argument.RESULT);
        NativeTensor positive = remembers ? call.write(Argument.WORKSPACE) : result;
        call.add();
        if (statistics == Statistics.OF_BATCH) {
            measured.add(node, norm, mean, variance, order);
        }
        if (!context.isTraining()) {
            return new LoweredPart(result, true, gradient -> null);
        }
        return new LoweredPart(
                result,
                true,
                gradient -> {
                    var backward =
                            context.engine()
                                    .batchNormGradient(
                                            statistics, order, epsilon, following, described);
                    var back =
                            context.plan()
                                    .call(backward)
                                    .read(Argument.MEAN, mean)
                                    .read(Argument.VARIANCE, variance);
                    if (remembers) {
                        back.read(Argument.WORKSPACE, positive);
                    }
                    return gradient(back, gradient);
                });
    }

    /** Returns the statistics that the call computes, or is given. */
    private NativeTensor statistic(
            ExecutionPlanBuilder.Call call,
            Statistics statistics,
            Argument argument,
            Statistic running) {
        if (statistics == Statistics.OF_BATCH) {
            return call.write(argument);
        }
        NativeTensor given = context.parameters().statistic(running);
        call.read(argument, given);
        return given;
    }

    /** An example is normalized as one row of values; the result of an image is an image again. */
    static LoweredPart layer(Context context, Node node, LayerNorm norm, LoweredPart before) {
        NativeTensor source = context.plan().plain(context.matrix(before.result()));
        LoweredPart rows =
                new NormLowering(context, node, before, source).layer((float) norm.epsilon());
        NativeTensor result =
                node.output().isVector()
                        ? rows.result()
                        : context.reshaped(rows.result(), before.result().descriptor());
        return new LoweredPart(
                result,
                rows.trained(),
                gradient -> rows.backward().through(context.matrix(gradient)));
    }

    private LoweredPart layer(float epsilon) {
        Descriptor order = source.descriptor();
        Descriptor statistics = Descriptor.plain(context.scope(), DataType.F32, source.rows());
        var described =
                context.engine().layerNorm(context.propagation(), order, statistics, epsilon);
        var call = scaled(described);
        NativeTensor result = call.write(Argument.RESULT);
        if (!context.isTraining()) {
            call.add();
            return new LoweredPart(result, true, gradient -> null);
        }
        NativeTensor mean = call.write(Argument.MEAN);
        NativeTensor variance = call.write(Argument.VARIANCE);
        call.add();
        return new LoweredPart(
                result,
                true,
                gradient -> {
                    var backward =
                            context.engine()
                                    .layerNormGradient(
                                            order, order, statistics, epsilon, described);
                    var back =
                            context.plan()
                                    .call(backward)
                                    .read(Argument.MEAN, mean)
                                    .read(Argument.VARIANCE, variance);
                    return gradient(back, gradient);
                });
    }

    private ExecutionPlanBuilder.Call scaled(PrimitiveDescriptor described) {
        return context.plan()
                .call(described)
                .read(Argument.SOURCE, source)
                .read(Argument.SCALE, context.vectorValue(scale))
                .read(Argument.SHIFT, context.vectorValue(shift));
    }

    /** The kernels compute the gradient of the source even if nothing needs it. */
    private @Nullable NativeTensor gradient(ExecutionPlanBuilder.Call back, NativeTensor gradient) {
        var store = context.parameters();
        back.read(Argument.SOURCE, source)
                .read(Argument.RESULT_GRADIENT, gradient)
                .read(Argument.SCALE, store.value(scale))
                .deliver(Argument.SCALE_GRADIENT, store.gradient(scale))
                .deliver(Argument.SHIFT_GRADIENT, store.gradient(shift));
        NativeTensor sourceGradient = back.write(Argument.SOURCE_GRADIENT);
        back.add();
        return before.trained() ? sourceGradient : null;
    }
}
