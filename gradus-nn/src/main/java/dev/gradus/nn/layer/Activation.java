package dev.gradus.nn.layer;

import dev.gradus.text.TextForm;

/**
 * An elementwise function without parameters; only {@link Softmax} sees all values of an example.
 */
public sealed interface Activation extends Transform {
    @Override
    default Placement place(Site site) {
        return Placement.of(site.input());
    }

    /** max(0, x). */
    record Relu() implements Activation {
        @Override
        public String toString() {
            return "relu";
        }
    }

    /**
     * x where x > 0, else slope · x.
     *
     * @param slope the slope left of 0, finite; 0.01 by default (PyTorch's {@code negative_slope})
     */
    record LeakyRelu(double slope) implements Activation {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public LeakyRelu {
            if (!Double.isFinite(slope)) {
                throw new IllegalArgumentException(
                        "leakyRelu(slope) takes a finite slope, got " + slope);
            }
        }

        @Override
        public String toString() {
            return TextForm.of("leakyRelu").with(slope).toString();
        }
    }

    /**
     * x where x > 0, else alpha · (eˣ − 1). Clevert et al. 2015.
     *
     * @param alpha the size of the lower limit, finite and above 0; 1 by default
     */
    record Elu(double alpha) implements Activation {
        /**
         * Checks the settings.
         *
         * @throws IllegalArgumentException if one is out of range; the message names it
         */
        public Elu {
            if (!(alpha > 0) || Double.isInfinite(alpha)) {
                throw new IllegalArgumentException(
                        "elu(alpha) takes a finite alpha above 0, got " + alpha);
            }
        }

        @Override
        public String toString() {
            return TextForm.of("elu").with(alpha).toString();
        }
    }

    /** x · Φ(x) with the normal distribution function Φ, exact (erf). Hendrycks and Gimpel 2016. */
    record Gelu() implements Activation {
        @Override
        public String toString() {
            return "gelu";
        }
    }

    /** x · sigmoid(x), also called swish. */
    record Silu() implements Activation {
        @Override
        public String toString() {
            return "silu";
        }
    }

    /** 1 / (1 + e⁻ˣ). */
    record Sigmoid() implements Activation {
        @Override
        public String toString() {
            return "sigmoid";
        }
    }

    /** The hyperbolic tangent. */
    record Tanh() implements Activation {
        @Override
        public String toString() {
            return "tanh";
        }
    }

    /** ln(1 + eˣ). */
    record Softplus() implements Activation {
        @Override
        public String toString() {
            return "softplus";
        }
    }

    /**
     * eˣ / Σ eˣ over all values of an example; of an image or a sequence, over its channels at each
     * place.
     */
    record Softmax() implements Activation {
        @Override
        public String toString() {
            return "softmax";
        }
    }
}
