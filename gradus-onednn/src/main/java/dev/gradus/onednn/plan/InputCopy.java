package dev.gradus.onednn.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import java.lang.foreign.MemorySegment;

/**
 * Copies inputs to where kernels read them. Many are copied by all threads, so that each finds some
 * of them in its core's cache: 128 rows of 784 take one thread some 20 us, a twentieth of a step.
 */
public final class InputCopy {
    /** Fewer values than this, some microseconds, are not worth synchronizing threads. */
    private static final int WORTH_SHARING = 1 << 15;

    private static final float[] NOTHING = {};

    private final MemorySegment to;
    private final int rows;
    private final int width;
    private final Team team;
    private final Team.Task copyPart = this::copyPart;
    private float[] from = NOTHING;
    private int offset;
    private int count;

    /**
     * Prepares copies.
     *
     * @param to memory for as many rows as kernels take
     * @param rows how many those are
     * @param team the program's threads
     */
    public InputCopy(MemorySegment to, int rows, Team team) {
        this.to = to;
        this.rows = rows;
        this.width = Math.toIntExact(to.byteSize() / Float.BYTES / rows);
        this.team = team;
    }

    /**
     * Copies rows that start at this index of an array.
     *
     * @param given how many there are, at most as many as kernels take; the last one is repeated in
     *     the place of missing ones, for it raises no flag that it does not raise itself
     */
    void run(float[] from, int offset, int given) {
        copy(from, offset, given * width);
        int last = offset + (given - 1) * width;
        for (int row = given; row < rows; row++) {
            copy(from, last, row * width, width);
        }
    }

    private void copy(float[] from, int offset, int count) {
        if (count < WORTH_SHARING || team.threads() == 1) {
            copy(from, offset, 0, count);
            return;
        }
        this.from = from;
        this.offset = offset;
        this.count = count;
        team.run(team.threads(), copyPart);
        this.from = NOTHING;
    }

    private void copyPart(int part) {
        int begin = Division.begin(count, part, team.threads());
        int end = Division.begin(count, part + 1, team.threads());
        copy(from, offset + begin, begin, end - begin);
    }

    /** Copies values from one index to another. */
    private void copy(float[] from, int first, int place, int count) {
        MemorySegment.copy(from, first, to, JAVA_FLOAT, (long) place * Float.BYTES, count);
    }
}
