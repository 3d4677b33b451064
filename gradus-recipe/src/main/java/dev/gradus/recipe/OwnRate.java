package dev.gradus.recipe;

import dev.gradus.nn.optimizer.AdamFamily;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.OwnOptimizer;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.text.TextException;
import java.util.Optional;

/**
 * The default learning rates of optimizers that have one: 1 for those that find their own rate,
 * which it multiplies, and what the authors recommend for those without a schedule, after a warm-up
 * over a twentieth of the run.
 */
public final class OwnRate {
    private static final double SGD = 1;
    private static final double ADAM = 0.0025;
    private static final Span WARM_UP = Span.percent(5);

    private OwnRate() {}

    /**
     * {@return the peak of a 1cycle that suits most tasks with standardized inputs} The values for
     * plain descent, momentum and Adam's family did best in docs/rate-study.md, although they had
     * been chosen before it; the others are customary.
     *
     * @param optimizer the optimizer
     */
    public static double peak(Optimizer optimizer) {
        return switch (optimizer) {
            case Optimizer.Sgd _ -> 0.16;
            case Optimizer.Momentum _, Optimizer.Nesterov _ -> 0.08;
            case Optimizer.Lion _, Optimizer.RmsProp _ -> 0.004;
            case Optimizer.Adagrad _ -> 0.04;
            case Optimizer.Adadelta _, RateFree _ -> 1;
            case ScheduleFree.Sgd _ -> SGD;
            case ScheduleFree.AdamW _ -> ADAM;
            case AdamFamily _, OwnOptimizer _ -> 0.02;
        };
    }

    /**
     * {@return the default learning rate of an optimizer, if it has one}
     *
     * @param optimizer the optimizer
     */
    public static Optional<Schedule> of(Optimizer optimizer) {
        return switch (optimizer) {
            case RateFree _ -> Optional.of(Schedules.hold(1));
            case ScheduleFree.Sgd _ -> Optional.of(Schedules.hold(SGD).warmup(WARM_UP));
            case ScheduleFree.AdamW _ -> Optional.of(Schedules.hold(ADAM).warmup(WARM_UP));
            default -> Optional.empty();
        };
    }

    /**
     * {@return the learning rate to train with if none is written and it differs from that of
     * Adam's family: the optimizer's own, or for descent without adaptive steps a 1cycle with the
     * {@link #peak}}
     *
     * @param optimizer the optimizer's text
     */
    public static Optional<Schedule> usual(String optimizer) {
        try {
            Optimizer read = Optimizer.parse(optimizer);
            return switch (read) {
                case Optimizer.Sgd _, Optimizer.Momentum _, Optimizer.Nesterov _ ->
                        Optional.of(Schedules.oneCycle(peak(read)));
                default -> of(read);
            };
        } catch (TextException unread) {
            return Optional.empty();
        }
    }
}
