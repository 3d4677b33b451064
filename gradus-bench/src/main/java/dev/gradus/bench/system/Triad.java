package dev.gradus.bench.system;

import dev.gradus.bench.workload.Task;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.number.Text;

/**
 * The other yardstick: a += s · b over arrays far larger than the caches, whatever the task. Every
 * value written was read before, so no hidden reads go uncounted.
 */
public final class Triad implements Contender {
    private static final int SIZE = 1 << 24;
    private static final int PARTS = 64;

    /** Returns how many bytes a step reads and writes. */
    public static double bytes() {
        return 3.0 * SIZE * Float.BYTES;
    }

    @Override
    public String name() {
        return "triad";
    }

    @Override
    public Session open(Task task, int threads) {
        return new Sums(Team.of(threads));
    }

    private static final class Sums implements Session {
        private static final float SCALE = 0.5f;

        private final Team team;
        private final float[] sums = new float[SIZE];
        private final float[] summands = new float[SIZE];

        Sums(Team team) {
            this.team = team;
        }

        @Override
        public String description() {
            return Text.of("plain Java, %d threads", team.threads());
        }

        @Override
        public void step() {
            team.run(PARTS, this::add);
        }

        private void add(int part) {
            int from = part * (SIZE / PARTS);
            int to = from + SIZE / PARTS;
            float[] sums = this.sums;
            float[] summands = this.summands;
            for (int i = from; i < to; i++) {
                sums[i] += SCALE * summands[i];
            }
        }

        @Override
        public double loss() {
            return Double.NaN;
        }

        @Override
        public void close() {
            team.close();
        }
    }
}
