package dev.gradus.nn.plain.kernel;

import dev.gradus.nn.plain.memory.Workers;

/** Rounds a layer's weights to bfloat16 for its products; the optimizer's stay in float32. */
public final class RoundedWeights implements Kernel {
    private final Workers workers;
    private final float[] exact;
    private final float[] rounded;
    private final Workers.Range round = this::round;

    public RoundedWeights(Workers workers, float[] exact, float[] rounded) {
        this.workers = workers;
        this.exact = exact;
        this.rounded = rounded;
    }

    @Override
    public void forward() {
        workers.run(exact.length, 1, round);
    }

    private void round(int worker, int from, int to) {
        Bfloat16.round(exact, rounded, from, to);
    }

    /** Does nothing: the gradient by the rounded weights is used as that by the exact ones. */
    @Override
    public void backward() {}
}
