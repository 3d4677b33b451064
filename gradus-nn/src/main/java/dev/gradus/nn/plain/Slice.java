package dev.gradus.nn.plain;

/** The examples that pass through the network now. */
final class Slice {
    private Mode mode = Mode.INFERENCE;
    private long step;
    private int first;
    private int rows;

    /** What the outputs are for. */
    enum Mode {
        TRAINING,
        INFERENCE
    }

    void show(Mode mode, long step, int first, int rows) {
        this.mode = mode;
        this.step = step;
        this.first = first;
        this.rows = rows;
    }

    boolean isTraining() {
        return mode == Mode.TRAINING;
    }

    long step() {
        return step;
    }

    /** Returns the number of the first example in its batch. */
    int first() {
        return first;
    }

    int rows() {
        return rows;
    }
}
