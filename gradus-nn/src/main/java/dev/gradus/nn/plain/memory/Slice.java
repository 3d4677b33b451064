package dev.gradus.nn.plain.memory;

/** The examples that are passing through the network. */
public final class Slice {
    private Mode mode = Mode.INFERENCE;
    private long step;
    private int first;
    private int rows;

    /** What the outputs are for. */
    public enum Mode {
        TRAINING,
        INFERENCE
    }

    public void show(Mode mode, long step, int first, int rows) {
        this.mode = mode;
        this.step = step;
        this.first = first;
        this.rows = rows;
    }

    public boolean isTraining() {
        return mode == Mode.TRAINING;
    }

    public long step() {
        return step;
    }

    /** Returns the number of the first example in its batch. */
    public int first() {
        return first;
    }

    public int rows() {
        return rows;
    }
}
