package dev.gradus.onednn.lowering;

import dev.gradus.nn.parameter.Parameter;
import dev.gradus.onednn.binding.Argument;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.plan.Context;
import dev.gradus.onednn.plan.ExecutionPlanBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The weights of one layer as a plan uses them: stored in the layout chosen for them, and converted
 * to the layout and number type that a kernel wants if these differ.
 */
final class Weights {
    private final Context context;
    private final Parameter parameter;
    private final long[] extents;

    /**
     * @param extents the extents in which the layer's kernels see the parameter; they hold its
     *     values in logical order
     */
    Weights(Context context, Parameter parameter, long... extents) {
        this.context = context;
        this.parameter = parameter;
        this.extents = extents.clone();
    }

    /**
     * Returns the layouts in which a kernel may be given the weights: as stored, then the kernel's
     * own choice.
     */
    List<Descriptor> layouts(DataType type) {
        return kept(type).map(kept -> List.of(kept, any(type))).orElseGet(() -> List.of(any(type)));
    }

    /**
     * Returns the layouts in which a kernel that reads a matrix may be given the weights: as
     * stored, without blocks in the order of the source, the kernel's own choice. Reorders from one
     * blocked layout to another are slow, and would run at every call.
     */
    List<Descriptor> layoutsForMatrices(DataType type, Descriptor source) {
        Descriptor any = any(type);
        Descriptor even = source.isPlain() ? any.plain(type) : any.channelsLast();
        return kept(type)
                .filter(kept -> !kept.layout().isStrided())
                .map(kept -> List.of(kept, even, any))
                .orElseGet(() -> layouts(type));
    }

    /** Returns that a kernel may choose how they lie. */
    Descriptor any(DataType type) {
        return Descriptor.any(context.scope(), type, extents);
    }

    /** Returns how they are kept, once that is decided. */
    Optional<Descriptor> kept(DataType type) {
        return context.parameters()
                .layout(parameter)
                .filter(layout -> layout.type() == type)
                .filter(layout -> Arrays.equals(layout.extents(), extents));
    }

    /** Decides that the weights are stored this way, unless already decided. */
    void elect(Descriptor layout) {
        context.parameters().elect(parameter, layout);
    }

    /** Returns the weights as a kernel wants them. */
    NativeTensor value(Descriptor wanted) {
        NativeTensor kept = context.parameters().value(parameter);
        return context.plan().ordered(reshaped(kept, wanted.extents()), wanted);
    }

    /** Makes a call write the weights' gradient to its place. */
    void deliver(ExecutionPlanBuilder.Call call) {
        NativeTensor kept = context.parameters().gradient(parameter);
        if (Arrays.equals(kept.descriptor().extents(), extents)) {
            call.deliver(Argument.WEIGHTS_GRADIENT, kept).add();
            return;
        }
        NativeTensor made = call.write(Argument.WEIGHTS_GRADIENT);
        call.add();
        NativeTensor plain =
                context.plan()
                        .ordered(made, Descriptor.plain(context.scope(), DataType.F32, extents));
        Descriptor renamed =
                Descriptor.plain(context.scope(), DataType.F32, kept.descriptor().extents());
        context.plan().copy(plain.as(renamed), kept);
    }

    /**
     * Plans of other sizes may see the same values with other extents; then they have only the
     * logical order in common.
     */
    private NativeTensor reshaped(NativeTensor kept, long[] wanted) {
        if (Arrays.equals(kept.descriptor().extents(), wanted)) {
            return kept;
        }
        NativeTensor plain = context.plan().plain(kept);
        return plain.as(Descriptor.plain(context.scope(), plain.descriptor().type(), wanted));
    }
}
