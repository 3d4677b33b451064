package dev.gradus.sweep;

import dev.gradus.number.Text;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.OpenRate;
import dev.gradus.recipe.RatePlan;
import dev.gradus.recipe.Recipe;
import dev.gradus.schedule.controller.Controller;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The description of a sweep, as a value: it determines the trials.
 *
 * @param base the recipe from which all runs differ. Its learning rate may have the word {@code
 *     auto} where the numbers of a {@code learningRate} axis go, as in {@code cosine(auto)}
 * @param axes what varies: at least one, each a different setting
 * @param design which points are tried
 * @param seeds how often each point is trained, with the base's seed and those after it; at least 1
 * @param halving which runs continue; empty if all train to the end
 */
public record SweepPlan(
        Draft base, List<Axis> axes, Design design, int seeds, Optional<Halving> halving) {
    /** The most runs of a sweep, and the most values of an axis or random points. */
    static final int MOST_TRIALS = 100_000;

    /** Settings that change the meaning of the validation loss. */
    private static final Set<Key<?>> OF_LOSS = Set.of(Keys.LOSS, Keys.CLASS_WEIGHTS);

    private static final String NO_CONTROLLERS = "[]";

    /**
     * Checks the plan.
     *
     * @throws IllegalArgumentException if it is invalid
     */
    public SweepPlan {
        axes = List.copyOf(axes);
        if (axes.isEmpty()) {
            throw new IllegalArgumentException(
                    "a sweep needs something to vary; give an axis (--over \"lr=log(1e-4, 1, 9)\")");
        }
        requireOneAxisEach(axes);
        if (seeds < 1) {
            throw new IllegalArgumentException(
                    "the number of seeds must be at least 1, got " + seeds);
        }
    }

    private static void requireOneAxisEach(List<Axis> axes) {
        var names = new HashSet<String>();
        for (Axis axis : axes) {
            String name = axis.key().name();
            if (!names.add(name)) {
                throw new IllegalArgumentException(
                        "two axes vary %s; give all its values in one".formatted(name));
            }
            Keys.rival(name)
                    .filter(names::contains)
                    .ifPresent(rival -> {
                        throw new IllegalArgumentException(
                                "the axes %s and %s are two ways to set the same thing; give one"
                                        .formatted(rival, name));
                    });
        }
    }

    /**
     * {@return all trials, in the order of their numbers}
     *
     * @throws IllegalArgumentException if a point is not a valid recipe, so that nothing is trained
     *     in vain, if there are more than 100,000 trials, or if the judge cannot compare them
     */
    public List<SweepTrial> trials() {
        requireFewEnough();
        requireComparable();
        List<Map<String, String>> points = design.points(axes, firstSeed());
        var trials = new ArrayList<SweepTrial>();
        for (int point = 0; point < points.size(); point++) {
            Map<String, String> settings = points.get(point);
            Recipe recipe = recipe(settings);
            for (int i = 0; i < seeds; i++) {
                long seed = firstSeed() + i;
                int number = point * seeds + i + 1;
                trials.add(
                        new SweepTrial(
                                number, point + 1, settings, seed, recipe.with(Keys.SEED, seed)));
            }
        }
        return List.copyOf(trials);
    }

    private void requireFewEnough() {
        BigInteger runs = design.size(axes).multiply(BigInteger.valueOf(seeds));
        if (runs.compareTo(BigInteger.valueOf(MOST_TRIALS)) > 0) {
            throw new IllegalArgumentException(
                    Text.of(
                            "a sweep has at most %,d runs, and this one would have %,d; give fewer values, or draw points (--random N)",
                            MOST_TRIALS, runs));
        }
    }

    /** Refuses to compare losses of different kinds or weights, which are different quantities. */
    private void requireComparable() {
        for (Axis axis : axes) {
            if (OF_LOSS.contains(axis.key()) && judge().metric().equals(Judge.LOSS.metric())) {
                throw new IllegalArgumentException(
                        "an axis over %s changes the meaning of the loss, so the loss cannot judge; judge by a metric that the runs measure (--judge-by accuracy)"
                                .formatted(axis.key()));
            }
        }
    }

    private long firstSeed() {
        return base.only(List.of(Keys.SEED.name())).recipe().get(Keys.SEED);
    }

    /** {@return the metric by which points are judged: the base's} */
    public Judge judge() {
        return base.only(List.of(Keys.JUDGE_BY.name())).recipe().get(Keys.JUDGE_BY);
    }

    /**
     * Returns the rungs of the sweep, the shortest first.
     *
     * @param trials all trials of this plan
     */
    List<Halving.Rung> rungs(List<SweepTrial> trials) {
        int points = trials.size() / seeds;
        return halving.map(each -> each.rungs(points)).orElseGet(() -> Halving.Rung.whole(points));
    }

    /** Returns how many runs these rungs have in all, counted for each rung. */
    int runs(List<Halving.Rung> rungs) {
        return rungs.stream().mapToInt(rung -> rung.points() * seeds).sum();
    }

    private Recipe recipe(Map<String, String> settings) {
        Draft draft = base;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            draft = with(draft, setting.getKey(), setting.getValue());
        }
        requireNoPlace(draft);
        Recipe recipe = draft.recipe();
        if (recipe.find(Keys.VALIDATION_SHARE).orElse(0.0) == 0) {
            throw new IllegalArgumentException(
                    "a sweep judges its runs by validation, and nothing is held out; hold out a share of the rows (--validation-share 0.1)");
        }
        return recipe;
    }

    private Draft with(Draft draft, String name, String value) {
        String place = "the axis over " + name;
        return name.equals(Keys.LEARNING_RATE.name())
                ? rated(draft, value, place)
                : draft.with(name, value, place);
    }

    /** Puts a number where the base has {@code auto}, or else replaces the rate. */
    private Draft rated(Draft draft, String value, String place) {
        var planned = new OpenRate(base.text(Keys.LEARNING_RATE.name()).orElse(""));
        if (isNumber(value) && planned.isOpen()) {
            return draft.withOnly(Keys.LEARNING_RATE.name(), planned.filled(value), place);
        }
        Draft apart = controllersApart(draft, planned);
        List<Controller> brought = RatePlan.parse(value).controllers();
        if (brought.isEmpty()) {
            return apart.withOnly(Keys.LEARNING_RATE.name(), value, place);
        }
        String others = apart.text(Keys.CONTROLLERS.name()).orElse(NO_CONTROLLERS);
        if (!others.equals(NO_CONTROLLERS)) {
            throw new IllegalArgumentException(
                    "%s: both the rate %s and the recipe have controllers, %s; write them in one of the two"
                            .formatted(place, value, others));
        }
        return apart.with(Keys.LEARNING_RATE.name(), value, place);
    }

    /** Writes controllers beside the rate, so that they stay when an axis replaces the rate. */
    private static Draft controllersApart(Draft draft, OpenRate planned) {
        String name = Keys.CONTROLLERS.name();
        if (planned.text().isEmpty() || draft.text(name).isPresent()) {
            return draft;
        }
        List<String> controllers =
                RatePlan.parse(planned.filled("1")).controllers().stream()
                        .map(Controller::toString)
                        .toList();
        return controllers.isEmpty() ? draft : draft.with(name, controllers, "the recipe");
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    }

    private static void requireNoPlace(Draft draft) {
        String rate = draft.text(Keys.LEARNING_RATE.name()).orElse("");
        if (new OpenRate(rate).isOpen()) {
            throw new IllegalArgumentException(
                    "the learning rate %s leaves a number open and no axis gives it; add one (--over \"lr=log(1e-4, 1, 9)\")"
                            .formatted(rate));
        }
    }
}
