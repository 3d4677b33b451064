package dev.gradus.nn.engine.loss;

import dev.gradus.nn.engine.FloatMath;

/**
 * What one output y and its target t contribute to a loss, and the derivative by y. The numbers are
 * doubles, in which no finite floats overflow.
 */
sealed interface Pointwise {
    double value(double y, double t);

    double slope(double y, double t);

    /** factor · (y − t)². */
    record Squared(double factor) implements Pointwise {
        @Override
        public double value(double y, double t) {
            return factor * (y - t) * (y - t);
        }

        @Override
        public double slope(double y, double t) {
            return 2 * factor * (y - t);
        }
    }

    /** factor · |y − t|. */
    record Absolute(double factor) implements Pointwise {
        @Override
        public double value(double y, double t) {
            return factor * Math.abs(y - t);
        }

        @Override
        public double slope(double y, double t) {
            return factor * Math.signum(y - t);
        }
    }

    /** factor times a parabola up to delta, and its tangent beyond. */
    record Huber(double factor, double delta) implements Pointwise {
        @Override
        public double value(double y, double t) {
            double distance = Math.abs(y - t);
            return factor
                    * (distance <= delta
                            ? 0.5 * distance * distance
                            : delta * (distance - 0.5 * delta));
        }

        @Override
        public double slope(double y, double t) {
            return factor * Math.clamp(y - t, -delta, delta);
        }
    }

    /**
     * factor · (ln(1 + eʸ) − t · y), as max(y, 0) − t · y + ln(1 + e^−|y|), which cannot overflow.
     */
    record BinaryCrossEntropy(double factor) implements Pointwise {
        @Override
        public double value(double y, double t) {
            return factor * (FloatMath.softMaximum(y) - t * y);
        }

        @Override
        public double slope(double y, double t) {
            return factor * (FloatMath.logistic(y) - t);
        }
    }
}
