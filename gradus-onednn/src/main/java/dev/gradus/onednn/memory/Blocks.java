package dev.gradus.onednn.memory;

import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.engine.update.SquareSum;
import dev.gradus.nn.engine.update.Updater;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.number.Text;
import dev.gradus.text.MemoryFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All parameters, cut into blocks that are distributed over a team. Loops over native memory do not
 * vectorize, so a block is copied into arrays, worked on there, and copied back, while its slots,
 * which oneDNN's kernels never see, live in arrays of their own.
 */
public final class Blocks {
    /**
     * Fewer blocks than this, some hundred to some thousand nanoseconds each, are not worth
     * synchronizing threads.
     */
    private static final int WORTH_SHARING = 4;

    private static final int PARTS_PER_THREAD = 4;

    private final Team team;
    private final List<Block> blocks;

    /** The numbers of the blocks of each part. */
    private final int[][] parts;

    private final Scratch[] scratches;
    private final Team.Task runPart = this::runPart;
    private Work work;

    /** Some values of a parameter. */
    static final class Block {
        /** The parameter's number. */
        final int parameter;

        /** The block's number in its parameter. */
        final int number;

        /** The offset of the block in each arena, in bytes. */
        final long offset;

        /** How many values the block has. */
        final int length;

        /** The optimizer's slots of these values. */
        final float[][] slots;

        private Block(int parameter, int number, long offset, int length, int slots) {
            this.parameter = parameter;
            this.number = number;
            this.offset = offset;
            this.length = length;
            this.slots = new float[slots][length];
        }
    }

    /**
     * Room for the parameters of one block, their gradient, what is added to it, and the sum of its
     * squares.
     */
    static final class Scratch {
        final float[] values;
        final float[] gradient;
        final float[] summand;
        final SquareSum squares = new SquareSum();

        private Scratch(int length) {
            this.values = new float[length];
            this.gradient = new float[length];
            this.summand = new float[length];
        }
    }

    /** An operation on each block. */
    @FunctionalInterface
    interface Work {
        /**
         * Processes a block.
         *
         * @param index its number among all
         */
        void on(int index, Block block, Scratch scratch);
    }

    public Blocks(List<Parameter> parameters, ParameterStore store, int slots, Team team) {
        this.team = team;
        try {
            blocks = cut(parameters, store, slots);
        } catch (OutOfMemoryError full) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the Java heap has no room for the optimizer's state, %d numbers for each of %,d parameters; %s, or use an optimizer with less state",
                            slots,
                            parameters.stream().mapToLong(Parameter::size).sum(),
                            MemoryFault.REMEDY),
                    full);
        }
        parts = parts(team.threads());
        int longest = blocks.stream().mapToInt(block -> block.length).max().orElse(0);
        scratches = new Scratch[parts.length];
        for (int i = 0; i < parts.length; i++) {
            scratches[i] = new Scratch(longest);
        }
        work = (index, block, scratch) -> {};
    }

    /**
     * Shares out the blocks of each parameter among threads, in order, as its gradient was computed
     * and its values will be read: what a thread updates is mostly in its core's cache.
     */
    private int[][] parts(int threads) {
        if (blocks.size() < WORTH_SHARING) {
            return new int[][] {IntStream.range(0, blocks.size()).toArray()};
        }
        int[] owners = owners(threads);
        int[][] shared = new int[threads * PARTS_PER_THREAD][];
        for (int part = 0; part < shared.length; part++) {
            int thread = part / PARTS_PER_THREAD;
            int[] own =
                    IntStream.range(0, owners.length).filter(i -> owners[i] == thread).toArray();
            int from = Division.begin(own.length, part % PARTS_PER_THREAD, PARTS_PER_THREAD);
            int to = Division.begin(own.length, part % PARTS_PER_THREAD + 1, PARTS_PER_THREAD);
            shared[part] = Arrays.copyOfRange(own, from, to);
        }
        return shared;
    }

    /** Returns the thread of each block; blocks too few to share out go to all threads in turn. */
    private int[] owners(int threads) {
        int[] owners = new int[blocks.size()];
        int single = 0;
        for (int first = 0; first < owners.length; first = afterParameter(first)) {
            int count = afterParameter(first) - first;
            for (int i = 0; i < count; i++) {
                owners[first + i] =
                        count < threads ? single++ % threads : (int) ((long) i * threads / count);
            }
        }
        return owners;
    }

    /** Returns the first block of the next parameter. */
    private int afterParameter(int block) {
        int next = block;
        while (next < blocks.size() && blocks.get(next).parameter == blocks.get(block).parameter) {
            next++;
        }
        return next;
    }

    private static List<Block> cut(List<Parameter> parameters, ParameterStore store, int slots) {
        var all = new ArrayList<Block>();
        for (int p = 0; p < parameters.size(); p++) {
            cut(p, parameters.get(p), store, slots, all);
        }
        return List.copyOf(all);
    }

    /**
     * A parameter has as many blocks as if its layout had no padding, because updaters rely on
     * that; if it has padding, the blocks are longer.
     */
    private static void cut(
            int number, Parameter parameter, ParameterStore store, int slots, List<Block> all) {
        int length = store.length(number);
        int count = Math.ceilDiv(parameter.size(), Updater.BLOCK);
        for (int b = 0; b < count; b++) {
            int from = Division.begin(length, b, count);
            int to = Division.begin(length, b + 1, count);
            long offset = (store.offset(number) + from) * Float.BYTES;
            all.add(new Block(number, b, offset, to - from, slots));
        }
    }

    /** Returns all blocks: those of a parameter one after another, in its order. */
    public List<Block> all() {
        return blocks;
    }

    /** Returns how many blocks there are. */
    int size() {
        return blocks.size();
    }

    /** Processes every block, in any order, on any thread. */
    void forEach(Work each) {
        work = each;
        team.run(scratches.length, runPart);
    }

    private void runPart(int part) {
        for (int index : parts[part]) {
            work.on(index, blocks.get(index), scratches[part]);
        }
    }
}
