package dev.gradus.nn.check;

import java.util.function.DoubleSupplier;

/** Difference quotients of a function of float32 values. */
final class Differentiation {
    private static final double[] STEPS = {0x1p-6, 0x1p-9, 0x1p-12};

    private final float[] values;
    private final DoubleSupplier function;

    /**
     * @param values the point; changed during a call, and restored
     * @param function its value at {@code values}, less that at the point itself
     */
    Differentiation(float[] values, DoubleSupplier function) {
        this.values = values;
        this.function = function;
    }

    /**
     * Returns the difference quotient that is nearest to a derivative; larger steps, which have
     * smaller rounding errors, are tried first.
     *
     * @param place the index of the value that is varied
     * @param near the distance from the gradient at which the search stops
     */
    double nearest(int place, double derivative, double near) {
        double nearest = Double.NaN;
        double distance = Double.POSITIVE_INFINITY;
        for (double step : STEPS) {
            double h = step * Math.max(1, Math.abs(values[place]));
            double below2 = at(place, -2 * h);
            double below = at(place, -h);
            double above = at(place, h);
            double above2 = at(place, 2 * h);
            double[] quotients = {
                (8 * (above - below) - (above2 - below2)) / (12 * h),
                (4 * above - above2) / (2 * h),
                (below2 - 4 * below) / (2 * h)
            };
            for (double quotient : quotients) {
                double next = Math.abs(quotient - derivative);
                if (next < distance || Double.isNaN(nearest)) {
                    nearest = quotient;
                    distance = Double.isNaN(next) ? Double.POSITIVE_INFINITY : next;
                }
            }
            if (distance <= near) {
                break;
            }
        }
        return nearest;
    }

    private double at(int place, double shift) {
        float here = values[place];
        values[place] = (float) (here + shift);
        double value = function.getAsDouble();
        values[place] = here;
        return value;
    }
}
