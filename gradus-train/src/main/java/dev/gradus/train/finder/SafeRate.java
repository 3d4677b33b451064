package dev.gradus.train.finder;

import dev.gradus.nn.optimizer.AdamFamily;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.OwnOptimizer;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.nn.optimizer.ScheduleFree;

/** The rates to begin at if a sweep suggests none. */
public final class SafeRate {
    private SafeRate() {}

    /**
     * {@return a rate that seldom diverges with standardized inputs: a starting point, not an
     * answer}
     *
     * @param optimizer the optimizer
     * @param rule half of it is returned for a constant rate
     */
    public static double of(Optimizer optimizer, Rule rule) {
        double peak =
                switch (optimizer) {
                    case Optimizer.Sgd _ -> 0.1;
                    case Optimizer.Momentum _, Optimizer.Nesterov _ -> 0.02;
                    case Optimizer.Lion _ -> 0.002;
                    case Optimizer.RmsProp _ -> 0.002;
                    case Optimizer.Adagrad _ -> 0.02;
                    case Optimizer.Adadelta _ -> 1;
                    case RateFree _, ScheduleFree.Sgd _ -> 1;
                    case ScheduleFree.AdamW _ -> 0.0025;
                    case AdamFamily _, OwnOptimizer _ -> 0.01;
                };
        return rule == Rule.PEAK ? peak : peak / 2;
    }
}
