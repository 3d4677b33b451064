package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Network;
import dev.gradus.nn.Precision;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.kit.Trace.Observation;
import dev.gradus.nn.engine.kit.Trace.Quantity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes experiments with a way to compile and with plain Java, and compares all that can be seen.
 *
 * <p>Two results agree if their distance is at most a tolerance times the length of plain Java's.
 * Where they do not, plain Java makes the experiment again on inputs and parameters that are shaken
 * a little: an experiment in which a rounding decides something (the sign before a relu, a gradient
 * of 0 divided by its own size) shows it by going apart from itself as far. Only what goes much
 * farther is a failure.
 */
public final class Differential {
    private static final int SHAKINGS = 6;

    /** How much farther than plain Java from itself: six trials need not find the farthest. */
    private static final double MARGIN = 5;

    private final Compiler candidate;
    private final double tolerance;
    private final double shaking;
    private final Map<Quantity, Double> largest = new EnumMap<>(Quantity.class);
    private int compared;
    private int shaken;

    /** A way to compile a network. */
    @FunctionalInterface
    public interface Compiler {
        /** Compiles a network, as {@link Backend#compile} does. */
        Program compile(Network network, ProgramOptions options);
    }

    /** Compares this way to compile with plain Java, as closely as a precision allows. */
    public Differential(Compiler candidate, Precision precision) {
        this.candidate = candidate;
        this.tolerance =
                switch (precision) {
                    case F32 -> 1e-4;
                    case BF16 -> 0.1;
                };
        this.shaking =
                switch (precision) {
                    case F32 -> 1e-6;
                    case BF16 -> 1.0 / 128;
                };
    }

    /** Returns where the two disagree first, or nothing if they agree. */
    public Optional<String> disagreement(Experiment experiment) {
        List<Observation> expected = reference(experiment, Shaking.NONE);
        List<Observation> actual;
        try (Program program = candidate.compile(experiment.network(), experiment.options())) {
            actual = Trace.of(experiment, program);
        } catch (RuntimeException | Error failure) {
            return Optional.of("fails: " + failure);
        }
        var suspects = new ArrayList<Integer>();
        for (int i = 0; i < expected.size(); i++) {
            if (!agrees(actual.get(i), expected.get(i))) {
                suspects.add(i);
            }
        }
        return suspects.isEmpty()
                ? Optional.empty()
                : first(suspects, experiment, actual, expected);
    }

    private static List<Observation> reference(Experiment experiment, Shaking shaking) {
        var backend = Backend.named("java");
        try (Program program = backend.compile(experiment.network(), experiment.options())) {
            return Trace.of(experiment, program, shaking);
        }
    }

    private boolean agrees(Observation actual, Observation expected) {
        compared++;
        double unit = Math.max(length(expected), expected.scale() / 100);
        double distance = distance(actual, expected);
        boolean agrees = distance <= tolerance * unit;
        if (agrees && unit > 0) {
            largest.merge(expected.quantity(), distance / unit, Math::max);
        }
        return agrees;
    }

    private Optional<String> first(
            List<Integer> suspects,
            Experiment experiment,
            List<Observation> actual,
            List<Observation> expected) {
        List<List<Observation>> shaken =
                IntStream.range(0, SHAKINGS)
                        .mapToObj(seed -> reference(experiment, new Shaking(shaking, seed)))
                        .toList();
        for (int i : suspects) {
            double unit = Math.max(length(expected.get(i)), expected.get(i).scale() / 100);
            double spread =
                    shaken.stream()
                            .mapToDouble(trace -> distance(trace.get(i), expected.get(i)))
                            .max()
                            .orElseThrow();
            double distance = distance(actual.get(i), expected.get(i));
            if (!(distance <= Math.max(tolerance * unit, MARGIN * spread))) {
                return Optional.of(words(actual.get(i), expected.get(i), unit, spread));
            }
        }
        this.shaken += suspects.size();
        return Optional.empty();
    }

    private static String words(
            Observation actual, Observation expected, double unit, double spread) {
        int worst = 0;
        for (int i = 0; i < expected.values().size(); i++) {
            worst = apart(actual, expected, i) > apart(actual, expected, worst) ? i : worst;
        }
        return "%s %s: %.2g apart, plain Java from itself %.2g, of %.2g; worst at %d: %s instead of %s"
                .formatted(
                        expected.quantity(),
                        expected.when(),
                        distance(actual, expected),
                        spread,
                        unit,
                        worst,
                        actual.values().get(worst),
                        expected.values().get(worst));
    }

    /** Returns the length of the finite values. */
    private static double length(Observation observation) {
        double squares = 0;
        for (double value : observation.values()) {
            squares += Double.isFinite(value) ? value * value : 0;
        }
        return Math.sqrt(squares);
    }

    private static double distance(Observation actual, Observation expected) {
        double squares = 0;
        for (int i = 0; i < expected.values().size(); i++) {
            double apart = apart(actual, expected, i);
            squares += apart * apart;
        }
        return Math.sqrt(squares);
    }

    /** What is no number in both is the same; in one of them alone, infinitely apart. */
    private static double apart(Observation actual, Observation expected, int place) {
        double a = actual.values().get(place);
        double b = expected.values().get(place);
        if (expected.undecided().get(place) && actual.undecided().get(place)) {
            return 0;
        }
        if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
            return 0;
        }
        double apart = Math.abs(a - b);
        return Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
    }

    /** Returns the share of comparisons that plain Java's distance from itself decided. */
    public double shakenShare() {
        return (double) shaken / compared;
    }

    /** Returns in a line what was compared, and how far apart what agreed was. */
    @Override
    public String toString() {
        return "%d comparisons, %d decided by shaking; largest relative deviations of the others: %s"
                .formatted(compared, shaken, largest);
    }
}
