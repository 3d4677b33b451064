package dev.gradus.train.parallel;

import dev.gradus.train.round.Averaging;
import java.util.Arrays;
import java.util.List;

/**
 * What a round costs besides its updates, which tells before a run whether replicas pay off:
 *
 * <pre>
 * averaged by the command  latency + replicas · (perReplica + bytes · (perByte + 1 / network)) + 2 · bytes / network
 * averaged in pieces       2 · latency + 2 · replicas · perReplica + 2 · bytes · (perByte + 1 / network) + 3 · bytes / network
 * </pre>
 *
 * <p>By the command: the replicas send their values to one process, one after the other through its
 * connection. In pieces: a second wave of tasks averages one piece each; every replica sends and
 * receives as many bytes as its own values have, all at the same time, each on its own processor
 * and connection; then the command receives the means. Either way, the values that the next round
 * begins with are passed on by those that already have them, which takes about as long as sending
 * them twice.
 *
 * @param latency seconds that any round takes
 * @param perReplica seconds for each replica in it
 * @param perByte seconds for each byte that is sent: to write, read and add it
 * @param network bytes per second through one connection; infinite within a machine
 */
public record RoundCost(double latency, double perReplica, double perByte, double network) {
    /** Threads of one process, which share memory. */
    public static final RoundCost THREADS =
            new RoundCost(0.0005, 0.0001, 4e-9, Double.POSITIVE_INFINITY);

    /** Spark, within a machine. */
    public static final RoundCost SPARK =
            new RoundCost(0.03, 0.005, 10e-9, Double.POSITIVE_INFINITY);

    /**
     * {@return these costs over a network}
     *
     * @param gigabits its bandwidth in gigabits per second, such as 1 or 10
     */
    public RoundCost over(double gigabits) {
        return new RoundCost(latency, perReplica, perByte, gigabits * 1e9 / 8);
    }

    /**
     * {@return the seconds of a round besides its updates}
     *
     * @param averaging who averages
     * @param replicas how many there are
     * @param bytes how many bytes each sends and receives
     */
    public double seconds(Averaging averaging, int replicas, long bytes) {
        double sent = bytes * (perByte + 1 / network);
        double spread = bytes * 2 / network;
        return spread
                + switch (averaging) {
                    case BY_THE_COMMAND -> latency + replicas * (perReplica + sent);
                    case IN_PIECES ->
                            2 * (latency + replicas * perReplica + sent) + bytes / network;
                };
    }

    /**
     * A round that was measured.
     *
     * @param replicas how many took part
     * @param bytes how many bytes each sent and received
     * @param seconds how long it took besides its updates
     */
    public record Measured(int replicas, long bytes, double seconds) {
        private double[] row() {
            return new double[] {1, replicas, (double) replicas * bytes};
        }
    }

    /**
     * {@return the costs that fit measured rounds best, within a machine: those with the least sum
     * of squared relative errors, of which none is below 0}
     *
     * @param rounds at least one; to tell latency, replicas and bytes apart, of several numbers of
     *     replicas and bytes
     */
    public static RoundCost fitted(List<Measured> rounds) {
        double[] best = {};
        double least = Double.POSITIVE_INFINITY;
        for (int kept = 1; kept < 8; kept++) {
            double[] costs = leastSquares(rounds, kept);
            double error = 0;
            for (Measured round : rounds) {
                error += Math.pow(dot(costs, round.row()) / round.seconds() - 1, 2);
            }
            boolean isPossible = Arrays.stream(costs).allMatch(cost -> cost >= 0);
            if (isPossible && error < least) {
                least = error;
                best = costs;
            }
        }
        return new RoundCost(best[0], best[1], best[2], Double.POSITIVE_INFINITY);
    }

    /** Fits the costs whose bits are set in {@code kept}; the others are 0. */
    private static double[] leastSquares(List<Measured> rounds, int kept) {
        double[][] normal = new double[3][4];
        for (Measured round : rounds) {
            double[] row = round.row();
            for (int i = 0; i < 3; i++) {
                row[i] = (kept >> i & 1) == 0 ? 0 : row[i] / round.seconds();
            }
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    normal[i][j] += row[i] * row[j];
                }
                normal[i][3] += row[i];
            }
        }
        return solved(normal);
    }

    /** Solves by elimination; an unknown without an equation is 0. */
    private static double[] solved(double[][] equations) {
        double[] solution = new double[3];
        for (int i = 0; i < 3; i++) {
            if (equations[i][i] <= 0) {
                continue;
            }
            for (int j = 0; j < 3; j++) {
                double share = j == i ? 0 : equations[j][i] / equations[i][i];
                for (int k = 0; k < 4; k++) {
                    equations[j][k] -= share * equations[i][k];
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            solution[i] = equations[i][i] > 0 ? equations[i][3] / equations[i][i] : 0;
        }
        return solution;
    }

    private static double dot(double[] costs, double[] row) {
        return costs[0] * row[0] + costs[1] * row[1] + costs[2] * row[2];
    }

    /**
     * {@return how many times as fast replicas are as one network, by this model}
     *
     * @param averaging who averages
     * @param alone seconds of an update of one network
     * @param replica seconds of an update of a replica, while the others make theirs
     * @param updates how many each makes in a round
     * @param replicas how many there are
     * @param bytes how many bytes each sends and receives
     */
    public double speedUp(
            Averaging averaging,
            double alone,
            double replica,
            int updates,
            int replicas,
            long bytes) {
        return replicas
                * updates
                * alone
                / (updates * replica + seconds(averaging, replicas, bytes));
    }
}
