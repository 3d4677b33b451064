package dev.gradus.train.finder;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;

/**
 * How noisy the gradients of batches are, as a batch size: tr(Σ) / |G|², where Σ is the covariance
 * of an example's gradient and G its mean. Doubling a batch much smaller than this nearly doubles
 * what an update learns; doubling a much larger one hardly changes it. McCandlish et al. 2018, "An
 * empirical model of large-batch training", appendix A.1; it grows while a network learns.
 *
 * @param examples the noise scale, above 0; infinite where the gradient is lost in the noise
 * @param batchSize how many examples each batch had
 * @param batches how many batches were measured, at least 2
 * @param step after how many updates
 */
public record NoiseScale(double examples, int batchSize, int batches, long step) {
    /** Within this factor of the noise scale, a batch size is about right. */
    private static final double NEAR = 3;

    /**
     * {@return the noise scale from the gradients of batches, by unbiased estimates of tr(Σ) and
     * |G|²}
     *
     * @param small the mean of the squared norms of the batches' gradients
     * @param large the squared norm of the mean of their gradients
     * @param batchSize how many examples each batch had
     * @param batches how many there were, at least 2
     * @param step after how many updates
     */
    public static NoiseScale of(double small, double large, int batchSize, int batches, long step) {
        double all = (double) batchSize * batches;
        double signal = (all * large - batchSize * small) / (all - batchSize);
        double noise = (small - large) / (1.0 / batchSize - 1 / all);
        double examples = signal > 0 ? Math.max(1, noise / signal) : Double.POSITIVE_INFINITY;
        return new NoiseScale(examples, batchSize, batches, step);
    }

    /**
     * {@return whether it is known: it is not if the gradient is lost in the noise of all batches}
     */
    public boolean isKnown() {
        return Double.isFinite(examples);
    }

    /** {@return what it means for the batch size, in a sentence} */
    public String advice() {
        if (!isKnown()) {
            return Text.of(
                    "batch size %d: the gradient is lost in the noise of %d batches; far larger ones would learn more",
                    batchSize, batches);
        }
        String measured =
                Text.of(
                        "batch size %d: noise scale %s after %s",
                        batchSize,
                        Math.round(Rounding.twoDigits(examples)),
                        NumberText.counted(step, "update"));
        if (examples > NEAR * batchSize) {
            return measured + "; larger batches need fewer updates";
        }
        return examples * NEAR < batchSize
                ? measured + "; smaller batches learn as much per update"
                : measured + ", so it is about right";
    }
}
