package dev.gradus.train.finder;

import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.recipe.DefaultRate;

/** What is known about good rates before a search. */
public final class SafeRate {
    /**
     * The exponent of the usual rate, towards which the sweeps' answer is drawn; theirs is the rest
     * of 1.
     */
    private static final double DRAWN = 2.0 / 3;

    /** How far below the rate at which sweeps break down a rate has to be. */
    private static final double BELOW_BREAKDOWN = 4;

    private SafeRate() {}

    /**
     * {@return a rate that seldom diverges with standardized inputs, half of the usual one: a
     * starting point, not an answer}
     *
     * @param optimizer the optimizer
     * @param rule what the rate is for; a constant rate is half of that for a peak
     */
    public static double of(Optimizer optimizer, Rule rule) {
        return usual(optimizer, rule) / 2;
    }

    /** Returns the rate that suits most tasks. */
    private static double usual(Optimizer optimizer, Rule rule) {
        double peak = DefaultRate.peak(optimizer);
        return rule == Rule.PEAK ? peak : peak / 2;
    }

    /**
     * {@return the rate to begin at, sweep^(1/3) · usual^(2/3): the minimum of a sweep lies
     * anywhere on a plateau several powers of two wide, while the best rates of most tasks differ
     * by less. It is at most a quarter of the rate at which sweeps break down, and the safe rate if
     * they suggest nothing}
     *
     * @param sweeps the sweeps
     * @param optimizer the optimizer
     */
    public static double near(FinderResult sweeps, Optimizer optimizer) {
        return switch (sweeps.suggestion()) {
            case Reading.Unusable _ -> of(optimizer, sweeps.rule());
            case Reading.Suggested(double swept) -> {
                double drawn =
                        Math.pow(swept, 1 - DRAWN)
                                * Math.pow(usual(optimizer, sweeps.rule()), DRAWN);
                yield Math.min(drawn, Math.max(swept, highest(sweeps.mean())));
            }
        };
    }

    private static double highest(Sweep mean) {
        double[] rates = mean.rates();
        return mean.hasRunOut() && rates.length > 0
                ? rates[rates.length - 1] / BELOW_BREAKDOWN
                : Double.POSITIVE_INFINITY;
    }
}
