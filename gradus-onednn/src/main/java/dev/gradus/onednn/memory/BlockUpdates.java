package dev.gradus.onednn.memory;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gradus.nn.engine.update.Updater;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.Blocks.Block;
import dev.gradus.onednn.memory.Blocks.Scratch;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Runs the optimizer on parameters in native memory, block by block, and adds up gradients over
 * lanes and slices.
 */
public final class BlockUpdates {
    private final Updater updater;
    private final Blocks blocks;
    private final ParameterStore store;

    /** Where the lanes after the first put their gradients. */
    private final List<ParameterStore> further;

    private final Scope scope;
    private final double[] squares;
    private final Blocks.Work apply = this::apply;
    private final Blocks.Work measure = this::measure;
    private final Blocks.Work accumulate = this::accumulate;
    private final Blocks.Work addUp = this::addUp;
    private MemorySegment sums = MemorySegment.NULL;
    private MemorySegment target = MemorySegment.NULL;
    private int pass;
    private long count;
    private boolean isInLanes;

    /**
     * @param stores the parameters, with the gradients of each lane; those of the first are also
     *     those of all threads together
     */
    public BlockUpdates(Updater updater, Blocks blocks, List<ParameterStore> stores, Scope scope) {
        this.updater = updater;
        this.blocks = blocks;
        this.store = stores.getFirst();
        this.further = stores.subList(1, stores.size());
        this.scope = scope;
        this.squares = new double[blocks.size()];
    }

    /** Returns how many updates were made. */
    public long count() {
        return count;
    }

    /** Sets how many updates were made. */
    public void count(long made) {
        count = made;
    }

    /** Says how much the weights after each update to come count in their running average. */
    public void averageShare(double share) {
        updater.averageShare(share);
    }

    /** Returns what the optimizer keeps for all parameters together. */
    public double[] numbers() {
        return updater.numbers();
    }

    /** Returns what the optimizer multiplied the rate of its last update by. */
    public double rateFactor() {
        return updater.rateFactor();
    }

    /** Says whether the gradient is the sum of those of all lanes from now on. */
    public void gradientIsInLanes(boolean inLanes) {
        isInLanes = inLanes;
    }

    /** Adds up the gradients of the lanes, unless that is done. */
    public void addUpLanes() {
        if (isInLanes) {
            blocks.forEach(addUp);
            isInLanes = false;
        }
    }

    private void addUp(int index, Block block, Scratch scratch) {
        loadGradient(block, scratch);
        save(scratch.gradient, block, store.gradientArena());
    }

    /** Loads the gradient, lane after lane. */
    private void loadGradient(Block block, Scratch scratch) {
        load(store.gradientArena(), block, scratch.gradient);
        if (isInLanes) {
            for (int i = 0; i < further.size(); i++) {
                load(further.get(i).gradientArena(), block, scratch.summand);
                add(scratch.gradient, scratch.summand, block.length);
            }
        }
    }

    /**
     * Returns the L2 norm of the gradient after clipping by value; its blocks are added in their
     * order.
     */
    public double gradientNorm() {
        addUpLanes();
        blocks.forEach(measure);
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    private void measure(int index, Block block, Scratch scratch) {
        load(store.gradientArena(), block, scratch.gradient);
        updater.clip(0, block.length, scratch.gradient);
        squares[index] = scratch.squares.of(scratch.gradient, 0, block.length);
    }

    /** Makes one update. */
    public void update(
            double learningRate, double momentum, double weightDecay, double gradientScale) {
        if (updater.passes() > 1) {
            addUpLanes();
        }
        updater.begin(count, learningRate, momentum, weightDecay, gradientScale);
        for (pass = 0; pass < updater.passes(); pass++) {
            updater.beginPass(pass);
            blocks.forEach(apply);
        }
        count++;
    }

    private void apply(int index, Block block, Scratch scratch) {
        load(store.valueArena(), block, scratch.values);
        loadGradient(block, scratch);
        updater.apply(
                pass,
                block.parameter,
                block.number,
                0,
                block.length,
                scratch.values,
                scratch.gradient,
                block.slots);
        save(scratch.values, block, store.valueArena());
        if (updater.passes() > 1) {
            save(scratch.gradient, block, store.gradientArena());
        }
    }

    /** Copies the gradient of the first of several slices to a buffer. */
    public void keepGradient() {
        addUpLanes();
        if (sums.byteSize() == 0) {
            sums = scope.allocate(store.gradientArena().byteSize());
        }
        sums.copyFrom(store.gradientArena());
    }

    /** Adds the gradient of another slice to the buffer. */
    public void addGradient() {
        addTo(sums);
    }

    /** Adds the buffer to the gradient of the last slice, which then is that of the batch. */
    public void completeGradient() {
        addTo(store.gradientArena());
    }

    private void addTo(MemorySegment arena) {
        target = arena;
        blocks.forEach(accumulate);
        isInLanes = false;
    }

    private void accumulate(int index, Block block, Scratch scratch) {
        load(sums, block, scratch.values);
        loadGradient(block, scratch);
        add(scratch.values, scratch.gradient, block.length);
        save(scratch.values, block, target);
    }

    private static void add(float[] sums, float[] summands, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += summands[i];
        }
    }

    private static void load(MemorySegment arena, Block block, float[] values) {
        MemorySegment.copy(arena, JAVA_FLOAT, block.offset, values, 0, block.length);
    }

    private static void save(float[] values, Block block, MemorySegment arena) {
        MemorySegment.copy(values, 0, arena, JAVA_FLOAT, block.offset, block.length);
    }
}
