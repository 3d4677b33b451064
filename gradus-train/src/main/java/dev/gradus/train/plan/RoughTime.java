package dev.gradus.train.plan;

import dev.gradus.nn.Flops;
import dev.gradus.nn.backend.BackendChoice;
import dev.gradus.schedule.Horizon;

/**
 * How long the updates of a run take, roughly, without making any: the products of a step at the
 * rate of a large one, plus what any update costs. Reading data and everything but products is left
 * out, and other processors have other rates, so this tells seconds from minutes and no more.
 *
 * @param updates how many there are
 * @param operations floating-point operations of the products of one
 * @param rate operations per second
 */
public record RoughTime(long updates, double operations, double rate) {
    /** Operations per second and thread, and seconds of the smallest update: docs/cost-model.md. */
    private static final double RATE = 80e9;

    private static final double OVERHEAD = 20e-6;

    /** How much slower plain Java is. */
    private static final double PLAIN = 10;

    /**
     * {@return the rough time of a run}
     *
     * @param settings what is trained
     * @param examples how many examples the data have, including those held out
     * @throws IllegalArgumentException if the run has no length, or too many steps
     */
    public static RoughTime of(Settings settings, int examples) {
        double kept =
                settings.validation() instanceof Validation.Share(double share) ? 1 - share : 1;
        Horizon horizon =
                Timeline.of(settings, Math.max(1, (int) Math.round(kept * examples))).horizon();
        boolean plain = BackendChoice.of(settings.backend()).backend().name().equals("java");
        return new RoughTime(
                horizon.steps(),
                (double) horizon.batchSize() * Flops.step(settings.network, 1),
                RATE * settings.threads() / (plain ? PLAIN : 1));
    }

    /** {@return the time in seconds} */
    public double seconds() {
        return updates * (OVERHEAD + operations / rate);
    }
}
