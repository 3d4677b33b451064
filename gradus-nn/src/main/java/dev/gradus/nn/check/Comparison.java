package dev.gradus.nn.check;

import dev.gradus.nn.check.GradientReport.Deviation;
import java.util.List;

/** Gradients and differences of one parameter or input, place by place. */
final class Comparison {
    /** The smallest share of the largest gradient of all by which a gradient is measured. */
    static final double SMALL = 0.01;

    private final String of;
    private final int size;
    private final int[] places;
    private final double[] gradients;
    private final double[] differences;

    Comparison(String of, int size, int[] places, double[] gradients, double[] differences) {
        this.of = of;
        this.size = size;
        this.places = places;
        this.gradients = gradients;
        this.differences = differences;
    }

    /** Returns the worst place of each, measured by its own gradients and by those of all. */
    static List<Deviation> deviations(List<Comparison> all) {
        double whole = all.stream().mapToDouble(Comparison::largest).max().orElse(0);
        return all.stream().map(each -> each.deviation(whole)).toList();
    }

    private double largest() {
        double largest = 0;
        for (int i = 0; i < places.length; i++) {
            largest = Math.max(largest, Math.abs(gradients[i]));
            largest = Math.max(largest, Math.abs(differences[i]));
        }
        return largest;
    }

    private Deviation deviation(double whole) {
        double scale = Math.max(largest(), whole * SMALL);
        int worst = 0;
        double share = -1;
        for (int i = 0; i < places.length; i++) {
            double apart = Math.abs(gradients[i] - differences[i]);
            double next = apart == 0 ? 0 : apart / scale;
            if (!(next <= share)) {
                share = next;
                worst = i;
            }
        }
        return new Deviation(
                of,
                places[worst],
                gradients[worst],
                differences[worst],
                share,
                places.length,
                size);
    }
}
