package dev.gradus.cli.command;

import dev.gradus.data.Dataset;
import dev.gradus.data.DatasetView;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.text.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Turns the given class weights into a loss that has them. How many examples each class has is
 * counted when it is first asked for, and once: all are read for it.
 */
final class ClassWeights {
    private static final String BALANCED = "balanced";
    private static final int LISTED = 12;
    private static final Pattern NUMBER =
            Pattern.compile("\\d{1,99}(\\.\\d{1,99})?(e[+-]?\\d{1,3})?");

    private final Dataset train;
    private final List<Long> counts = new ArrayList<>();

    /**
     * @param train the training part, without held-out examples
     */
    ClassWeights(Dataset train) {
        this.train = train;
    }

    /**
     * Returns a recipe whose loss has the requested weights, instead of the request: the record of
     * a run then has the numbers themselves.
     *
     * <p>{@code balanced} gives a class with n of the N training examples of K classes the weight N
     * / (K · n), as scikit-learn does, where K counts the classes that have examples; one without
     * examples has the weight 1, that of a class of average size. Otherwise a class that is not
     * named has the weight 1.
     *
     * @throws IllegalArgumentException if there are no classes, or the request does not fit them
     */
    Recipe settled(Recipe recipe) {
        List<String> wish = recipe.find(Keys.CLASS_WEIGHTS).orElse(List.of());
        if (wish.isEmpty()) {
            return recipe;
        }
        if (!(train.target() instanceof Target.Classes(int count))) {
            throw new IllegalArgumentException(
                    "--class-weights are for classes, but this run learns values; leave them out");
        }
        if (!(recipe.find(Keys.LOSS).orElseGet(Losses::softmaxCrossEntropy)
                instanceof Loss.SoftmaxCrossEntropy loss)) {
            throw new IllegalArgumentException(
                    "--class-weights are for softmaxCrossEntropy, but the loss is %s; give one of the two"
                            .formatted(recipe.get(Keys.LOSS)));
        }
        double[] weights = wish.equals(List.of(BALANCED)) ? balanced() : named(count, wish);
        return recipe.without(Keys.CLASS_WEIGHTS).with(Keys.LOSS, loss.classWeights(weights));
    }

    /** Returns the weights in a sentence. */
    String sentence(Recipe settled) {
        List<Double> weights =
                settled.get(Keys.LOSS) instanceof Loss.SoftmaxCrossEntropy loss
                        ? loss.classWeights()
                        : List.of();
        List<Long> present = counts();
        List<String> named = named(weights, number -> present.get(number) > 0);
        List<String> absent = named(weights, number -> present.get(number) == 0);
        return "classes are weighted: "
                + Text.listed(named, LISTED)
                + (absent.isEmpty()
                        ? ""
                        : "; without an example to learn from: " + Text.listed(absent, LISTED));
    }

    private List<String> named(List<Double> weights, IntPredicate which) {
        return IntStream.range(0, weights.size())
                .filter(which)
                .mapToObj(number -> name(number) + " " + NumberText.brief(weights.get(number), 3))
                .toList();
    }

    private double[] balanced() {
        long present = counts().stream().filter(count -> count > 0).count();
        return counts().stream()
                .mapToDouble(count -> count == 0 ? 1 : train.size() / ((double) present * count))
                .toArray();
    }

    /** Returns how many examples each class has, in the order of the classes' numbers. */
    private synchronized List<Long> counts() {
        if (counts.isEmpty()) {
            LongStream.of(counted()).forEach(counts::add);
        }
        return counts;
    }

    private long[] counted() {
        var counted = new long[((Target.Classes) train.target()).count()];
        var batch = new Batch(1, train.input().size(), train.target());
        for (int example = 0; example < train.size(); example++) {
            DatasetView.copy(train, example, batch, 0);
            counted[batch.labels()[0]]++;
        }
        return counted;
    }

    private double[] named(int classes, List<String> wish) {
        List<String> names = IntStream.range(0, classes).mapToObj(this::name).toList();
        var weights = new double[classes];
        Arrays.fill(weights, 1);
        var given = new HashSet<String>();
        for (String each : wish) {
            int equals = each.lastIndexOf('=');
            String name = each.substring(0, Math.max(0, equals)).strip();
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "--class-weights are balanced, or classes with their weights as in \"a=2,b=1\"; got '%s'"
                                .formatted(each));
            }
            if (!names.contains(name)) {
                throw new IllegalArgumentException(Suggestions.unknown("class", name, names));
            }
            if (!given.add(name)) {
                throw new IllegalArgumentException(
                        "--class-weights have two weights for class '%s'; give one"
                                .formatted(name));
            }
            weights[names.indexOf(name)] = weight(name, each.substring(equals + 1).strip());
        }
        return weights;
    }

    private static double weight(String name, String text) {
        double weight = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException(
                    "the weight of class '%s' must be a number of at least 0, such as 2.5; got '%s'"
                            .formatted(name, text));
        }
        return weight;
    }

    private String name(int number) {
        return train.classNames().isEmpty()
                ? String.valueOf(number)
                : train.classNames().get(number);
    }
}
