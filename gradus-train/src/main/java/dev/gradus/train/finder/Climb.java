package dev.gradus.train.finder;

import dev.gradus.train.finder.Race.Course;
import dev.gradus.train.finder.Race.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes the runs of a {@link Race}, one after the other. */
final class Climb {
    /** How many of the best rates are tried again with further seeds. */
    private static final int FINALISTS = 3;

    private static final int FEWEST = 3;

    /** How often the distance between two rates a step apart is halved. */
    private static final int HALVINGS = 2;

    private final double start;
    private final Course course;
    private final Runner runner;
    private final Consumer<Trial> watcher;
    private final List<Trial> trials = new ArrayList<>();

    Climb(double start, Course course, Runner runner, Consumer<Trial> watcher) {
        this.start = start;
        this.course = course;
        this.runner = runner;
        this.watcher = watcher;
    }

    Race race() {
        climb();
        approachCliff();
        runAgain();
        return soFar();
    }

    private Race soFar() {
        return new Race(trials, course);
    }

    /** Makes runs a step apart, until the best lies between worse ones. */
    private void climb() {
        int low = -1;
        int high = 1;
        for (int factor : new int[] {0, low, high}) {
            run(rate(factor), 0, course.seeds());
        }
        while (hasRoomToClimb()) {
            double best = soFar().bestRate();
            if (best == rate(high)) {
                run(rate(++high), 0, course.seeds());
            } else if (best == rate(low)) {
                run(rate(--low), 0, course.seeds());
            } else {
                break;
            }
        }
    }

    /** Halves the distance between the best rate and one above it where training breaks down. */
    private void approachCliff() {
        for (int halving = 0; halving < HALVINGS && hasRoomToClimb(); halving++) {
            Race race = soFar();
            Optional<Lane> cliff = race.cliff();
            if (cliff.isEmpty() || race.finalists().isEmpty()) {
                break;
            }
            double between = Math.sqrt(race.bestRate() * cliff.get().rate());
            run(Rounding.twoDigits(between), 0, course.seeds());
        }
    }

    /**
     * Tries the best rate and its neighbors with more seeds, whichever is best in the end, and a
     * rate beyond it if it lies at an edge.
     */
    private void runAgain() {
        while (trials.size() < course.runs()) {
            Race race = soFar();
            List<Lane> finalists = race.finalists();
            List<Lane> waiting =
                    finalists.stream()
                            .filter(lane -> lane.losses().size() < course.finalSeeds())
                            .toList();
            for (Lane lane : waiting) {
                run(lane.rate(), lane.losses().size(), course.finalSeeds());
            }
            if (waiting.isEmpty()) {
                boolean hasRoom = trials.size() + course.finalSeeds() <= course.runs();
                if (race.isSettled() || finalists.isEmpty() || !hasRoom) {
                    break;
                }
                double beyond = race.isBestLowest() ? race.bestRate() / 2 : race.bestRate() * 2;
                run(Rounding.twoDigits(beyond), 0, course.finalSeeds());
            }
        }
    }

    private void run(double rate, int from, int to) {
        for (int repeat = from; repeat < to && trials.size() < course.runs(); repeat++) {
            Trial trial = runner.run(rate, repeat);
            watcher.accept(trial);
            trials.add(trial);
        }
    }

    /**
     * Returns whether another rate can be tried with the runs not reserved for trying the best
     * again.
     */
    private boolean hasRoomToClimb() {
        int reserved = FINALISTS * (course.finalSeeds() - course.seeds());
        int climbs = Math.max(FEWEST * course.seeds(), course.runs() - reserved);
        return trials.size() + course.seeds() <= climbs;
    }

    /** Returns the starting rate times a power of two, rounded to two digits. */
    private double rate(int factor) {
        return Rounding.twoDigits(start * Math.pow(2, factor));
    }
}
