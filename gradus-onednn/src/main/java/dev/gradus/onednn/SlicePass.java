package dev.gradus.onednn;

import dev.gradus.nn.tensor.Batch;

/** The pass of some rows of a training batch through the network, forward, then back. */
interface SlicePass {
    /**
     * Computes outputs, and begins to watch for values that are not finite.
     *
     * @param first the first row of the slice in its batch
     * @param rows how many rows
     * @param outputs takes the outputs, row after row
     * @param place where they begin
     */
    void forward(Batch batch, long step, int first, int rows, float[] outputs, int place);

    /** Forgets what was noticed of values that are not finite. */
    void watch();

    /**
     * Computes gradients from those of the outputs of the rows that went forward last.
     *
     * @param outputGradients the gradient of the outputs, row after row
     * @param place where it begins
     */
    void backward(float[] outputGradients, int place);

    /** Returns whether what was computed since the watch began may be wrong. */
    boolean isAlarmed();

    /** Updates the running statistics with those of the slice. */
    void updateStatistics();

    /** Returns whether the gradient is the sum of what each lane has computed. */
    boolean isInLanes();
}
