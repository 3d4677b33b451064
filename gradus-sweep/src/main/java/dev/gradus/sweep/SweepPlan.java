package dev.gradus.sweep;

import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sweep is, as a value: the trials follow from it.
 *
 * @param base what all runs train, before anything varies. A learning rate in it may have the word
 *     {@code auto} where the numbers of a {@code learningRate} axis go, as in {@code cosine(auto)}
 * @param axes what varies, at least one, each another setting
 * @param design which points are tried
 * @param seeds how often each point is trained, with the base's seed and those after it; at least 1
 * @param halving which runs go on; empty if all train to the end
 */
public record SweepPlan(
        Draft base, List<Axis> axes, Design design, int seeds, Optional<Halving> halving) {
    private static final Pattern PLACE = Pattern.compile("\\bauto\\b");
    private static final int MOST_TRIALS = 100_000;

    /**
     * Checks the plan.
     *
     * @throws IllegalArgumentException if it is none
     */
    public SweepPlan {
        axes = List.copyOf(axes);
        if (axes.isEmpty()) {
            throw new IllegalArgumentException(
                    "a sweep varies something; write --over \"lr=log(1e-4, 1, 9)\"");
        }
        var names = new HashSet<String>();
        for (Axis axis : axes) {
            if (!names.add(axis.key().name())) {
                throw new IllegalArgumentException(
                        "two axes vary %s; give all its values in one".formatted(axis.key()));
            }
        }
        if (seeds < 1) {
            throw new IllegalArgumentException(
                    "the number of seeds must be at least 1, got " + seeds);
        }
    }

    /**
     * {@return all trials, in the order of their numbers}
     *
     * @throws IllegalArgumentException if a point is no recipe, so that nothing is trained in vain
     */
    public List<SweepTrial> trials() {
        List<Map<String, String>> points = design.points(axes, firstSeed());
        if ((long) points.size() * seeds > MOST_TRIALS) {
            throw new IllegalArgumentException(
                    "a sweep has at most %,d runs, and this one would have %,d; take fewer values, or draw points with --random"
                            .formatted(MOST_TRIALS, (long) points.size() * seeds));
        }
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

    private long firstSeed() {
        return base.only(List.of(Keys.SEED.name())).recipe().get(Keys.SEED);
    }

    /** {@return what the points are judged by: the base's judge} */
    public Judge judge() {
        return base.only(List.of(Keys.JUDGE_BY.name())).recipe().get(Keys.JUDGE_BY);
    }

    /** Returns how many points and rungs there are. */
    List<Halving.Rung> rungs(int points) {
        return halving.map(each -> each.rungs(points)).orElseGet(() -> Halving.Rung.whole(points));
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
                    "a sweep judges its runs by validation, and nothing is held out; write --validation-share 0.1");
        }
        return recipe;
    }

    private Draft with(Draft draft, String name, String value) {
        String place = "--over " + name;
        if (name.equals(Keys.LEARNING_RATE.name()) && isNumber(value)) {
            String planned = base.text(name).orElse("");
            if (PLACE.matcher(planned).find()) {
                String filled = PLACE.matcher(planned).replaceAll(Matcher.quoteReplacement(value));
                return draft.with(name, filled, place);
            }
        }
        return draft.with(name, value, place);
    }

    private static boolean isNumber(String text) {
        return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    }

    private static void requireNoPlace(Draft draft) {
        String rate = draft.text(Keys.LEARNING_RATE.name()).orElse("");
        if (PLACE.matcher(rate).find()) {
            throw new IllegalArgumentException(
                    "the learning rate %s has a place for a number and no axis fills it; write --over \"lr=log(1e-4, 1, 9)\""
                            .formatted(rate));
        }
    }
}
