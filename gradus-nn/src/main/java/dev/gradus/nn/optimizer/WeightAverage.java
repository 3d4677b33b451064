package dev.gradus.nn.optimizer;

import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.NamedCalls;
import dev.gradus.text.TextForm;

/**
 * An average of the weights that training passes through, kept beside them: average ← average +
 * share · (weights − average) after an update. The average is the model; updates do not depend on
 * it.
 */
public sealed interface WeightAverage {
    /**
     * {@return the average that a text names: {@code ema(0.999)}, {@code swa(from=0.75)}} {@code
     * toString} is the way back.
     *
     * @param text an average as a user writes it
     * @throws dev.gradus.text.TextException if it names none; it points at the place and suggests
     */
    static WeightAverage parse(String text) {
        return new NamedCalls<WeightAverage>("average")
                .with("ema", call -> ema(Arguments.of(call, "decay").number("decay", Ema.USUAL)))
                .with("swa", WeightAverage::swa)
                .read(Expression.parse(text));
    }

    private static WeightAverage swa(Expression.Call call) {
        var given = Arguments.of(call, "from", "every");
        return new Swa(given.number("from", Swa.USUAL_FROM), given.whole("every", 1));
    }

    /**
     * {@return an exponential moving average}
     *
     * @param decay how much of the average lasts, in [0, 1); 0.999 in PyTorch
     */
    static Ema ema(double decay) {
        return new Ema(decay);
    }

    /**
     * {@return the mean of the weights after each update of the last part of the run}
     *
     * @param from the share of the run's updates after which it begins, in [0, 1)
     */
    static Swa swa(double from) {
        return new Swa(from, 1);
    }

    /**
     * {@return whether the average includes the weights after an update}
     *
     * @param step the number of the update, from 0
     * @param steps how many the run has
     */
    boolean covers(long step, long steps);

    /**
     * {@return whether the average takes any weights in before a run ends}
     *
     * @param steps how many updates the run has
     */
    boolean begins(long steps);

    /**
     * {@return how much the weights after an update count: 1 if they are the first, 0 if they are
     * not included}
     *
     * @param before how many updates before this one were included
     */
    double share(long before);

    /**
     * {@return how many sets of weights are in the average}
     *
     * @param updates how many updates were included
     */
    long count(long updates);

    /**
     * average ← decay · average + (1 − decay) · weights, beginning as a copy of the weights after
     * the first update: {@code torch.optim.swa_utils.get_ema_multi_avg_fn}.
     *
     * @param decay how much of the average lasts, in [0, 1)
     */
    record Ema(double decay) implements WeightAverage {
        static final double USUAL = 0.999;

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Ema {
            Optimizers.requireShare("ema", "decay", decay);
        }

        @Override
        public boolean covers(long step, long steps) {
            return true;
        }

        @Override
        public boolean begins(long steps) {
            return steps > 0;
        }

        @Override
        public double share(long before) {
            return before == 0 ? 1 : 1 - decay;
        }

        @Override
        public long count(long updates) {
            return updates;
        }

        @Override
        public String toString() {
            return TextForm.of("ema").with(decay).toString();
        }
    }

    /**
     * average ← average + (weights − average) / (n + 1) with the n weights in it so far, those
     * after every {@code every}th update from a share of the run on: stochastic weight averaging,
     * Izmailov et al. 2018, {@code torch.optim.swa_utils.get_swa_multi_avg_fn}. It suits a rate
     * that stays high. If the length of the run changes, the share is one of the new length.
     *
     * @param from the share of the run's updates after which it begins, in [0, 1)
     * @param every after how many updates weights are included, at least 1: 1 for every update, the
     *     number of updates in an epoch for once an epoch
     */
    record Swa(double from, long every) implements WeightAverage {
        static final double USUAL_FROM = 0.75;

        /** Many times the relative error of a product of doubles. */
        private static final double ROUNDING = 1e-14;

        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Swa {
            Optimizers.requireShare("swa", "from", from);
            if (every < 1) {
                throw new IllegalArgumentException(
                        "swa every takes how many updates lie between weights, at least 1; got "
                                + every);
            }
        }

        @Override
        public boolean covers(long step, long steps) {
            return step >= first(steps);
        }

        /**
         * {@return the step that the average begins with: from · steps, rounded up, apart from what
         * floating-point rounding adds, as to 0.55 · 100}
         *
         * @param steps how many the run has
         */
        public long first(long steps) {
            return (long) Math.ceil(from * steps * (1 - ROUNDING));
        }

        @Override
        public boolean begins(long steps) {
            return count(steps - first(steps)) > 0;
        }

        @Override
        public double share(long before) {
            long updates = before + 1;
            return updates % every == 0 ? 1.0 / count(updates) : 0;
        }

        @Override
        public long count(long updates) {
            return updates / every;
        }

        @Override
        public String toString() {
            return TextForm.of("swa").with("from", from, -1.0).with("every", every, 1L).toString();
        }
    }
}
