package dev.gradus.onednn;

import dev.gradus.nn.Flops;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Operation;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.onednn.binding.Propagation;

/**
 * How much work is worth several threads, in multiplications and additions of a forward pass.
 *
 * @param layer what a layer takes at least to be computed by several threads
 * @param training the same for the largest layer of a network in training, or for all where threads
 *     train in lanes
 * @param lanes what trains in lanes
 * @param strips which dense layers are computed in strips
 */
record WorkAmount(double layer, double training, Lanes lanes, Strips strips) {
    /**
     * A barrier takes some microseconds, a call has two, and a core does 50 to 190 operations per
     * nanosecond. Where one thread computed all layers with less work than this, and two the
     * others, a step of 50 layers of 64 units with 128 examples (1e6 operations each) took 0.59
     * times as long on a Zen 5 as with two threads for all, and one of 784-512-256 0.95 times.
     *
     * <p>In training, other threads read the next batches and compile: whatever takes a core from
     * one thread keeps the others waiting. With two threads on two cores of a Zen 4, updates of
     * 20-128-64 with 32 examples (7e5 operations in all) took 2.0 times as long as with one, those
     * of 784-128 with 32 (6.5e6) 1.2 times and with 64 (1.3e7) 0.92 times.
     */
    static final WorkAmount USUAL = new WorkAmount(2e6, 1e7, Lanes.USUAL, Strips.USUAL);

    /**
     * Which networks threads train in lanes, each with a share of the rows. They wait less for one
     * another, but each reads all weights, most of which other cores have written, and writes
     * gradients for all, which are added up.
     *
     * @param rows how many rows each takes at least: fewer do not fill the tiles of a product
     * @param weights how many weights there are at most
     * @param uses in how many operations of a forward pass each is used at least
     */
    record Lanes(int rows, long weights, double uses) {
        /**
         * On two cores of a Zen 5 that share no cache, a step of LeNet (61,000 weights) took 0.72
         * to 0.82 times as long in lanes as with both threads for each layer; one of 784-128
         * (102,000) 1.05 with 64 examples and 0.9 with 128, but a whole training as long; 50 layers
         * of 64 units (208,000) 1.0 to 1.1; two convolutions with 1.2 million weights 1.0 for 128
         * examples and 1.3 for 32.
         */
        static final Lanes USUAL = new Lanes(16, 1 << 17, 400);
    }

    /**
     * Which dense layers are computed in strips, a strip of the columns by each thread.
     *
     * @param rows how many examples there are at least
     * @param width how many inputs and outputs there are at least for each thread
     */
    record Strips(int rows, int width) {
        /**
         * On two cores of a Zen 5 that share no cache, a step of 784-512-256 took 0.82 to 0.90
         * times as long in strips (32 to 128 examples, both precisions), one of 784-3x1024 0.93,
         * those of 784-8192-10 and 256-512-10000 0.97 to 0.99, one of 784-128 0.95 in bfloat16 and
         * as long in float32; while the cores shared one, 784-512-256 0.98 and 784-3x1024 0.92.
         */
        static final Strips USUAL = new Strips(32, 64);
    }

    /**
     * How many operations of a product take as long as a value of a layer without one: the
     * derivative of 16,384 relus took 2.2 us on a Zen 5, of which a core does 190 operations of a
     * product per nanosecond, and half as many on older processors.
     */
    private static final double OPERATIONS_PER_VALUE = 16;

    /**
     * The number of multiplications and additions in a forward pass below which bfloat16 costs more
     * than it saves: a conversion takes about a microsecond, and a layer has four. On a Zen 4 a
     * step of 16-64-10 took 1.1 times as long as in float32 (1.1e5 operations), one of 32-64-10
     * 1.04 times (1.8e5), and one of 64-128-10 0.88 times (6.2e5).
     */
    private static final double WORTH_ROUNDING = 3e5;

    /** Returns whether bfloat16 is faster than float32. */
    static boolean isWorthRounding(Network network, int rows) {
        double products = network.nodes().stream().mapToDouble(WorkAmount::ofProduct).sum();
        return products * rows >= WORTH_ROUNDING;
    }

    /**
     * Returns how many of the allowed threads a program uses.
     *
     * @param rows how many examples pass through the network at once
     */
    int threads(Propagation purpose, Network network, int rows, int allowed) {
        double worth = purpose == Propagation.TRAINING ? training : layer;
        boolean isWorthMore = network.nodes().stream().anyMatch(node -> of(node) * rows >= worth);
        return isWorthMore ? allowed : 1;
    }

    /**
     * Returns whether threads should train in lanes.
     *
     * @param rows how many examples pass through the network at once
     * @param threads how many lanes there would be
     */
    boolean isWorthLanes(Network network, int rows, int threads) {
        double operations = network.nodes().stream().mapToDouble(WorkAmount::of).sum();
        double products = network.nodes().stream().mapToDouble(WorkAmount::ofProduct).sum();
        long weights = network.parameters().stream().mapToLong(Parameter::size).sum();
        return rows >= threads * lanes.rows
                && operations * rows >= training
                && weights <= lanes.weights
                && products * rows >= lanes.uses * weights;
    }

    /**
     * Returns how many of a program's threads compute a layer.
     *
     * @param rows how many examples pass through it at once
     */
    int threads(Node node, int rows, int all) {
        return of(node) * rows < layer ? 1 : all;
    }

    /**
     * Returns whether each thread should compute a strip of a dense layer alone.
     *
     * @param rows how many examples pass through it at once
     * @param all how many threads there are
     */
    boolean isWorthStrips(Node node, int rows, int all) {
        return node.operation() instanceof Dense
                && threads(node, rows, all) > 1
                && rows >= strips.rows
                && Math.min(node.input().size(), node.output().size()) >= (long) strips.width * all;
    }

    /**
     * Returns how many operations of a product take about as long as the forward pass of an example
     * through a layer.
     */
    private static double of(Node node) {
        return switch (node.operation()) {
            case Flatten _ -> 0; // the next layer reads the same values
            case Operation _ when Flops.multiplications(node) > 0 -> ofProduct(node);
            case Operation _ ->
                    OPERATIONS_PER_VALUE * Math.max(node.input().size(), node.output().size());
        };
    }

    /** Returns the multiplications and additions of a layer's product, if it has one. */
    private static double ofProduct(Node node) {
        double multiplications = Flops.multiplications(node);
        boolean hasBias =
                multiplications > 0
                        && node.parameters().stream()
                                .anyMatch(each -> each.role() == Parameter.Role.BIAS);
        return 2 * (multiplications + (hasBias ? node.output().size() : 0));
    }
}
