package dev.gradus.onednn;

import dev.gradus.nn.Parameter;
import dev.gradus.nn.engine.Parts;
import dev.gradus.nn.engine.Team;
import dev.gradus.nn.engine.Updater;
import java.util.ArrayList;
import java.util.List;

/**
 * All parameters cut into blocks, shared out among a team. Loops over native memory do not
 * vectorize, so a block is copied into arrays, worked on there, and copied back, all within the L1
 * cache.
 */
final class Blocks {
    /**
     * Fewer blocks than this, some hundred nanoseconds each, are not worth a meeting of threads.
     */
    private static final int WORTH_SHARING = 16;

    private static final int PARTS_PER_THREAD = 4;

    private final Team team;
    private final List<Block> blocks;
    private final Scratch[] scratches;
    private final Team.Task runPart = this::runPart;
    private Work work;

    /**
     * Some values of a parameter.
     *
     * @param parameter the parameter's number
     * @param number the block's number in its parameter
     * @param offset where it begins in each arena, in bytes
     * @param length how many values it has
     */
    record Block(int parameter, int number, long offset, int length) {}

    /** Arrays for the parameters of one block, their gradient and their slots. */
    static final class Scratch {
        final float[] values;
        final float[] gradient;
        final float[][] slots;

        private Scratch(int length, int slots) {
            this.values = new float[length];
            this.gradient = new float[length];
            this.slots = new float[slots][length];
        }
    }

    /** What is done with each block. */
    @FunctionalInterface
    interface Work {
        /**
         * Works on a block.
         *
         * @param index its number among all
         */
        void on(int index, Block block, Scratch scratch);
    }

    Blocks(List<Parameter> parameters, ParameterStore store, int slots, Team team) {
        this.team = team;
        var all = new ArrayList<Block>();
        for (int p = 0; p < parameters.size(); p++) {
            cut(p, parameters.get(p), store, all);
        }
        blocks = List.copyOf(all);
        int parts =
                blocks.size() < WORTH_SHARING
                        ? 1
                        : Math.min(blocks.size(), team.threads() * PARTS_PER_THREAD);
        int longest = blocks.stream().mapToInt(Block::length).max().orElse(0);
        scratches = new Scratch[parts];
        for (int i = 0; i < parts; i++) {
            scratches[i] = new Scratch(longest, slots);
        }
        work = (index, block, scratch) -> {};
    }

    /**
     * A parameter has as many blocks as if its layout had no padding, for updaters count on that;
     * where it has some, they are a little longer.
     */
    private static void cut(
            int number, Parameter parameter, ParameterStore store, List<Block> all) {
        int length = store.length(number);
        int count = Math.ceilDiv(parameter.size(), Updater.BLOCK);
        for (int b = 0; b < count; b++) {
            int from = Parts.begin(length, b, count);
            int to = Parts.begin(length, b + 1, count);
            long offset = (store.offset(number) + from) * Float.BYTES;
            all.add(new Block(number, b, offset, to - from));
        }
    }

    /** Returns how many blocks there are. */
    int size() {
        return blocks.size();
    }

    /** Does something with every block, in any order, on any thread. */
    void forEach(Work each) {
        work = each;
        team.run(scratches.length, runPart);
    }

    private void runPart(int part) {
        int from = Parts.begin(blocks.size(), part, scratches.length);
        int to = Parts.begin(blocks.size(), part + 1, scratches.length);
        for (int i = from; i < to; i++) {
            work.on(i, blocks.get(i), scratches[part]);
        }
    }
}
