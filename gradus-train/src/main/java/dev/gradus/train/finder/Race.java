package dev.gradus.train.finder;

import dev.gradus.train.finder.Findings.Confidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Real runs at rates a factor of two apart, judged by their loss on what was held out.
 *
 * <p>It begins at half a rate, the rate and twice the rate, and goes on below or above while the
 * best loss lies at an edge. The best rate and its neighbours then run again with another seed: how
 * differently the two seeds rank them is the noise by which other rates count as equally good.
 *
 * @param trials the runs in the order in which they were made, at least one
 * @param course what was run
 */
public record Race(List<Trial> trials, Course course) {
    /** Differences up to this many standard deviations are noise. */
    private static final double WITHIN_NOISE = 2;

    /** The part of a loss to which the seeds of a sure answer tell it. */
    private static final double EXACT = 0.05;

    /** The share of the run's length that trials need for a reliable verdict. */
    private static final double LONG_ENOUGH = 0.25;

    /** Rates a factor of two apart, and a little for their rounding. */
    private static final double A_STEP = 2.1;

    private static final int REPEATED = 3;
    private static final int FEWEST = 3;

    /** Refuses an empty race. */
    public Race {
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("a race has at least 1 run, got none");
        }
    }

    /**
     * The plan of a race.
     *
     * @param runs how many runs there may be
     * @param seeds how many seeds each rate is tried with; with one, the best rates are tried with
     *     another in the end
     * @param steps how many updates each has: the whole schedule of the run, compressed into them
     * @param runSteps how many the run itself has
     * @param constantLoss the loss that an answer that ignores the inputs could reach on the
     *     held-out examples by luck; NaN if it is not known
     */
    public record Course(int runs, int seeds, long steps, long runSteps, double constantLoss) {
        /** Refuses a race without seeds. */
        public Course {
            if (seeds < 1) {
                throw new IllegalArgumentException(
                        "a race tries each rate with at least 1 seed, got " + seeds);
            }
        }
    }

    /** Makes one run. */
    @FunctionalInterface
    public interface Runner {
        /**
         * Trains at a rate.
         *
         * @param rate the rate
         * @param repeat 0 for the run's own seed, 1 for the next one, and so on
         * @return its result
         */
        Trial run(double rate, int repeat);
    }

    /**
     * {@return whether a course has room for a race}
     *
     * @param course the course
     */
    public static boolean fits(Course course) {
        return course.runs() >= FEWEST * course.seeds();
    }

    /**
     * Makes runs around a rate, until the best lies between worse ones or the budget is spent.
     *
     * @param start the rate to begin at
     * @param course how many runs, and how long they are
     * @param runner makes each run
     * @param watcher receives every run as soon as it is made
     * @return the runs that were made
     */
    public static Race run(double start, Course course, Runner runner, Consumer<Trial> watcher) {
        var trials = new ArrayList<Trial>();
        Consumer<Trial> kept =
                trial -> {
                    watcher.accept(trial);
                    trials.add(trial);
                };
        int low = -1;
        int high = 1;
        for (int factor : new int[] {0, -1, 1}) {
            tried(rate(start, factor), course, runner).forEach(kept);
        }
        while (trials.size() + course.seeds() <= climbs(course)) {
            double best = new Race(trials, course).bestRate();
            if (best == rate(start, high)) {
                tried(rate(start, ++high), course, runner).forEach(kept);
            } else if (best == rate(start, low)) {
                tried(rate(start, --low), course, runner).forEach(kept);
            } else {
                break;
            }
        }
        if (course.seeds() == 1) {
            for (double rate : new Race(trials, course).nearest()) {
                if (trials.size() < course.runs()) {
                    kept.accept(runner.run(rate, 1));
                }
            }
        }
        return new Race(trials, course);
    }

    /** Returns how many runs may look for the best rate. */
    private static int climbs(Course course) {
        return course.seeds() > 1 ? course.runs() : Math.max(FEWEST, course.runs() - REPEATED);
    }

    private static Stream<Trial> tried(double rate, Course course, Runner runner) {
        return IntStream.range(0, course.seeds()).mapToObj(repeat -> runner.run(rate, repeat));
    }

    /** Returns the start times a power of two, rounded to few digits. */
    static double rate(double start, int factor) {
        return Rounding.twoDigits(start * Math.pow(2, factor));
    }

    /** Returns the best rate and those beside it, without runs that diverged. */
    private List<Double> nearest() {
        double best = bestRate();
        var rates = new TreeSet<Double>();
        trials.stream().filter(trial -> !trial.hasDiverged()).map(Trial::rate).forEach(rates::add);
        return Stream.of(best, rates.lower(best), rates.higher(best))
                .filter(rate -> rate != null && rates.contains(rate))
                .toList();
    }

    /** {@return the best rate, or why there is none} */
    public Reading answer() {
        Lane winner = lane(bestRate());
        double best = winner.mean();
        if (winner.outcome() == Lane.Outcome.DIVERGED) {
            return new Reading.Unusable(
                    "all %d real runs diverged, down to the rate %.2g"
                            .formatted(trials.size(), lanes().getFirst().rate()));
        }
        if (isNoBetterThanConstant() && isLong()) {
            return new Reading.Unusable(
                    "the best of %d real runs has a held-out loss of %.4g, and an answer that ignores the inputs reaches %.4g, so the targets may be random"
                            .formatted(trials.size(), best, course.constantLoss));
        }
        return new Reading.Suggested(safeMiddle());
    }

    /**
     * Returns the geometric mean of the ends of the band of equally good rates, which is further
     * from rates that are worse than its ends are; where training breaks down at the next higher
     * rate, half a step below the best one at most, for a little more may be too much already.
     */
    private double safeMiddle() {
        List<Double> band = equallyGood();
        double middle = Math.sqrt(band.getFirst() * band.getLast());
        return Rounding.twoDigits(
                breaksDownAbove() ? Math.min(middle, bestRate() / Math.sqrt(2)) : middle);
    }

    private boolean breaksDownAbove() {
        Lane best = lane(bestRate());
        return lanes().stream()
                .filter(lane -> lane.rate() > best.rate())
                .findFirst()
                .filter(next ->
                        next.outcome() != Lane.Outcome.TRAINED
                                || next.mean() - best.mean() > Math.abs(best.mean()))
                .isPresent();
    }

    private boolean isNoBetterThanConstant() {
        return lane(bestRate()).mean() >= course.constantLoss;
    }

    private boolean isLong() {
        return course.steps >= LONG_ENOUGH * course.runSteps;
    }

    /** {@return whether there are worse rates on both sides of the best one} */
    public boolean isSettled() {
        List<Lane> lanes = lanes();
        double best = bestRate();
        return best != lanes.getFirst().rate() && best != lanes.getLast().rate();
    }

    /**
     * {@return the rates about the best one that are as good as it is, as far as the runs can tell;
     * rising, without gaps}
     */
    public List<Double> equallyGood() {
        List<Lane> lanes = lanes();
        Lane best = lane(bestRate());
        int place = lanes.indexOf(best);
        int first = place;
        while (first > 0 && isAsGood(lanes.get(first - 1), best)) {
            first--;
        }
        int last = place;
        while (last + 1 < lanes.size() && isAsGood(lanes.get(last + 1), best)) {
            last++;
        }
        return lanes.subList(first, last + 1).stream().map(Lane::rate).toList();
    }

    private boolean isAsGood(Lane lane, Lane best) {
        return lane.outcome() == Lane.Outcome.TRAINED
                && lane.difference(best) <= WITHIN_NOISE * noise() * lane.spread(best);
    }

    /**
     * {@return how much to trust the answer: high if it is settled, by runs of at least a quarter
     * of the run's length, whose seeds tell its mean loss to a twentieth; low if it is not settled,
     * no better than an answer that ignores the inputs, or diverged with one of its seeds} In the
     * study that set the limits, 95 % of the high ones lost less than half a point to the best rate
     * of a grid; docs/rate-study.md.
     */
    public Confidence confidence() {
        if (!isSettled()
                || isNoBetterThanConstant()
                || lane(bestRate()).outcome() != Lane.Outcome.TRAINED) {
            return Confidence.LOW;
        }
        return isLong() && isExact() ? Confidence.HIGH : Confidence.MEDIUM;
    }

    private boolean isExact() {
        Lane best = lane(bestRate());
        return near().size() > 1
                && noise() / Math.sqrt(best.losses().size()) < EXACT * Math.abs(best.mean());
    }

    /** {@return what speaks against trusting the answer, a sentence each} */
    public List<String> doubts() {
        var doubts = new ArrayList<String>();
        if (!isSettled()) {
            doubts.add(
                    "the best rate lies at the edge of those that the budget allowed to try: better ones may lie beyond");
        }
        lanes().stream()
                .filter(lane -> lane.outcome() == Lane.Outcome.MIXED)
                .forEach(lane ->
                        doubts.add(
                                "at the rate %.2g some seeds diverged and some did not: a lower rate is safer"
                                        .formatted(lane.rate())));
        if (!isLong()) {
            doubts.add(
                    "the real runs had %d steps each, a small part of the run's %d; a larger budget is more reliable"
                            .formatted(course.steps, course.runSteps));
        }
        if (isNoBetterThanConstant()) {
            doubts.add(
                    "the best held-out loss is %.3g; an answer that ignores the inputs reaches %.3g: are the targets random?"
                            .formatted(lane(bestRate()).mean(), course.constantLoss));
        }
        return List.copyOf(doubts);
    }

    /** Rates that diverged with one of their seeds come last. */
    private double bestRate() {
        return lanes().stream()
                .min(
                        Comparator.comparing(Lane::outcome)
                                .thenComparing(lane -> !lane.isRepeated())
                                .thenComparingDouble(Lane::mean)
                                .thenComparingDouble(Lane::rate))
                .orElseThrow()
                .rate();
    }

    /**
     * Returns the standard deviation of one run's loss within its seed: what is left of the losses
     * when every rate and every seed has its own mean, √(Σ r² / ((rates − 1) (seeds − 1))). 0
     * without repeated runs. Rates far from the best one are left out: theirs differ more.
     */
    private double noise() {
        List<Lane> near = near();
        if (near.size() < 2) {
            return 0;
        }
        int seeds = near.getFirst().losses().size();
        double mean = near.stream().mapToDouble(Lane::mean).average().orElseThrow();
        double squares = 0;
        for (int i = 0; i < seeds; i++) {
            int seed = i;
            double ofSeed =
                    near.stream()
                            .mapToDouble(lane -> lane.losses().get(seed))
                            .average()
                            .orElseThrow();
            squares +=
                    near.stream()
                            .mapToDouble(lane ->
                                    square(lane.losses().get(seed) - lane.mean() - ofSeed + mean))
                            .sum();
        }
        return Math.sqrt(squares / ((near.size() - 1) * (seeds - 1)));
    }

    /** Returns the best rate and those a step from it, as far as they trained with all seeds. */
    private List<Lane> near() {
        double best = bestRate();
        return repeated().stream()
                .filter(lane -> Math.abs(Math.log(lane.rate() / best)) < Math.log(A_STEP))
                .toList();
    }

    /** Returns the rates that trained with all seeds, of which there are several. */
    private List<Lane> repeated() {
        int most = lanes().stream().mapToInt(lane -> lane.losses().size()).max().orElseThrow();
        return lanes().stream()
                .filter(lane ->
                        lane.isRepeated()
                                && lane.losses().size() == most
                                && lane.outcome() == Lane.Outcome.TRAINED)
                .toList();
    }

    private static double square(double value) {
        return value * value;
    }

    private Lane lane(double rate) {
        return lanes().stream().filter(lane -> lane.rate() == rate).findFirst().orElseThrow();
    }

    private List<Lane> lanes() {
        return trials.stream()
                .map(Trial::rate)
                .distinct()
                .sorted()
                .map(rate ->
                        new Lane(
                                rate,
                                trials.stream()
                                        .filter(trial -> trial.rate() == rate)
                                        .mapToDouble(Trial::loss)
                                        .boxed()
                                        .toList()))
                .toList();
    }
}
