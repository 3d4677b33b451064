package dev.gradus.recipe;

import dev.gradus.nn.optimizer.Optimizer;
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
     * {@return the default learning rate of an optimizer, if it has one; none for a text that names
     * no optimizer, which is refused where it is read}
     *
     * @param optimizer the optimizer's text
     */
    public static Optional<Schedule> of(String optimizer) {
        try {
            return of(Optimizer.parse(optimizer));
        } catch (TextException unread) {
            return Optional.empty();
        }
    }
}
