package dev.gradus.onednn.lowering;

import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.Algorithm;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.Attributes;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.binding.WindowGeometry;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.plan.LoweredPart;
import dev.gradus.onednn.trial.KernelWindows;

/** Lowers pools. */
final class PoolingLowering {
    private PoolingLowering() {}

    static LoweredPart pool(
            Context context, Node node, Pool pool, LoweredPart before, Attributes attributes) {
        Algorithm algorithm =
                pool.kind() == Pool.Kind.MAX
                        ? Algorithm.POOL_MAX
                        : Algorithm.POOL_AVERAGE_WITHOUT_PADDING;
        return lower(
                context,
                algorithm,
                KernelWindows.of(pool, node.input()),
                node.output(),
                before,
                attributes);
    }

    /**
     * The result keeps its image form, one row and one column; a layer that takes a vector reads it
     * as one.
     */
    static LoweredPart global(
            Context context, Node node, LoweredPart before, Attributes attributes) {
        return lower(
                context,
                Algorithm.POOL_AVERAGE_WITHOUT_PADDING,
                KernelWindows.over(node.input()),
                Shape.image(node.output().size(), 1, 1),
                before,
                attributes);
    }

    private static LoweredPart lower(
            Context context,
            Algorithm algorithm,
            WindowGeometry window,
            Shape output,
            LoweredPart before,
            Attributes attributes) {
        NativeTensor source = before.result();
        Descriptor result =
                context.any(
                        context.type(),
                        source.rows(),
                        output.dimension(0),
                        output.dimension(1),
                        output.dimension(2));
        var described =
                context.engine()
                        .pooling(
                                context.propagation(),
                                algorithm,
                                source.descriptor(),
                                result,
                                window,
                                attributes);
        var call = context.plan().call(described).read(Argument.SOURCE, source);
        NativeTensor pooled = call.write(Argument.RESULT);
        boolean remembers = described.has(Argument.WORKSPACE);
        NativeTensor winners = remembers ? call.write(Argument.WORKSPACE) : pooled;
        call.add();
        return new LoweredPart(
                pooled,
                before.trained(),
                gradient -> {
                    var backward =
                            context.engine()
                                    .poolingGradient(
                                            algorithm,
                                            source.descriptor(),
                                            pooled.descriptor(),
                                            window,
                                            described);
                    var back =
                            context.plan().call(backward).read(Argument.RESULT_GRADIENT, gradient);
                    if (remembers) {
                        back.read(Argument.WORKSPACE, winners);
                    }
                    NativeTensor sourceGradient = back.write(Argument.SOURCE_GRADIENT);
                    back.add();
                    return sourceGradient;
                });
    }
}
