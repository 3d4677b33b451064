package dev.gradus.train.finder;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.train.finder.Findings.Confidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Real runs at rates a factor of two apart, judged by their loss on what was held out.
 *
 * <p>It begins at half a rate, the rate and twice the rate, and continues below or above while the
 * best loss is at an edge. The best rate and its neighbours then run again with another seed: how
 * differently the two seeds rank them is the noise by which other rates count as equally good.
 *
 * @param trials the runs in the order in which they ran, at least one
 * @param course what was run
 */
public record Race(List<Trial> trials, Course course) {
    /** Differences up to this many standard deviations are noise. */
    private static final double WITHIN_NOISE = 2;

    /** For high confidence, the seeds must determine the mean loss to within this part of it. */
    private static final double EXACT = 0.045;

    /** The share of the run's length that trials need for a reliable verdict. */
    private static final double LONG_ENOUGH = 0.25;

    /**
     * The ratio of rates a step apart: a factor of two, and a little more because they are rounded.
     */
    private static final double A_STEP = 2.1;

    /** A quarter of a step. */
    private static final double MARGIN = Math.pow(2, 0.25);

    private static final int FEWEST = 3;

    /** Refuses an empty race. */
    public Race {
        trials = List.copyOf(trials);
        if (trials.isEmpty()) {
            throw new IllegalArgumentException("a race must have at least 1 run, got none");
        }
    }

