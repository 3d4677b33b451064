package dev.gradus.onednn.plan;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import java.lang.foreign.MemorySegment;

/**
 * Copies inputs to where kernels read them. Many are copied by all threads, so that each finds some
 * of them in its core's cache: 128 rows of 784 take one thread some 20 us, a twentieth of a step.
 */
final class InputCopy {
    /** Fewer values than this, some microseconds, are not worth synchronizing threads. */
    private static final int WORTH_SHARING = 1 << 15;

    private static final float[] NOTHING = {};

    private final MemorySegment to;
    private final Team team;
    private final Team.Task copyPart = this::copyPart;
    private float[] from = NOTHING;
    private int offset;
    private int count;

    InputCopy(MemorySegment to, Team team) {
        this.to = to;
        this.team = team;
    }

    /** Copies this many values that start at this index of an array. */
    void run(float[] from, int offset, int count) {
        if (count < WORTH_SHARING || team.threads() == 1) {
            MemorySegment.copy(from, offset, to, JAVA_FLOAT, 0, count);
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
        long place = (long) begin * Float.BYTES;
        MemorySegment.copy(from, offset + begin, to, JAVA_FLOAT, place, end - begin);
    }
}
