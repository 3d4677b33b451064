package dev.gradus.onednn.plan;

import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.onednn.memory.NativeTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Function;

/**
 * A hyperbolic tangent computed in Java between calls of the library, on all threads. Loops over
 * native memory do not vectorize, so values are copied into arrays that stay in the first-level
 * cache, and back.
 */
public final class HostedTanh implements ExecutionPlanBuilder.Hosted {
    /** How many values an array holds. */
    private static final int BLOCK = 2048;

    /** Computing fewer values than this is faster than waking a thread. */
    private static final long WORTH_SHARING = 1 << 14;

    private final NativeTensor from;
    private final NativeTensor to;
    private final Team.Task compute = this::compute;
    private Team team = Team.of(1);
    private float[][] scratch = {};
    private MemorySegment source = MemorySegment.NULL;
    private MemorySegment result = MemorySegment.NULL;

    private HostedTanh(NativeTensor from, NativeTensor to) {
        this.from = from;
        this.to = to;
    }

    /** Adds the computation of some values' tanh, in their place if they may be overwritten. */
    public static NativeTensor add(ExecutionPlanBuilder plan, NativeTensor from) {
        NativeTensor to = from.isFree() ? plan.overwritten(from) : plan.tensor(from.descriptor());
        var tanh = new HostedTanh(from, to);
        plan.touch(from);
        plan.touch(to);
        plan.host(tanh);
        plan.hostCall(tanh::run);
        return to;
    }

    @Override
    public void settle(Function<NativeTensor, MemorySegment> places, Team all) {
        source = places.apply(from);
        result = places.apply(to);
        boolean isShared = count() >= WORTH_SHARING;
        team = all;
        scratch = new float[isShared ? all.threads() : 1][(int) Math.min(BLOCK, count())];
    }

    private long count() {
        return source.byteSize() / Float.BYTES;
    }

    /**
     * A tanh is finite where its argument is a number, and kernels keep a NaN that it passes on.
     */
    private boolean run() {
        team.run(scratch.length, compute);
        return true;
    }

    private void compute(int part) {
        float[] values = scratch[part];
        int blocks = Math.toIntExact(Math.ceilDiv(count(), values.length));
        int end = Division.begin(blocks, part + 1, scratch.length);
        for (int block = Division.begin(blocks, part, scratch.length); block < end; block++) {
            long first = (long) block * values.length;
            int length = (int) Math.min(values.length, count() - first);
            long offset = first * Float.BYTES;
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, offset, values, 0, length);
            Tanh.apply(values, length);
            MemorySegment.copy(values, 0, result, ValueLayout.JAVA_FLOAT, offset, length);
        }
    }
}
