package dev.gradus.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Round numbers along an axis. */
final class Ticks {
    private static final int WANTED = 5;
    private static final double[] ROUND = {1, 2, 5, 10};

    private Ticks() {}

    /** Returns three to ten numbers that lie on an axis. */
    static List<Double> of(Axis axis) {
        return axis.scale() == Axis.Scale.LINEAR ? linear(axis) : logarithmic(axis);
    }

    private static List<Double> linear(Axis axis) {
        double rough = (axis.highest() - axis.lowest()) / WANTED;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power;
        for (double factor : ROUND) {
            step = factor * power;
            if (step >= rough) {
                break;
            }
        }
        var ticks = new ArrayList<Double>();
        BigDecimal exact = new BigDecimal(Axis.tick(step));
        long first = (long) Math.ceil(axis.lowest() / step - 1e-9);
        for (long i = first; i * step <= axis.highest() * (1 + 1e-12) + step * 1e-9; i++) {
            ticks.add(exact.multiply(BigDecimal.valueOf(i)).doubleValue());
        }
        return ticks;
    }

    private static List<Double> logarithmic(Axis axis) {
        int low = (int) Math.floor(Math.log10(axis.lowest()));
        int high = (int) Math.ceil(Math.log10(axis.highest()));
        int stride = Math.max(1, (high - low) / (2 * WANTED));
        double[] factors = high - low <= 3 ? new double[] {1, 2, 5} : new double[] {1};
        var ticks = new ArrayList<Double>();
        for (int power = low; power <= high; power += stride) {
            for (double factor : factors) {
                double tick = Double.parseDouble((int) factor + "e" + power);
                if (tick >= axis.lowest() * 0.999 && tick <= axis.highest() * 1.001) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
