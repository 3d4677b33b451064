package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.train.session.TrainingSession;

/**
 * How fast a network trains, measured on updates from the beginning of the run.
 *
 * @param seconds how long the measured updates took
 * @param examples how many examples they had
 */
record Pace(double seconds, double examples) {
    /** How long updates are made before measuring, until kernels and compiled code are ready. */
    private static final double WARM_UP_SECONDS = 0.3;

    private static final double SECONDS = 0.5;

    /** The least number of updates that are measured, however long they take. */
    private static final int LEAST_UPDATES = 2;

    /** The number of examples from which the pace of an evaluation is measured. */
    private static final int EVALUATED = 4096;

    /** Measures the pace by making updates, which change the session. */
    static Pace measured(TrainingSession session) {
        Pace warmingUp = during(session, WARM_UP_SECONDS);
        Pace pace = during(session, SECONDS);
        return pace.examples == 0 ? warmingUp : pace; // the run is as short as the warm-up
    }

    double secondsPerExample() {
        return seconds / examples;
    }

    private static Pace during(TrainingSession session, double atLeast) {
        long first = session.batch();
        double examples = 0;
        long begin = System.nanoTime();
        while (session.batch() < session.end()
                && (session.batch() < first + LEAST_UPDATES || since(begin) < atLeast)) {
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

    /** Returns the seconds of an evaluation, from the second pass over some of its examples. */
    static double ofEvaluation(TrainingSession session, Dataset data) {
        Dataset some = data.take(EVALUATED);
        session.measure(some);
        long begin = System.nanoTime();
        session.measure(some);
        return since(begin) * data.size() / some.size();
    }
}
