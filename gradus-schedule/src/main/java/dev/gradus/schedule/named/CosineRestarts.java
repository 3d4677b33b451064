package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Repeat;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.shape.Shapes;
import dev.gradus.schedule.spelling.Spelling;

/**
 * Cosine annealing with warm restarts (SGDR): low + (high − low)·gain^i·(1 + cos(πt/n_i))/2 in
 * cycle i, which has n_i = first·stretch^i steps. The start of a cycle is the sum of the lengths
 * before it, never a rounded logarithm. With {@code .take(…)} it stops; {@code
 * cosine(0.1).repeat(3)} fills the run with three equal cycles.
 *
 * @param high the first value of the first cycle
 * @param first the length of the first cycle
 * @param low the value at which cycles end; 0 by default
 * @param stretch how much longer each cycle is than the one before, 1 or more; 1 by default
 * @param gain how much higher above {@code low} each cycle is than the one before; 1 by default
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2017</a>; PyTorch's
 *     CosineAnnealingWarmRestarts, Keras' CosineDecayRestarts, timm's cycles, fastai's fit_sgdr
 */
public record CosineRestarts(double high, Span first, double low, double stretch, double gain)
        implements NamedSchedule {
    /** Checks the numbers. */
    public CosineRestarts {
        Require.finite(high, "cosineRestarts", "high");
        Require.finite(low, "cosineRestarts", "low");
        Require.atLeast(1.0, stretch, "cosineRestarts", "stretch");
        Require.positive(gain, "cosineRestarts", "gain");
    }

    /**
     * Equal cycles down to 0.
     *
     * @param high the value at the start of a cycle
     * @param first the length of the first cycle
     */
    public CosineRestarts(double high, Span first) {
        this(high, first, 0, 1, 1);
    }

    /**
     * {@return these cycles with another lower end}
     *
     * @param low the lowest value
     */
    public CosineRestarts low(double low) {
        return new CosineRestarts(high, first, low, stretch, gain);
    }

    /**
     * {@return these cycles, each {@code stretch} times as long as the one before}
     *
     * @param stretch the length of a cycle divided by that of the one before
     */
    public CosineRestarts stretch(double stretch) {
        return new CosineRestarts(high, first, low, stretch, gain);
    }

    /**
     * {@return these cycles, each {@code gain} times as high as the one before}
     *
     * @param gain the height of a cycle divided by that of the one before
     */
    public CosineRestarts gain(double gain) {
        return new CosineRestarts(high, first, low, stretch, gain);
    }

    @Override
    public Schedule definition() {
        if (gain == 1) {
            return cycles(new Ramp(high, low, first));
        }
        var aboveLow = cycles(new Ramp(high - low, 0, first));
        return low == 0 ? aboveLow : aboveLow.plus(low);
    }

    private Schedule cycles(Ramp ramp) {
        return new Repeat(ramp.shape(Shapes.COSINE), Repeat.FOREVER, stretch, gain);
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "cosineRestarts",
                argument("high", high),
                argument("first", first),
                option("low", low, 0),
                option("stretch", stretch, 1),
                option("gain", gain, 1));
    }

    @Override
    public String toString() {
        return text();
    }
}
