package dev.gradus.sweep;

import static java.util.stream.Collectors.joining;

import dev.gradus.number.Text;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Which points of the axes are tried. The same design, axes and seed give the same points. */
public sealed interface Design {
    /**
     * {@return the points, each a value for every axis by the setting's name, no two of them equal}
     *
     * @param axes what varies
     * @param seed seeds random points
     * @throws IllegalArgumentException if there are not as many different points
     */
    List<Map<String, String>> points(List<Axis> axes, long seed);

    /**
     * {@return how many points there are}
     *
     * @param axes what varies
     */
    BigInteger size(List<Axis> axes);

    /** Every value of each axis with every value of the others; the last axis varies fastest. */
    record Grid() implements Design {
        @Override
        public List<Map<String, String>> points(List<Axis> axes, long seed) {
            List<Map<String, String>> points = List.of(Map.of());
            for (Axis axis : axes) {
                points =
                        points.stream()
                                .flatMap(point ->
                                        axis.values().listed().stream()
                                                .map(value -> with(point, axis, value)))
                                .toList();
            }
            return points;
        }

        @Override
        public BigInteger size(List<Axis> axes) {
            return axes.stream()
                    .map(axis -> BigInteger.valueOf(axis.values().listed().size()))
                    .reduce(BigInteger.ONE, BigInteger::multiply);
        }

        private static Map<String, String> with(
                Map<String, String> point, Axis axis, String value) {
            var longer = new LinkedHashMap<>(point);
            longer.put(axis.key().name(), value);
            return longer;
        }

        @Override
        public String toString() {
            return "grid";
        }
    }

    /**
     * Independent random points (Bergstra and Bengio, Random Search for Hyper-Parameter
     * Optimization, JMLR 13, 2012).
     *
     * @param count how many, from 1 to 100,000
     */
    record Random(int count) implements Design {
        /** Checks the number. */
        public Random {
            requireSome(count);
        }

        @Override
        public List<Map<String, String>> points(List<Axis> axes, long seed) {
            RandomGenerator random = generator(seed);
            return drawn(count, axes, _ -> random.doubles(axes.size()).toArray());
        }

        @Override
        public BigInteger size(List<Axis> axes) {
            return BigInteger.valueOf(count);
        }

        @Override
        public String toString() {
            return "random " + count;
        }
    }

    /**
     * Points that fill the space evenly: the Halton sequence, which divides axis {@code j} by the
     * {@code j}-th prime, shifted by the seed (Cranley and Patterson, SIAM J. Numer. Anal. 13,
     * 1976).
     *
     * @param count how many, from 1 to 100,000
     */
    record QuasiRandom(int count) implements Design {
        private static final int[] PRIMES = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37};

        /** Checks the number. */
        public QuasiRandom {
            requireSome(count);
        }

        @Override
        public List<Map<String, String>> points(List<Axis> axes, long seed) {
            if (axes.size() > PRIMES.length) {
                throw new IllegalArgumentException(
                        Text.of(
                                "quasi-random points have at most %d axes, got %d; use random ones",
                                PRIMES.length, axes.size()));
            }
            double[] shifts = generator(seed).doubles(axes.size()).toArray();
            return drawn(count, axes, number -> moved(number, shifts));
        }

        @Override
        public BigInteger size(List<Axis> axes) {
            return BigInteger.valueOf(count);
        }

        private static double[] moved(int number, double[] shifts) {
            double[] shares = new double[shifts.length];
            Arrays.setAll(
                    shares, axis -> (radicalInverse(number, PRIMES[axis]) + shifts[axis]) % 1);
            return shares;
        }

        /** Returns 0.d₀d₁d₂… in a base for the number …d₂d₁d₀. */
        private static double radicalInverse(int number, int base) {
            double inverse = 0;
            double digit = 1.0 / base;
            for (int rest = number; rest > 0; rest /= base) {
                inverse += rest % base * digit;
                digit /= base;
            }
            return inverse;
        }

        @Override
        public String toString() {
            return "quasiRandom " + count;
        }
    }

    /**
     * Reads {@code grid}, {@code random 20} or {@code quasiRandom 20}; the inverse of {@code
     * toString}.
     *
     * @param text the design as a user writes it
     * @return the design
     * @throws IllegalArgumentException if it cannot be read
     */
    static Design parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length == 1 && words[0].equals("grid")) {
            return new Grid();
        }
        if (words.length == 2 && words[1].matches("\\d{1,9}")) {
            int count = Integer.parseInt(words[1]);
            if (words[0].equals("random")) {
                return new Random(count);
            }
            if (words[0].equals("quasiRandom")) {
                return new QuasiRandom(count);
            }
        }
        throw new IllegalArgumentException(
                "a design is written as grid, random 20 or quasiRandom 20, got '%s'"
                        .formatted(text));
    }

    private static void requireSome(int count) {
        if (count < 1 || count > SweepPlan.MOST_TRIALS) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the number of points must be from 1 to %,d, got %,d",
                            SweepPlan.MOST_TRIALS, count));
        }
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /**
     * Draws until there are {@code count} different points: numbers are rounded, and an axis may
     * have few values, so a draw may repeat a point. Gives up after 20 · count draws without a new
     * one: if there were count equally likely points, the chance of missing one is 2e-9.
     *
     * @param draw takes the number of a draw, from 1 on, and returns a share of each axis
     */
    private static List<Map<String, String>> drawn(
            int count, List<Axis> axes, IntFunction<double[]> draw) {
        var points = new LinkedHashSet<Map<String, String>>();
        int last = 0;
        for (int number = 1; points.size() < count; number++) {
            if (points.add(point(axes, draw.apply(number)))) {
                last = number;
            } else if (number - last > 20 * count) {
                throw new IllegalArgumentException(
                        Text.of(
                                "only %s found in %s, and %,d are asked for; ask for fewer, or give the axes more values",
                                points.size() == 1
                                        ? "1 point was"
                                        : Text.of("%,d different points were", points.size()),
                                axes.stream().map(Axis::toString).collect(joining(" and ")),
                                count));
            }
        }
        return List.copyOf(points);
    }

    private static Map<String, String> point(List<Axis> axes, double[] shares) {
        var point = new LinkedHashMap<String, String>();
        for (int i = 0; i < shares.length; i++) {
            Axis axis = axes.get(i);
            point.put(axis.key().name(), axis.values().at(shares[i]));
        }
        return point;
    }
}
