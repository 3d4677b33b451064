package dev.gradus.bench.system;

/** A task in training. */
public interface Session extends AutoCloseable {
    /** Returns in a few words what computes, as in {@code PyTorch 2.7.1}. */
    String description();

    /** Makes one step: forward, backward and update on the next batch. */
    void step();

    /** Returns the loss of the last step, averaged over its batch, without any penalty. */
    double loss();

    @Override
    void close();
}
