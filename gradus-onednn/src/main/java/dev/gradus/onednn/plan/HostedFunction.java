package dev.gradus.onednn.plan;

import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.onednn.memory.NativeTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Function;

/**
 * A function of each value, computed in Java between calls of the library, on all threads. Loops
 * over native memory do not vectorize, so values are copied into arrays that stay in the
 * first-level cache, and back.
 */
public final class HostedFunction implements ExecutionPlanBuilder.Hosted {
    /** How many values an array holds. */
    private static final int BLOCK = 2048;

    /** Computing fewer values than this is faster than waking a thread. */
    private static final long WORTH_SHARING = 1 << 14;

    private final Values function;
    private final NativeTensor from;
    private final NativeTensor to;
    private final Team.Task compute = this::compute;
    private Team team = Team.of(1);
    private float[][] arguments = {};
    private float[][] results = {};
    private MemorySegment source = MemorySegment.NULL;
    private MemorySegment result = MemorySegment.NULL;

    /** Computes a function. */
    @FunctionalInterface
    public interface Values {
        /**
         * Computes it for the first values of an array.
         *
         * @param from the arguments
         * @param to another array, which takes the results
         * @param count how many
         */
        void compute(float[] from, float[] to, int count);
    }

    private HostedFunction(Values function, NativeTensor from, NativeTensor to) {
        this.function = function;
        this.from = from;
        this.to = to;
    }

    /**
     * Adds the computation of a function.
     *
     * @param from the arguments, float32
     * @param inPlace whether the results replace them
     * @return the results
     */
    public static NativeTensor add(
            ExecutionPlanBuilder plan, Values function, NativeTensor from, boolean inPlace) {
        NativeTensor to = inPlace ? plan.overwritten(from) : plan.tensor(from.descriptor());
        var hosted = new HostedFunction(function, from, to);
        plan.touch(from);
        plan.touch(to);
        plan.host(hosted);
        plan.hostCall(hosted::run);
        return to;
    }

    @Override
    public void settle(Function<NativeTensor, MemorySegment> places, Team all) {
        source = places.apply(from);
        result = places.apply(to);
        boolean isShared = count() >= WORTH_SHARING;
        team = all;
        int parts = isShared ? all.threads() : 1;
        arguments = new float[parts][(int) Math.min(BLOCK, count())];
        results = new float[parts][(int) Math.min(BLOCK, count())];
    }

    private long count() {
        return source.byteSize() / Float.BYTES;
    }

    /** The functions are finite where their arguments are, and pass a NaN on, as kernels do. */
    private boolean run() {
        team.run(arguments.length, compute);
        return true;
    }

    private void compute(int part) {
        float[] given = arguments[part];
        float[] computed = results[part];
        int blocks = Math.toIntExact(Math.ceilDiv(count(), given.length));
        int end = Division.begin(blocks, part + 1, arguments.length);
        for (int block = Division.begin(blocks, part, arguments.length); block < end; block++) {
            long first = (long) block * given.length;
            int length = (int) Math.min(given.length, count() - first);
            long offset = first * Float.BYTES;
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, offset, given, 0, length);
            function.compute(given, computed, length);
            MemorySegment.copy(computed, 0, result, ValueLayout.JAVA_FLOAT, offset, length);
        }
    }
}
