package dev.gradus.nn.plain;

import dev.gradus.nn.engine.update.SquareSum;
import dev.gradus.nn.engine.update.Updater;
import dev.gradus.nn.plain.memory.ArrayMemory;
import dev.gradus.nn.plain.memory.Store;
import dev.gradus.nn.plain.memory.Trained;
import dev.gradus.nn.plain.memory.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Applies an optimizer to all blocks of all parameters, shared out among the workers. */
final class Updates {
    /** About how many operations a block's update takes. */
    private static final long OPERATIONS = 10L * Updater.BLOCK;

    private final Workers workers;
    private final Updater updater;
    private final List<Block> blocks;
    private final double[] squares;
    private final SquareSum[] sums;
    private final Workers.Range apply = this::applyBlocks;
    private final Workers.Range measure = this::measureBlocks;
    private int pass;
    private long count;

    /** Some values of a parameter. */
    private record Block(Trained of, int parameter, int number, int offset, int length) {}

    public Updates(Workers workers, Updater updater, Store store, ArrayMemory memory) {
        this.workers = workers;
        this.updater = updater;
        var all = new ArrayList<Block>();
        for (int parameter = 0; parameter < store.parameters().size(); parameter++) {
            Trained trained = store.parameters().get(parameter);
            int size = trained.values.length;
            for (int offset = 0; offset < size; offset += Updater.BLOCK) {
                int length = Math.min(Updater.BLOCK, size - offset);
                all.add(new Block(trained, parameter, offset / Updater.BLOCK, offset, length));
            }
        }
        blocks = List.copyOf(all);
        squares = memory.doubles(blocks.size());
        sums = new SquareSum[workers.count()];
        Arrays.setAll(sums, _ -> new SquareSum());
    }

    public long count() {
        return count;
    }

    public void count(long count) {
        this.count = count;
    }

    public void averageShare(double share) {
        updater.averageShare(share);
    }

    public double[] numbers() {
        return updater.numbers();
    }

    public double rateFactor() {
        return updater.rateFactor();
    }

    public double gradientNorm() {
        workers.run(blocks.size(), Updater.BLOCK, measure);
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    private void measureBlocks(int worker, int from, int to) {
        for (int i = from; i < to; i++) {
            Block block = blocks.get(i);
            updater.clip(block.offset, block.length, block.of.gradient);
            squares[i] = sums[worker].of(block.of.gradient, block.offset, block.length);
        }
    }

    public void update(
            double learningRate, double momentum, double weightDecay, double gradientScale) {
        updater.begin(count, learningRate, momentum, weightDecay, gradientScale);
        for (pass = 0; pass < updater.passes(); pass++) {
            updater.beginPass(pass);
            workers.run(blocks.size(), OPERATIONS, apply);
        }
        count++;
    }

    private void applyBlocks(int worker, int from, int to) {
        for (int i = from; i < to; i++) {
            Block block = blocks.get(i);
            updater.apply(
                    pass,
                    block.parameter,
                    block.number,
                    block.offset,
                    block.length,
                    block.of.values,
                    block.of.gradient,
                    block.of.slots);
        }
    }
}
