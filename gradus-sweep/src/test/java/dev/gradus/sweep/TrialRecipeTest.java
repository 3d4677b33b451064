package dev.gradus.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.OpenRate;
import dev.gradus.recipe.Recipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrialRecipeTest {
    private static Key<?> named(String name) {
        return Keys.named(name).orElseThrow();
    }

    /** Values of every setting, as they stand in a file. */
    private static final Map<Key<?>, List<Object>> VALUES =
            Map.ofEntries(
                    Map.entry(Keys.DATA, List.of("mnist")),
                    Map.entry(Keys.LABEL, List.of("kind")),
                    Map.entry(Keys.TARGET, List.of("kind")),
                    Map.entry(Keys.TASK, List.of("classification", "regression")),
                    Map.entry(Keys.TEST, List.of("none")),
                    Map.entry(Keys.TEST_SHARE, List.of(0.1, 0.2)),
                    Map.entry(Keys.FOLD, List.of("1/2", "2/2")),
                    Map.entry(Keys.LABELS, List.of("labels.npy")),
                    Map.entry(Keys.QUERY, List.of("select * from t")),
                    Map.entry(Keys.IMAGE_SIZE, List.of("28x28", "16x16")),
                    Map.entry(Keys.COLOUR, List.of("grey", "rgb")),
                    Map.entry(Keys.ROWS_IN, List.of("memory", "disk")),
                    Map.entry(Keys.PREPARATION, List.of("model", "new")),
                    Map.entry(Keys.HEAD, List.of("model", "new")),
                    Map.entry(Keys.CACHE, List.of("cache")),
                    Map.entry(named("only"), List.of("a", "b")),
                    Map.entry(named("drop"), List.of("c", "d")),
                    Map.entry(Keys.COLUMNS, List.of("a:category", "b:number")),
                    Map.entry(named("group"), List.of("g")),
                    Map.entry(named("splitByTime"), List.of("t")),
                    Map.entry(named("missing"), List.of("fill", "drop")),
                    Map.entry(named("onBadRow"), List.of("skip")),
                    Map.entry(named("encoding"), List.of("windows-1252")),
                    Map.entry(named("header"), List.of("yes", "no")),
                    Map.entry(Keys.NO_EXAMPLES, List.of(true)),
                    Map.entry(Keys.INPUT, List.of("784", "1x28x28")),
                    Map.entry(Keys.MODEL, List.of("mlp", "conv2d(8, 3) relu dense(10)")),
                    Map.entry(Keys.LOSS, List.of("softmaxCrossEntropy", "huber(0.5)")),
                    Map.entry(Keys.START_FROM, List.of("model.gradus")),
                    Map.entry(Keys.REINITIALIZE, List.of("dense2")),
                    Map.entry(Keys.FREEZE, List.of("dense1")),
                    Map.entry(Keys.CLASS_WEIGHTS, List.of("balanced", "a=2")),
                    Map.entry(Keys.OPTIMIZER, List.of("sgd", "nesterov(0.8)")),
                    Map.entry(Keys.AVERAGE, List.of("ema(0.9)", "swa(from=0.5)")),
                    Map.entry(Keys.GROUPS, List.of("dense2=10x")),
                    Map.entry(
                            Keys.LEARNING_RATE,
                            List.of(
                                    "0.1",
                                    "auto",
                                    "cosine(auto)",
                                    "linear(auto, 0.01)",
                                    "oneCycle(0.2)",
                                    "cosine(auto) * plateau(patience=4)",
                                    "0.1 * plateau(patience=2)",
                                    "torch.ReduceLROnPlateau(lr=0.01, patience=1)")),
                    Map.entry(Keys.MOMENTUM, List.of(0.9, "cosine(0.9, 0.5)")),
                    Map.entry(Keys.WEIGHT_DECAY, List.of(0, 0.1)),
                    Map.entry(
                            Keys.CONTROLLERS,
                            List.of("plateau(patience=3)", "plateau(factor=0.3)")),
                    Map.entry(Keys.BATCH_SIZE, List.of(16, "all")),
                    Map.entry(Keys.EPOCHS, List.of(2, 3)),
                    Map.entry(Keys.STEPS, List.of(70, 80)),
                    Map.entry(Keys.SLICE_SIZE, List.of(8)),
                    Map.entry(Keys.AUGMENTATION, List.of("none", "shift(2)")),
                    Map.entry(Keys.CLIP_NORM, List.of(1, 5)),
                    Map.entry(Keys.CLIP_VALUE, List.of(0.1)),
                    Map.entry(Keys.SEED, List.of(3)),
                    Map.entry(Keys.PRECISION, List.of("f32", "bf16")),
                    Map.entry(Keys.THREADS, List.of(2)),
                    Map.entry(Keys.REPLICAS, List.of(2)),
                    Map.entry(Keys.ROUNDS, List.of("average(5)", "nesterov(5, 0.7, 0.9)")),
                    Map.entry(Keys.BACKEND, List.of("java", "auto")),
                    Map.entry(Keys.VALIDATION_SHARE, List.of(0.1, 0.2)),
                    Map.entry(Keys.VALIDATE_EVERY, List.of(1, 2)),
                    Map.entry(Keys.JUDGE_BY, List.of("accuracy")),
                    Map.entry(Keys.METRICS, List.of("accuracy")),
                    Map.entry(Keys.STOP, List.of("patience 5", "steps 50")),
                    Map.entry(Keys.NON_FINITE, List.of("stop", "skip 3")),
                    Map.entry(Keys.CHECKPOINT_EVERY, List.of("1ep")),
                    Map.entry(Keys.TENSORBOARD, List.of(true)),
                    Map.entry(Keys.HISTOGRAMS, List.of(true)),
                    Map.entry(Keys.UPDATE_RATIOS, List.of(10)),
                    Map.entry(Keys.KEEP, List.of(2)));

    private static final Set<Key<?>> NOT_VARIED =
            Set.of(
                    Keys.DATA,
                    Keys.LABEL,
                    Keys.TARGET,
                    Keys.SEED,
                    Keys.THREADS,
                    Keys.KEEP,
                    Keys.CHECKPOINT_EVERY,
                    Keys.JUDGE_BY,
                    Keys.METRICS,
                    Keys.NO_EXAMPLES,
                    Keys.TENSORBOARD,
                    Keys.HISTOGRAMS,
                    Keys.UPDATE_RATIOS);

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @Test
    void everySettingHasAValue() {
        assertThat(VALUES.keySet()).containsExactlyInAnyOrderElementsOf(Keys.ALL);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTrialIsTheBaseButForWhatItsAxesChange(long seed) {
        var random = new Random(seed);
        Draft base = drawn(random);
        List<Key<?>> varied = varied(random);
        if (isOpen(base) && !varied.contains(Keys.LEARNING_RATE)) {
            varied.add(Keys.LEARNING_RATE);
        }
        List<Axis> axes = varied.stream().map(key -> axis(key, random)).toList();
        var plan = new SweepPlan(base, axes, new Design.Grid(), 1, Optional.empty());

        Recipe expected = filled(base).recipe();
        for (SweepTrial trial : plan.trials()) {
            for (Key<?> key : Keys.ALL) {
                if (!isChanged(key, varied)) {
                    assertThat(value(trial.recipe(), key))
                            .as("%s of %s, over %s", key, base.entries(), axes)
                            .isEqualTo(value(expected, key));
                }
            }
        }
    }

    private static boolean isChanged(Key<?> key, List<Key<?>> varied) {
        return varied.contains(key)
                || Keys.rival(key.name()).flatMap(Keys::named).filter(varied::contains).isPresent();
    }

    private static <T> Optional<T> value(Recipe recipe, Key<T> key) {
        return recipe.find(key).or(key::usual);
    }

    /** Some of the settings, at random; a file may have controllers beside the rate or in it. */
    private static Draft drawn(Random random) {
        var values = new LinkedHashMap<String, Object>();
        for (Key<?> key : Keys.ALL) {
            boolean isTaken = Keys.rival(key.name()).filter(values::containsKey).isPresent();
            if (!isTaken && random.nextInt(3) > 0) {
                values.put(key.name(), one(key, random));
            }
        }
        values.putIfAbsent(Keys.VALIDATION_SHARE.name(), 0.3);
        values.put(Keys.JUDGE_BY.name(), "accuracy");
        if (String.valueOf(values.get(Keys.LEARNING_RATE.name())).contains("lateau")) {
            values.remove(Keys.CONTROLLERS.name());
        }
        return Draft.of(values, "my.yaml");
    }

    private static Object one(Key<?> key, Random random) {
        List<Object> values = VALUES.getOrDefault(key, List.of());
        return values.get(random.nextInt(values.size()));
    }

    /** Controllers as an axis would need a base whose rate brings none. */
    private static List<Key<?>> varied(Random random) {
        var varied = new ArrayList<Key<?>>();
        int count = 1 + random.nextInt(3);
        while (varied.size() < count) {
            Key<?> key = Keys.ALL.get(random.nextInt(Keys.ALL.size()));
            if (!NOT_VARIED.contains(key) && key != Keys.CONTROLLERS && !isChanged(key, varied)) {
                varied.add(key);
            }
        }
        return varied;
    }

    private static Axis axis(Key<?> key, Random random) {
        return Axis.parse(
                key == Keys.LEARNING_RATE ? "lr=0.3, 0.4" : key.name() + "=" + one(key, random));
    }

    private static boolean isOpen(Draft draft) {
        return new OpenRate(draft.text(Keys.LEARNING_RATE.name()).orElse("")).isOpen();
    }

    private static Draft filled(Draft draft) {
        String name = Keys.LEARNING_RATE.name();
        return isOpen(draft)
                ? draft.withOnly(
                        name, new OpenRate(draft.text(name).orElseThrow()).filled("0.3"), "test")
                : draft;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "cosine(auto)", "0.1 * plateau(patience=3)"})
    void controllersOfARateAndOfTheRecipeAreNotMixed(String rate) {
        var values = new LinkedHashMap<String, Object>();
        values.put("learningRate", rate);
        values.put("validationShare", 0.2);
        if (!rate.contains("plateau")) {
            values.put("controllers", List.of("plateau(patience=3)"));
        }
        var plan =
                new SweepPlan(
                        Draft.of(values, "my.yaml"),
                        List.of(Axis.parse("lr=0.1 * plateau(patience=9)")),
                        new Design.Grid(),
                        1,
                        Optional.empty());

        assertThatThrownBy(plan::trials)
                .hasMessageContaining("the axis over learningRate")
                .hasMessageContaining("plateau(patience=3")
                .hasMessageContaining("write them in one of the two");
    }
}
