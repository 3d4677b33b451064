package dev.gradus.bench;

import dev.gradus.bench.report.Machine;
import dev.gradus.bench.workload.Bytes;
import dev.gradus.nn.Flops;
import dev.gradus.nn.Network;

/**
 * The least time a step can take: its products at the rate of a large one, or its values at the
 * pace of the memory, whichever is longer; then the update, which only memory bounds.
 *
 * @param operations floating-point operations of the products
 * @param passBytes read and written on the way forward and back
 * @param updateBytes read and written by the update
 * @param rate operations a second
 * @param bandwidth bytes a second
 */
record CostModel(
        double operations, double passBytes, double updateBytes, double rate, double bandwidth) {
    /** What a machine can do: operations and bytes a second. */
    record Machine(double rate, double bandwidth) {}

    /**
     * Counts the step of a network.
     *
     * @param batch examples in the step
     * @param slots how many values the optimizer keeps for each parameter
     */
    static CostModel of(Network network, int batch, int slots, Machine machine) {
        return new CostModel(
                Flops.step(network, batch),
                Bytes.passes(network, batch),
                Bytes.update(network, slots),
                machine.rate(),
                machine.bandwidth());
    }

    /** Returns the seconds that the products take. */
    double compute() {
        return operations / rate;
    }

    /** Returns the seconds that the way forward and back waits for memory, if for nothing else. */
    double passes() {
        return passBytes / bandwidth;
    }

    /** Returns the seconds of the update. */
    double update() {
        return updateBytes / bandwidth;
    }

    /** Returns the least seconds of a step. */
    double limit() {
        return Math.max(compute(), passes()) + update();
    }

    /** Returns what a step spends most of its time on, given how many seconds it took. */
    String bound(double seconds) {
        if (seconds > 2 * limit()) {
            return "overhead";
        }
        return compute() > passes() && compute() > update() ? "compute" : "memory";
    }
}
