package dev.gradus.onednn.lowering;

import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Node.Wire;
import dev.gradus.onednn.binding.Descriptor;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.plan.Context;

/**
 * Concatenates values along their first dimension after the batch, for a {@link
 * dev.gradus.nn.layer.Join}. The layout has no blocks, because in a blocked layout a part whose
 * channels do not fill a block would have no place.
 */
final class Joining {
    private final Context context;
    private final Node node;
    private final NativeTensor result;

    Joining(Context context, Node node, long rows) {
        this.context = context;
        this.node = node;
        result = context.plan().tensor(context.plain(context.type(), rows, node.output()));
    }

    NativeTensor result() {
        return result;
    }

    /** Copies one of the values to its place. */
    void write(int number, NativeTensor values) {
        Descriptor part = part(result, number);
        NativeTensor shaped = context.reshaped(values, part);
        context.plan().copy(shaped, result.as(part));
    }

    /** Returns one of the parts of a tensor with the extents of the result. */
    NativeTensor read(int number, NativeTensor joined) {
        NativeTensor plain = context.plan().plain(joined);
        Descriptor part = part(plain, number);
        NativeTensor values = context.plan().tensor(part.plain(part.type()));
        context.plan().copy(plain.as(part), values);
        return values;
    }

    private Descriptor part(NativeTensor joined, int number) {
        long[] extents = joined.descriptor().extents();
        long[] offsets = new long[extents.length];
        offsets[1] = node.inputs().subList(0, number).stream().mapToLong(Joining::first).sum();
        extents[1] = first(node.inputs().get(number));
        return joined.descriptor().part(extents, offsets);
    }

    private static long first(Wire wire) {
        return wire.shape().dimension(0);
    }
}
