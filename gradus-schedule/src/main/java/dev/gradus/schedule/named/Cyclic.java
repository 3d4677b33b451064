package dev.gradus.schedule.named;

import static dev.gradus.schedule.spelling.Spelling.argument;
import static dev.gradus.schedule.spelling.Spelling.component;
import static dev.gradus.schedule.spelling.Spelling.option;

import dev.gradus.schedule.Exponential;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.schedule.NamedSchedule;
import dev.gradus.schedule.Ramp;
import dev.gradus.schedule.Repeat;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.argument.Require;
import dev.gradus.schedule.spelling.Spelling;
import java.util.List;
import java.util.Map;

/**
 * Cyclical learning rate: linearly up from low to high and down again, repeatedly. The height of
 * cycle i above low is multiplied by gain^i, and that of step t by decay^t. Momentum runs opposite:
 * highest where the rate is lowest.
 *
 * <p>Plain it is <em>triangular</em>; with {@code .gain(0.5)} <em>triangular2</em>; with {@code
 * .decay(0.999)} <em>exp_range</em>.
 *
 * @param low the first value
 * @param high the top of the first cycle
 * @param up the length of the rise
 * @param down the length of the fall; as long as the rise by default
 * @param gain how much higher each cycle is than the one before; 1 by default
 * @param decay how much the height changes each step; 1 by default
 * @param calmMomentum the momentum where the rate is lowest; 0.9 by default
 * @param fastMomentum the momentum where the rate is highest; 0.8 by default
 * @see <a href="https://arxiv.org/abs/1506.01186">Smith 2017</a>; PyTorch's CyclicLR, DJL's
 *     CyclicalTracker
 */
public record Cyclic(
        double low,
        double high,
        Span up,
        Span down,
        double gain,
        double decay,
        double calmMomentum,
        double fastMomentum)
        implements NamedSchedule {
    /** Checks the numbers. */
    public Cyclic {
        Require.finite(low, "cyclic", "low");
        Require.finite(high, "cyclic", "high");
        Require.positive(gain, "cyclic", "gain");
        Require.positive(decay, "cyclic", "decay");
        Require.finite(calmMomentum, "cyclic", "calmMomentum");
        Require.finite(fastMomentum, "cyclic", "fastMomentum");
    }

    /**
     * Triangular cycles.
     *
     * @param low the lowest value
     * @param high the highest value of the first cycle
     * @param up the length of the way up
     */
    public Cyclic(double low, double high, Span up) {
        this(low, high, up, up, 1, 1, 0.9, 0.8);
    }

    /**
     * {@return these cycles with another length of the fall}
     *
     * @param down the length of the fall
     */
    public Cyclic down(Span down) {
        return new Cyclic(low, high, up, down, gain, decay, calmMomentum, fastMomentum);
    }

    /**
     * {@return these cycles, each {@code gain} times as high as the one before}
     *
     * @param gain the height of a cycle divided by that of the one before
     */
    public Cyclic gain(double gain) {
        return new Cyclic(low, high, up, down, gain, decay, calmMomentum, fastMomentum);
    }

    /**
     * {@return these cycles with the height multiplied by {@code decay} each step}
     *
     * @param decay what the height of a step is, divided by that of the one before, above 0
     */
    public Cyclic decay(double decay) {
        return new Cyclic(low, high, up, down, gain, decay, calmMomentum, fastMomentum);
    }

    /**
     * {@return these cycles with another momentum}
     *
     * @param calmMomentum where the rate is lowest
     * @param fastMomentum where the rate is highest
     */
    public Cyclic momentum(double calmMomentum, double fastMomentum) {
        return new Cyclic(low, high, up, down, gain, decay, calmMomentum, fastMomentum);
    }

    @Override
    public Map<HyperParameter, Schedule> companions() {
        return Map.of(
                HyperParameter.MOMENTUM, waves(fastMomentum - calmMomentum).plus(calmMomentum));
    }

    @Override
    public Schedule definition() {
        return waves(high - low).plus(low);
    }

    private Schedule waves(double height) {
        var wave = new Ramp(0, height, up).then(new Ramp(height, 0, down));
        var waves = new Repeat(wave, Repeat.FOREVER, 1, gain);
        return decay == 1 ? waves : waves.times(new Exponential(1, decay));
    }

    @Override
    public Spelling spelling() {
        return Spelling.of(
                "cyclic",
                argument("low", low),
                argument("high", high),
                argument("up", up),
                option("down", down, up),
                option("gain", gain, 1),
                option("decay", decay, 1),
                momentum());
    }

    private Spelling.Word momentum() {
        return new Spelling.Option(
                "momentum",
                List.of(
                        component("calmMomentum", calmMomentum),
                        component("fastMomentum", fastMomentum)),
                List.of(0.9, 0.8));
    }

    @Override
    public String toString() {
        return text();
    }
}
