package dev.gradus.nn.engine.kit;

import dev.gradus.nn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What double precision makes of a computation: without rounding, and with other roundings each.
 */
final class Judges {
    /** Half of the distance between 1 and the next number. */
    private static final Map<Precision, Double> UNITS =
            Map.of(Precision.F32, 0x1p-24, Precision.BF16, 0x1p-9);

    private final Function<Rounding, Map<String, double[]>> computation;
    private final double unit;
    private final List<Map<String, double[]>> made = new ArrayList<>();

    Judges(Precision precision, Function<Rounding, Map<String, double[]>> computation) {
        this.unit = UNITS.get(precision);
        this.computation = computation;
    }

    /** Returns a result without rounding. */
    double[] exact(String name) {
        return result(0, name);
    }

    /** Returns how far from it the result is with the worst of some roundings. */
    double spread(String name, int roundings) {
        double spread = 0;
        for (int number = 1; number <= roundings; number++) {
            spread = Math.max(spread, Closeness.distance(result(number, name), exact(name)));
        }
        return spread;
    }

    private double[] result(int number, String name) {
        while (made.size() <= number) {
            int next = made.size();
            made.add(computation.apply(rounding(next)));
        }
        return made.get(number).get(name);
    }

    private Rounding rounding(int number) {
        return switch (number) {
            case 0 -> Rounding.NONE;
            case 1 -> Rounding.toNearest(unit);
            default -> new Rounding(unit, number);
        };
    }
}
