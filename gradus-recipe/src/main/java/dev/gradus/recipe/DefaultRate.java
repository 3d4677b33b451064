package dev.gradus.recipe;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.optimizer.AdamFamily;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.OwnOptimizer;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.nn.optimizer.ScheduleFree;
import dev.gradus.number.Text;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.text.TextException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Default learning rates. For optimizers that find their own rate it is 1, which multiplies that
 * rate; for those without a schedule what the authors recommend, after a warm-up over a twentieth
 * of the run; for all others a 1cycle:
 *
 * <pre>
 * sgd                                                            oneCycle(0.16)
 * momentum, nesterov                                             oneCycle(0.08)
 * Adam's family, convolutions, fewer than {@value #FEW} updates          oneCycle(0.02)
 * all else                                                       oneCycle(0.01)
 * </pre>
 *
 * <p>docs/rate-study.md has the measurements for the first two rows. docs/default-rates.md has
 * those for the third, by {@code Bench default-rates}: in 34 tasks of images, networks with
 * convolutions and fewer than {@value #FEW} updates, twice the rate gains 2.28 points on average,
 * 0.15 in the median, and loses at most 0.44; of {@code lenet} on 54,000 digits, 1,266 updates, it
 * loses 0.33.
 */
public final class DefaultRate {
    private static final double SGD = 1;
    private static final double ADAM = 0.0025;
    private static final Span WARM_UP = Span.percent(5);

    /** From as many updates on, twice the rate gains nothing. */
    static final int FEW = 1000;

    private static final Schedule USUAL = Schedules.oneCycle(0.01);
    private static final Schedule FOR_FEW_UPDATES = Schedules.oneCycle(0.02);

    private DefaultRate() {}

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
            case Optimizer.Sgd _,
                    Optimizer.Momentum _,
                    Optimizer.Nesterov _,
                    Optimizer.Lion _,
                    Optimizer.RmsProp _,
                    Optimizer.Adagrad _,
                    Optimizer.Adadelta _,
                    AdamFamily _,
                    OwnOptimizer _ ->
                    Optional.empty();
        };
    }

    /**
     * {@return the learning rate to train with where none is written}
     *
     * @param optimizer the optimizer
     * @param network the network
     * @param updates how many updates the run makes; empty if that is not known, or if the network
     *     is trained already and small steps are safer
     */
    public static Schedule usual(Optimizer optimizer, Network network, OptionalDouble updates) {
        boolean isAdam = optimizer instanceof AdamFamily;
        boolean isShort = updates.orElse(FEW) < FEW;
        return unlikeAdam(optimizer)
                .orElse(isAdam && isShort && hasConvolutions(network) ? FOR_FEW_UPDATES : USUAL);
    }

    /**
     * {@return about how many updates a run over all examples makes; empty if its length is not
     * written}
     *
     * @param recipe the recipe of the run
     * @param examples how many there are
     */
    public static OptionalDouble updates(Recipe recipe, int examples) {
        Optional<Long> steps = recipe.find(Keys.STEPS);
        if (steps.isPresent()) {
            return OptionalDouble.of(steps.get());
        }
        Optional<Double> epochs = recipe.find(Keys.EPOCHS);
        return epochs.isPresent()
                ? OptionalDouble.of(epochs.get() * updatesPerEpoch(recipe, examples))
                : OptionalDouble.empty();
    }

    private static double updatesPerEpoch(Recipe recipe, int examples) {
        return switch (recipe.get(Keys.BATCH_SIZE)) {
            case BatchSize.All _ -> 1;
            case BatchSize.Planned(Schedule schedule) ->
                    Math.ceil(examples / schedule.over(Horizon.ofEpochs(1, examples)).at(0));
        };
    }

    private static boolean hasConvolutions(Network network) {
        return network.nodes().stream()
                .anyMatch(node ->
                        node.operation() instanceof Conv1d || node.operation() instanceof Conv2d);
    }

    /**
     * {@return why a default is another one than usual with its optimizer, if it is}
     *
     * @param chosen the default
     */
    public static Optional<String> reason(Schedule chosen) {
        return chosen.equals(FOR_FEW_UPDATES)
                ? Optional.of(
                        Text.of(
                                "learning rate %s: the default for networks with convolutions in fewer than %,d updates",
                                chosen.text(), FEW))
                : Optional.empty();
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
            return unlikeAdam(Optimizer.parse(optimizer));
        } catch (TextException unread) {
            return Optional.empty();
        }
    }

    private static Optional<Schedule> unlikeAdam(Optimizer optimizer) {
        return switch (optimizer) {
            case Optimizer.Sgd _, Optimizer.Momentum _, Optimizer.Nesterov _ ->
                    Optional.of(Schedules.oneCycle(peak(optimizer)));
            case Optimizer.Lion _,
                    Optimizer.RmsProp _,
                    Optimizer.Adagrad _,
                    Optimizer.Adadelta _,
                    AdamFamily _,
                    RateFree _,
                    ScheduleFree _,
                    OwnOptimizer _ ->
                    of(optimizer);
        };
    }
}
