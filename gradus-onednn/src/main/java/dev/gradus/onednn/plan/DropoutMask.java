package dev.gradus.onednn.plan;

import dev.gradus.nn.engine.random.DropoutNoise;
import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.layer.Node;
import dev.gradus.onednn.memory.NativeTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Writes the mask of one dropout layer into native memory, row by row, with the rows distributed
 * over a team.
 */
public final class DropoutMask {
    /** Writing fewer values than this is faster than waking a thread. */
    private static final long WORTH_SHARING = 1 << 14;

    private final DropoutNoise noise;
    private final int features;
    private final int rows;
    private final MemorySegment mask;
    private final Team team;
    private final float[][] scratch;
    private final Team.Task writeRows = this::writeRows;
    private long step;
    private long first;

    /** Allocates memory for masks. */
    @FunctionalInterface
    public interface Collector {
        /**
         * Returns memory for the mask of a dropout layer, to be filled before each forward pass.
         *
         * @param extents the extents of what it multiplies
         */
        NativeTensor mask(Node node, long[] extents);
    }

    public DropoutMask(DropoutNoise noise, int rows, int features, MemorySegment mask, Team team) {
        this.noise = noise;
        this.features = features;
        this.rows = rows;
        this.mask = mask;
        this.team = team;
        int parts = (long) rows * features < WORTH_SHARING ? 1 : Math.min(rows, team.threads());
        this.scratch = new float[parts][features];
    }

    /**
     * Writes the mask of some examples.
     *
     * @param step the step of training
     * @param first the number of the first example in its batch
     */
    void write(long step, long first) {
        this.step = step;
        this.first = first;
        team.run(scratch.length, writeRows);
    }

    private void writeRows(int part) {
        float[] row = scratch[part];
        int from = Division.begin(rows, part, scratch.length);
        int to = Division.begin(rows, part + 1, scratch.length);
        for (int i = from; i < to; i++) {
            noise.fill(row, 0, step, first + i, 1);
            long offset = (long) i * features * Float.BYTES;
            MemorySegment.copy(row, 0, mask, ValueLayout.JAVA_FLOAT, offset, features);
        }
    }
}
