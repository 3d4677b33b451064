package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.train.session.TrainingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * How fast a network trains or is evaluated, measured on the first updates of a run.
 *
 * <p>They become faster for a second or more, while the JVM compiles what they run. So windows of
 * time are measured until none is faster than the fastest before.
 *
 * @param seconds how long the measured updates took
 * @param examples how many examples they had
 */
record Pace(double seconds, double examples) {
    /** Updates are made at least for this time before their pace is compared with that before. */
    private static final double WINDOW_SECONDS = 0.25;

    /** The least number of updates of a window, however long they take. */
    private static final int LEAST_UPDATES = 2;

    /** After this time the pace counts as it is. */
    private static final double MOST_SECONDS = 3;

    /** A pace that differs by less from another one is the same. */
    private static final double FASTER = 0.97;

    /** So many windows in a row that are not faster show that the pace is steady. */
    private static final int STEADY = 2;

    /** The number of examples from which the pace of an evaluation is measured. */
    private static final int EVALUATED = 4096;

    /** Measures the pace by making updates, which change the session. */
    static Pace measured(TrainingSession session) {
        return steady(() -> updates(session), () -> session.batch() < session.end());
    }

    /**
     * Measures windows until the pace is steady, but for no more than {@value #MOST_SECONDS}
     * seconds after the second one.
     *
     * @param window measures the next window
     * @param isMore whether there is another one
     * @return the pace from the fastest window on
     */
    static Pace steady(Supplier<Pace> window, BooleanSupplier isMore) {
        var windows = new ArrayList<Pace>();
        double spent = 0;
        do {
            Pace next = window.get();
            windows.add(next);
            spent += next.seconds;
        } while (isMore.getAsBoolean()
                && windows.size() - 1 - fastest(windows) < STEADY
                && (windows.size() < 2 || spent < MOST_SECONDS));
        return windows.stream()
                .skip(fastest(windows))
                .reduce(
                        new Pace(0, 0),
                        (sum, each) ->
                                new Pace(sum.seconds + each.seconds, sum.examples + each.examples));
    }

    private static int fastest(List<Pace> windows) {
        int fastest = 0;
        for (int i = 1; i < windows.size(); i++) {
            double best = windows.get(fastest).secondsPerExample();
            fastest = windows.get(i).secondsPerExample() < FASTER * best ? i : fastest;
        }
        return fastest;
    }

    double secondsPerExample() {
        return seconds / examples;
    }

    private static Pace updates(TrainingSession session) {
        long first = session.batch();
        double examples = 0;
        long begin = System.nanoTime();
        while (session.batch() < session.end()
                && (session.batch() < first + LEAST_UPDATES || since(begin) < WINDOW_SECONDS)) {
            examples += session.passes().count(session.batch());
            if (!session.advance()) {
                session.passOver();
            }
        }
        return new Pace(since(begin), examples);
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Returns the seconds of an evaluation, from passes over some of its examples. */
    static double ofEvaluation(TrainingSession session, Dataset data) {
        Dataset some = data.take(EVALUATED);
        return steady(() -> pass(session, some), () -> true).secondsPerExample() * data.size();
    }

    private static Pace pass(TrainingSession session, Dataset data) {
        long begin = System.nanoTime();
        session.measure(data);
        return new Pace(since(begin), data.size());
    }
}
