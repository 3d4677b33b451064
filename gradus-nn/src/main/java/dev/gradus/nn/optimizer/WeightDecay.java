package dev.gradus.nn.optimizer;

import dev.gradus.text.TextForm;

/**
 * A pull of weights towards 0, and how it acts. By default it acts on weights alone, not on biases
 * and normalizations.
 *
 * @param amount the strength, finite and at least 0
 * @param kind how it acts
 */
public record WeightDecay(double amount, Kind kind) {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public WeightDecay {
        if (!(amount >= 0) || Double.isInfinite(amount)) {
            throw new IllegalArgumentException(
                    "a weight decay is finite and at least 0, got " + amount);
        }
    }

    /** How a weight decay acts. */
    public enum Kind {
        /** amount · w is added to the gradient before it is used: L2 regularization. */
        L2,
        /**
         * w shrinks by rate · amount · w, independently of the gradient. Loshchilov and Hutter
         * 2019.
         */
        DECOUPLED
    }

    /**
     * {@return a decay of 0, which is of this kind if a schedule raises it}
     *
     * @param kind how a schedule's decay would act
     */
    public static WeightDecay none(Kind kind) {
        return new WeightDecay(0, kind);
    }

    /**
     * {@return L2 regularization of this strength}
     *
     * @param amount the strength, at least 0
     */
    public static WeightDecay l2(double amount) {
        return new WeightDecay(amount, Kind.L2);
    }

    /**
     * {@return decoupled weight decay of this strength}
     *
     * @param amount the strength, at least 0
     */
    public static WeightDecay decoupled(double amount) {
        return new WeightDecay(amount, Kind.DECOUPLED);
    }

    /**
     * Returns this decay as an optimizer writes it: the amount alone, if it is of the optimizer's
     * default kind.
     */
    Object written(Kind usual) {
        return kind == usual ? (Object) amount : this;
    }

    /** Returns {@code l2(0.01)} or {@code decoupled(0.01)}. */
    @Override
    public String toString() {
        return TextForm.of(kind == Kind.L2 ? "l2" : "decoupled").with(amount).toString();
    }
}