    /**
     * The plan of a race.
     *
     * @param runs how many runs there may be
     * @param seeds how many seeds each rate is tried with
     * @param finalSeeds how many the best rate and its neighbors are tried with in the end, if
     *     there are runs left
     * @param steps how many updates each has: the whole schedule of the run, compressed into them
     * @param runSteps how many the run itself has
     * @param constantLosses the losses that an answer that ignores the inputs could reach by luck
     *     on what each of the final seeds holds out; NaN if they are not known
     */
    public record Course(
            int runs,
            int seeds,
            int finalSeeds,
            long steps,
            long runSteps,
            List<Double> constantLosses) {
        /** Refuses a race without seeds, or with fewer in the end. */
        public Course {
            constantLosses = List.copyOf(constantLosses);
            if (seeds < 1 || finalSeeds < seeds) {
                throw new IllegalArgumentException(
                        Text.of(
                                "a race must try each rate with at least 1 seed, and with no fewer in the end, got %d and %d",
                                seeds, finalSeeds));
            }
            if (constantLosses.size() != finalSeeds) {
                throw new IllegalArgumentException(
                        Text.of(
                                "each of %d seeds has its own constant loss, got %d",
                                finalSeeds, constantLosses.size()));
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
     * @param watcher receives every run as soon as it has finished
     * @return the runs that were made
     */
    public static Race run(double start, Course course, Runner runner, Consumer<Trial> watcher) {
        return new Climb(start, course, runner, watcher).race();
    }

    /** Returns the best rate and those beside it, without those at which training breaks down. */
    List<Lane> finalists() {
        Lane best = best();
        List<Lane> trained = lanes().stream().filter(lane -> !lane.breaksDown(best)).toList();
        int place = trained.indexOf(best);
        return place < 0
                ? List.of()
                : IntStream.of(place, place - 1, place + 1)
                        .filter(each -> each >= 0 && each < trained.size())
                        .mapToObj(trained::get)
                        .toList();
    }

    /** Returns the rate above the best one, if training breaks down there. */
    Optional<Lane> cliff() {
        return lanes().stream()
                .filter(lane -> lane.rate() > bestRate())
                .findFirst()
                .filter(lane -> lane.breaksDown(best()));
    }

    /** {@return the best rate, or why there is none} */
    public Reading answer() {
        Lane winner = best();
        double best = winner.mean();
        if (winner.outcome() == Lane.Outcome.DIVERGED) {
            return new Reading.Unusable(
                    Text.of(
                            "all %d real runs diverged, down to the rate %.2g",
                            trials.size(), lanes().getFirst().rate()));
        }
        if (isNoBetterThanConstant() && isLong()) {
            return new Reading.Unusable(
                    Text.of(
                            "the best of %d real runs has a held-out loss of %.4g, and an answer that ignores the inputs reaches %.4g, so the targets may be random",
                            trials.size(), best, constantLoss()));
        }
        return new Reading.Suggested(safeMiddle());
    }

    /**
     * Returns the geometric mean of the ends of the band of equally good rates, which is further
     * from worse rates than either end is. Where training breaks down at the next higher rate, it
     * is below the best one by half the distance between the two, and by a quarter of a step at
     * least: another seed may break down a little earlier.
     */
    private double safeMiddle() {
        List<Double> band = equallyGood();
        double middle = Math.sqrt(band.getFirst() * band.getLast());
        double safe =
                cliff().map(lane ->
                                bestRate() / Math.max(MARGIN, Math.sqrt(lane.rate() / bestRate())))
                        .orElse(middle);
        return Rounding.twoDigits(Math.min(middle, safe));
    }

    private boolean isNoBetterThanConstant() {
        return best().mean() >= constantLoss();
    }

    /** Returns the loss of answers that ignore the inputs, over the seeds of the best rate. */
    private double constantLoss() {
        return course.constantLosses().stream()
                .limit(best().losses().size())
                .mapToDouble(loss -> loss)
                .average()
                .orElseThrow();
    }

    private boolean isLong() {
        return course.steps >= LONG_ENOUGH * course.runSteps;
    }

    /** {@return whether there are worse rates on both sides of the best one} */
    public boolean isSettled() {
        return !isBestLowest() && bestRate() != lanes().getLast().rate();
    }

    boolean isBestLowest() {
        return bestRate() == lanes().getFirst().rate();
    }

    /**
     * {@return the rates about the best one that are as good as it is, as far as the runs can tell;
     * rising, without gaps}
     */
    public List<Double> equallyGood() {
        List<Lane> lanes = lanes();
        Lane best = best();
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
     * {@return how much to trust the answer: high if it is settled by runs of at least a quarter of
     * the run's length whose seeds determine its mean loss to within 4.5 %; low if it is not
     * settled, no better than an answer that ignores the inputs, or diverged with one of its seeds}
     * In the study that set the limits, 95 % of the answers with high confidence lost less than
     * half a point to the best rate of a grid (docs/rate-study.md).
     */
    public Confidence confidence() {
        if (!isSettled() || isNoBetterThanConstant() || best().outcome() != Lane.Outcome.TRAINED) {
            return Confidence.LOW;
        }
        return isLong() && isExact() ? Confidence.HIGH : Confidence.MEDIUM;
    }

    private boolean isExact() {
        Lane best = best();
        return near().size() > 1
                && noise() / Math.sqrt(best.losses().size()) < EXACT * Math.abs(best.mean());
    }

    /** {@return reasons to doubt the answer, one sentence each} */
    public List<String> doubts() {
        var doubts = new ArrayList<String>();
        if (!isSettled()) {
            doubts.add(
                    "the best rate lies at the edge of those that the budget had room for: better ones may lie beyond");
        }
        lanes().stream()
                .filter(lane -> lane.outcome() == Lane.Outcome.MIXED)
                .forEach(lane ->
                        doubts.add(
                                Text.of(
                                        "at the rate %.2g some seeds diverged and some did not: a lower rate is safer",
                                        lane.rate())));
        if (!isLong()) {
            doubts.add(
                    Text.of(
                            "the real runs had %s each, a small part of the run's %d; a larger budget is more reliable",
                            NumberText.counted(course.steps, "step"), course.runSteps));
        }
        if (isNoBetterThanConstant()) {
            doubts.add(
                    Text.of(
                            "the best held-out loss is %.3g; an answer that ignores the inputs reaches %.3g: are the targets random?",
                            best().mean(), constantLoss()));
        }
        return List.copyOf(doubts);
    }

    double bestRate() {
        return best().rate();
    }

    /** Rates that diverged with one of their seeds come last, and finalists before others. */
    private Lane best() {
        return lanes().stream()
                .min(
                        Comparator.comparing(Lane::outcome)
                                .thenComparingInt(lane -> -lane.losses().size())
                                .thenComparingDouble(Lane::mean)
                                .thenComparingDouble(Lane::rate))
                .orElseThrow();
    }

    /**
     * Returns the standard deviation of one run's loss within its seed: what is left of the losses
     * after the mean of each rate and the mean of each seed are taken out, √(Σ r² / ((rates − 1)
     * (seeds − 1))). 0 without repeated runs. Rates far from the best one are left out, because
     * their losses vary more.
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

    /**
     * Returns the best rate and those a step from it that trained with all seeds. Rates at which
     * training breaks down are left out: seeds differ far more there, which says nothing about the
     * others.
     */
    private List<Lane> near() {
        Lane best = best();
        return repeated().stream()
                .filter(lane -> Math.abs(Math.log(lane.rate() / best.rate())) < Math.log(A_STEP))
                .filter(lane -> !lane.breaksDown(best))
                .toList();
    }

    /**
     * Returns the rates that were tried with all seeds and trained with each; none without repeats.
     */
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
