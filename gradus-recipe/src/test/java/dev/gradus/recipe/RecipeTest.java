package dev.gradus.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.metric.Metrics;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.controller.Goal;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.text.ScheduleReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
    private static Key<?> named(String name) {
        return Keys.named(name).orElseThrow();
    }

    /** Values that are unlike each other for every setting; words that YAML reads as others. */
    private static final Map<Key<?>, List<?>> VALUES =
            Map.ofEntries(
                    Map.entry(
                            Keys.DATA,
                            List.of("mnist", "/a b/#1: x.csv", "C:\\data\\true", "1e3", "null")),
                    Map.entry(Keys.LABELS, List.of("/a/y.npy")),
                    Map.entry(Keys.QUERY, List.of("select a, 'b: c' from \"t\" # x")),
                    Map.entry(Keys.IMAGE_SIZE, List.of("28x28")),
                    Map.entry(Keys.COLOUR, List.of("grey", "rgb")),
                    Map.entry(Keys.ROWS_IN, List.of("memory", "disk")),
                    Map.entry(Keys.PREPARATION, List.of("model", "new")),
                    Map.entry(Keys.HEAD, List.of(HeadStart.values())),
                    Map.entry(Keys.CACHE, List.of("/a b/cache")),
                    Map.entry(Keys.LABEL, List.of("species", "yes", "12", "a, b", "é\"'")),
                    Map.entry(Keys.TARGET, List.of(List.of("y"), List.of("a, b", "- c", "0x1"))),
                    Map.entry(Keys.TASK, List.of("classification", "regression")),
                    Map.entry(Keys.TEST, List.of("none", "/a b/test #2.csv")),
                    Map.entry(Keys.TEST_SHARE, List.of(0.2, 1e-3)),
                    Map.entry(Keys.FOLD, List.of("1/2", "10/10")),
                    Map.entry(named("only"), List.of(List.of("a", "b c"), List.of("no"))),
                    Map.entry(named("drop"), List.of(List.of("x, y"))),
                    Map.entry(Keys.COLUMNS, List.of(List.of("zip:category", "a: b:date"))),
                    Map.entry(named("group"), List.of(List.of("patient"))),
                    Map.entry(named("splitByTime"), List.of(List.of("day"))),
                    Map.entry(named("missing"), List.of(List.of("drop"))),
                    Map.entry(named("onBadRow"), List.of(List.of("skip"))),
                    Map.entry(named("encoding"), List.of(List.of("windows-1252"))),
                    Map.entry(named("header"), List.of(List.of("yes"), List.of("no"))),
                    Map.entry(Keys.TENSORBOARD, List.of(true, false)),
                    Map.entry(Keys.HISTOGRAMS, List.of(true, false)),
                    Map.entry(Keys.UPDATE_RATIOS, List.of(1, 100)),
                    Map.entry(Keys.NO_EXAMPLES, List.of(true, false)),
                    Map.entry(Keys.INPUT, List.of("784", "1x28x28", "a=3, b=1x2x2")),
                    Map.entry(
                            Keys.MODEL,
                            List.of("cnn", "conv2d(24, 5) relu # dense(10)", "dense(3)")),
                    Map.entry(
                            Keys.LOSS,
                            List.of(
                                    Losses.softmaxCrossEntropy().labelSmoothing(0.1),
                                    Losses.huber(0.25))),
                    Map.entry(Keys.START_FROM, List.of("/a b/model.gradus", "x.safetensors")),
                    Map.entry(
                            Keys.REINITIALIZE,
                            List.of(List.of("dense2"), List.of("*.bias", "yes"))),
                    Map.entry(Keys.FREEZE, List.of(List.of("conv*", "dense1.weight"))),
                    Map.entry(
                            Keys.CLASS_WEIGHTS,
                            List.of(List.of("balanced"), List.of("a, b=2", "no=0.5"))),
                    Map.entry(
                            Keys.AVERAGE,
                            List.of(
                                    WeightAverage.ema(0.999),
                                    WeightAverage.swa(0.75),
                                    new WeightAverage.Swa(0.5, 469))),
                    Map.entry(
                            Keys.OPTIMIZER,
                            List.of(Optimizers.adam(), Optimizers.momentum(1 / 3.0))),
                    Map.entry(
                            Keys.GROUPS,
                            List.of(
                                    List.of(
                                            new ParameterGroup("conv*", 0.1, 1),
                                            new ParameterGroup("*, [x]", 0, 1e-9)))),
                    Map.entry(
                            Keys.LEARNING_RATE,
                            List.of(
                                    Schedules.hold(1e-7),
                                    Schedules.oneCycle(0.01),
                                    ScheduleReader.parse("cosine(0.1, 0).warmup(epochs(1.5))"),
                                    ScheduleReader.parse(
                                            "torch.ReduceLROnPlateau(lr=0.01, patience=0)"))),
                    Map.entry(Keys.MOMENTUM, List.of(Schedules.cosine(0.9, 0.5))),
                    Map.entry(Keys.WEIGHT_DECAY, List.of(Schedules.hold(0))),
                    Map.entry(
                            Keys.CONTROLLERS,
                            List.of(
                                    List.of(),
                                    List.of(
                                            Controller.parse("plateau(patience=3)"),
                                            Controller.parse("plateau(factor=0.3)")))),
                    Map.entry(
                            Keys.BATCH_SIZE,
                            List.of(
                                    BatchSize.all(),
                                    BatchSize.of(1),
                                    new BatchSize.Planned(Schedules.linear(32, 256)))),
                    Map.entry(Keys.EPOCHS, List.of(3.0, 0.1, 1e-12, 12345678.9)),
                    Map.entry(Keys.STEPS, List.of(1L, Long.MAX_VALUE)),
                    Map.entry(Keys.SLICE_SIZE, List.of(1, Integer.MAX_VALUE)),
                    Map.entry(Keys.AUGMENTATION, List.of("none", "shift(2)")),
                    Map.entry(Keys.CLIP_NORM, List.of(5.0, 1e-30)),
                    Map.entry(Keys.CLIP_VALUE, List.of(0.1)),
                    Map.entry(Keys.SEED, List.of(0L, -1L, Long.MIN_VALUE)),
                    Map.entry(Keys.PRECISION, List.of(Precision.F32, Precision.BF16)),
                    Map.entry(Keys.THREADS, List.of(1, 1024)),
                    Map.entry(Keys.REPLICAS, List.of(1, 10_000)),
                    Map.entry(
                            Keys.ROUNDS,
                            List.of(
                                    new Rounds(20, new Rounds.Outer.Average(), Rounds.Inner.KEEP),
                                    new Rounds(
                                            7,
                                            new Rounds.Outer.Nesterov(1e-7, 0),
                                            Rounds.Inner.RESET))),
                    Map.entry(Keys.BACKEND, List.of("java", "auto")),
                    Map.entry(Keys.VALIDATION_SHARE, List.of(0.0, 0.1, 0.9999999)),
                    Map.entry(Keys.VALIDATE_EVERY, List.of(1, 7)),
                    Map.entry(Keys.JUDGE_BY, List.of(Judge.LOSS, new Judge("auc", Goal.MAXIMIZE))),
                    Map.entry(
                            Keys.METRICS,
                            List.of(
                                    List.of(Metrics.accuracy(), Metrics.topK(3)),
                                    List.of(Metrics.rSquared()))),
                    Map.entry(
                            Keys.STOP,
                            List.of(
                                    List.of(StopRule.patience(5)),
                                    List.of(
                                            StopRule.target(Metrics.topK(2), 0.99),
                                            StopRule.timeLimit(Duration.ofMillis(90_061_500)),
                                            StopRule.stepLimit(7)))),
                    Map.entry(
                            Keys.NON_FINITE,
                            List.of(NonFinitePolicy.skip(3), NonFinitePolicy.rollBack(0.1, 2))),
                    Map.entry(
                            Keys.CHECKPOINT_EVERY,
                            List.of(
                                    new CheckpointInterval.Every(Span.epochs(0.25)),
                                    new CheckpointInterval.Every(Span.percent(10)),
                                    new CheckpointInterval.Lasting(Duration.ofNanos(1)))),
                    Map.entry(Keys.KEEP, List.of(1, 12)));

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static Recipe drawn(long seed) {
        var random = new Random(seed);
        Recipe recipe = Recipe.empty();
        for (Key<?> key : Keys.ALL) {
            if (random.nextInt(3) > 0) {
                recipe = with(recipe, key, random);
            }
        }
        return recipe;
    }

    @SuppressWarnings("unchecked") // VALUES has values of each key's type
    private static <T> Recipe with(Recipe recipe, Key<T> key, Random random) {
        List<?> values = VALUES.get(key);
        return recipe.with(key, (T) values.get(random.nextInt(values.size())));
    }

    @Test
    void everySettingIsDrawn() {
        assertThat(VALUES.keySet()).containsExactlyInAnyOrderElementsOf(Keys.ALL);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWrittenReadsBack(long seed) {
        Recipe recipe = drawn(seed);

        assertThat(Recipe.ofYaml(recipe.yaml(), "my.yaml")).isEqualTo(recipe);
        assertThat(Recipe.ofJson(recipe.json(), "my.json")).isEqualTo(recipe);
        assertThat(Recipe.ofYaml(recipe.json(), "my.json")).isEqualTo(recipe);
        assertThat(Draft.of(recipe).recipe()).isEqualTo(recipe);
        assertThat(Recipe.ofYaml(recipe.yaml(), "my.yaml").yaml()).isEqualTo(recipe.yaml());
        assertThat(recipe.withoutText()).isEmpty();
        assertThat(recipe.complete().complete()).isEqualTo(recipe.complete());
    }

    /** A value read as text, as from a command line, is the same as read as a number. */
    @ParameterizedTest
    @MethodSource("seeds")
    void textsDoAsWellAsNumbers(long seed) {
        Recipe recipe = drawn(seed);
        Draft texts = Draft.EMPTY;
        for (Map.Entry<String, Object> each : recipe.values().entrySet()) {
            Object value =
                    each.getValue() instanceof List<?>
                            ? each.getValue()
                            : each.getValue().toString();
            texts = texts.with(Draft.of(Map.of(each.getKey(), value), "text"));
        }

        assertThat(texts.recipe()).isEqualTo(recipe);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFingerprintTellsWhatDecidesAboutBits(long seed) {
        Recipe recipe = drawn(seed);
        Recipe complete = recipe.complete();
        String fingerprint = recipe.fingerprint();
        for (Key<?> key : Keys.ALL) {
            Recipe changed = recipe.without(key).complete();
            boolean same =
                    key.effect() == Key.Effect.NONE || changed.find(key).equals(complete.find(key));
            assertThat(changed.fingerprint().equals(fingerprint))
                    .as("%s of %s", key, recipe)
                    .isEqualTo(same || (key == Keys.JUDGE_BY && isLoss(recipe)));
        }
        assertThat(fingerprint).matches("2:[0-9a-f]{32}");
    }

    private static boolean isLoss(Recipe recipe) {
        return recipe.find(Keys.JUDGE_BY).isEmpty();
    }

    private static Arguments wrong(String yaml, String message) {
        return Arguments.of(yaml, message);
    }

    static Stream<Arguments> wrongRecipes() {
        return Stream.of(
                wrong(
                        "seed: 1\nlearnRate: 0.1\n",
                        "my.yaml, line 2: unknown key 'learnRate'; did you mean 'learningRate'?"),
                wrong(
                        "\nepochs: -1\n",
                        "my.yaml, line 2, epochs: epochs must be a finite number above 0, got -1.0"),
                wrong("epochs: many\n", "my.yaml, line 1, epochs: expected a number, got 'many'"),
                wrong("keep: 0\n", "my.yaml, line 1, keep: keep must be at least 1, got 0"),
                wrong("keep: 1.5\n", "my.yaml, line 1, keep: expected a whole number, got '1.5'"),
                wrong(
                        "seed: 16\n#\nstop: patience 0\n",
                        "my.yaml, line 3, stop: patience must be at least 1 report, got 0"),
                wrong(
                        "stop: [steps 5, patient 3]\n",
                        "my.yaml, line 1, stop: unknown stop rule 'patient'; did you mean 'patience'?"),
                wrong("loss: hubber(1)\n", "my.yaml, line 1, loss: "),
                wrong("optimizer: adm\n", "did you mean 'adam'?"),
                wrong("learningRate: cosin(0.1)\n", "my.yaml, line 1, learningRate: "),
                wrong("learningRate: 0\n", "learningRate must be a finite number above 0, got 0.0"),
                wrong(
                        "momentum: cosine(0.1) * plateau()\n",
                        "controllers act on the learning rate only"),
                wrong(
                        "learningRate: cosine(0.1) * plateau()\ncontrollers: [plateau(patience=2)]\n",
                        "both the rate and 'controllers' have controllers"),
                wrong("nonFinite: skipp 3\n", "unknown policy 'skipp'; did you mean 'skip'?"),
                wrong("precision: f16\n", "unknown precision 'f16'"),
                wrong("metrics: accuray\n", "unknown metric 'accuray'; did you mean 'accuracy'?"),
                wrong("judgeBy: auc\n", "unknown metric 'auc'"),
                wrong("batchSize: 0\n", "a batch size is a number of examples, at least 1"),
                wrong("checkpointEvery: 0\n", "after epochs, steps or seconds above 0"),
                wrong("threads: 100000\n", "threads must be at most 1024"),
                wrong("validationShare: 1\n", "must be above 0 and below 1"),
                wrong(
                        "testShare: 1\n",
                        "a test share must be above 0 and below 1, such as 0.2; got 1.0"),
                wrong("fold: 6/5\n", "as in 1/5 to 5/5; got '6/5'"),
                wrong("fold: 1/1\n", "at least 2, as in 1/5 to 5/5; got '1/1'"),
                wrong("fold: 2\n", "a fold is its number and how many there are"),
                wrong(
                        "task: classify\n",
                        "unknown task 'classify'; it can be classification, regression"),
                wrong("noExamples: maybe\n", "expected true or false, got 'maybe'"),
                wrong("groups: [{learningRate: 1}]\n", "a parameter group needs a pattern"),
                wrong(
                        "groups: [{pattern: a, rate: 1}]\n",
                        "unknown part of a parameter group 'rate'"),
                wrong("epochs: 3\nsteps: 5\n", "both set the length; give one"),
                wrong("label: a\ntarget: b\n", "both set what is learned; give one"),
                wrong("model:\n", "my.yaml, line 1, model: there is no value"),
                wrong("seed: 1\nseed: 2\n", "'seed' is in line 1 and in line 2"),
                wrong(
                        "groups: [{pattern: a, pattern: b}]\n",
                        "my.yaml, line 1, groups: 'pattern' occurs twice; write it once"),
                wrong("- seed\n", "a recipe is lines of a key and its value"),
                wrong("---\n---\nseed: 3\n", "another recipe begins in line 3; a file holds one"),
                wrong("seed: 3\n---\nkeep: 2\n", "another recipe begins in line 3"),
                wrong(
                        "label: &a x\ndata: *a\n",
                        "my.yaml, line 2, data: *a refers to another value"),
                wrong(
                        "seed: 99999999999999999999\n",
                        "9223372036854775807, got '99999999999999999999'"),
                wrong("seed: 1e3\n", "expected a whole number, got '1e3'"),
                wrong("clipNorm: 1e400\n", "clipNorm must be a finite number above 0"),
                wrong("model: [a, b]\n", "my.yaml, line 1, model: expected a text, got [a, b]"));
    }

    @ParameterizedTest
    @MethodSource("wrongRecipes")
    void whatIsWrongIsNamedWithItsPlace(String yaml, String message) {
        assertThatThrownBy(() -> Recipe.ofYaml(yaml, "my.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("my.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNotYamlIsNamedWithItsLine() {
        assertThatThrownBy(() -> Recipe.ofYaml("model: cnn\nlr: [1, 2\nepochs: 3\n", "my.yaml"))
                .isInstanceOf(RecipeException.class)
                .hasMessage("my.yaml, line 3: expected ',' or ']', but got :");
        assertThatThrownBy(() -> Recipe.ofYaml("seed: 3\n\tepochs: 2\n", "my.yaml"))
                .isInstanceOf(RecipeException.class)
                .hasMessageStartingWith("my.yaml, line 2: found character '\\t(TAB)'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.50",
                "1e3",
                "010",
                "0x1F",
                "1_000",
                "True",
                "~",
                ".5",
                "+5",
                "2026-11-28"
            })
    void aValueIsTheTextThatIsWritten(String text) {
        assertThat(Recipe.ofYaml("label: " + text + "\n", "my.yaml").find(Keys.LABEL))
                .hasValue(text);
        assertThat(Recipe.ofYaml("target: [a, " + text + "]\n", "my.yaml").find(Keys.TARGET))
                .hasValue(List.of("a", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"topK(2)", "top2Accuracy"})
    void aMetricIsWrittenAsInJavaOrByItsName(String text) {
        Recipe recipe =
                Recipe.ofYaml(
                        "metrics: [%s]\njudgeBy: %s\nstop: [patience 3 %s, target %s 0.9]\n"
                                .replace("%s", text),
                        "my.yaml");

        assertThat(recipe.find(Keys.METRICS)).hasValue(List.of(Metrics.topK(2)));
        assertThat(recipe.find(Keys.JUDGE_BY)).hasValue(Judge.by(Metrics.topK(2)));
        assertThat(recipe.find(Keys.STOP))
                .hasValue(
                        List.of(
                                StopRule.patience(3, Metrics.topK(2)),
                                StopRule.target(Metrics.topK(2), 0.9)));
    }

    @Test
    void anyNameIsReadBackFromEitherForm() {
        var random = new Random(3);
        String letters =
                "ab01.:-#,'\"[]{}&*!|>%@`?~= \\\n\t\r_eE+/\u0085\u2028\u2029é漢\u007f\u0001\u0000\uFEFF\uFFFE";
        for (int i = 0; i < 20_000; i++) {
            String name =
                    random.ints(1 + random.nextInt(7), 0, letters.length())
                            .mapToObj(at -> letters.substring(at, at + 1))
                            .collect(Collectors.joining())
                            .strip();
            Recipe recipe =
                    Recipe.empty().with(Keys.DATA, name).with(Keys.TARGET, List.of(name, "b"));
            assertThat(Recipe.ofYaml(recipe.yaml(), "my.yaml")).isEqualTo(recipe);
            assertThat(Recipe.ofJson(recipe.json(), "my.json")).isEqualTo(recipe);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n"})
    void anEmptyFileSaysNothing(String text) {
        assertThat(Recipe.ofYaml(text, "my.yaml")).isEqualTo(Recipe.empty());
    }

    @Test
    void theStrongerDraftWinsKeyByKey() {
        Draft file =
                Draft.ofYaml(
                        "epochs: 3\nseed: 5\nlabel: a\nlearningRate: 0.1 * plateau()\n", "my.yaml");
        Draft options =
                Draft.EMPTY
                        .with("steps", "7", "--steps")
                        .with("target", List.of("b"), "--target")
                        .with("learningRate", "0.2", "--learning-rate");

        Recipe recipe = file.with(options).recipe();

        assertThat(recipe.values())
                .isEqualTo(
                        Map.of(
                                "steps",
                                7L,
                                "seed",
                                5L,
                                "target",
                                List.of("b"),
                                "learningRate",
                                "hold(0.2)"));
    }

    @ParameterizedTest
    @CsvSource({
        "patience 5, patience 5 loss",
        "patience 3 accuracy, patience 3 accuracy",
        "patience 3 auc maximize margin 0.01, patience 3 auc maximize margin 0.01",
        "patience 3 accuracy minimize, patience 3 accuracy minimize",
        "target loss 0.1, target loss 0.1",
        "target auc maximize 0.9, target auc maximize 0.9",
        "time 90s, time 1m30s",
        "time 2h, time 2h",
        "steps 500, steps 500",
    })
    void aStopRuleReadsBack(String text, String written) {
        StopRule rule = StopRule.parse(text);

        assertThat(rule).hasToString(written);
        assertThat(StopRule.parse(written)).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patience",
                "patience x",
                "patience 3 accuracy best",
                "patience 3 a b c",
                "patience 3 margin",
                "target 0.9",
                "target accuracy",
                "time 10",
                "time 1d",
                "time",
                "steps 5 6"
            })
    void aStopRuleThatCannotBeReadSaysWhatToWrite(String text) {
        assertThatThrownBy(() -> StopRule.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("stop rule '.*' cannot be read; write .*");
    }

    @ParameterizedTest
    @CsvSource({
        "1ep, 1ep",
        "0.5ep, 0.5ep",
        "500, 500",
        "60s, 60s",
        "10m, 600s",
        "0.25s, 0.25s",
        "10%, 10%"
    })
    void aCheckpointIntervalReadsBack(String text, String written) {
        CheckpointInterval interval = CheckpointInterval.parse(text);

        assertThat(interval).hasToString(written);
        assertThat(CheckpointInterval.parse(written)).isEqualTo(interval);
    }

    /** However a length is composed, it is refused exactly where it comes to nothing in any run. */
    @Test
    void aCheckpointIntervalIsLongerThanNothing() {
        var random = new Random(5);
        for (int i = 0; i < 500; i++) {
            Span span = drawnSpan(random);
            boolean isNothing =
                    Stream.of(new Horizon(7, 3, 2), new Horizon(100_000, 30_000, 1))
                            .allMatch(run -> span.in(run) == 0);
            if (isNothing) {
                assertThatThrownBy(() -> new CheckpointInterval.Every(span))
                        .hasMessage(
                                "checkpointEvery takes a span above 0, such as epochs(1), got "
                                        + span);
            } else {
                new CheckpointInterval.Every(span);
            }
        }
    }

    private static Span drawnSpan(Random random) {
        double count = random.nextInt(2);
        return switch (random.nextInt(7)) {
            case 0 -> Span.steps(count);
            case 1 -> Span.epochs(count);
            case 2 -> Span.samples(count * 40);
            case 3 -> Span.percent(count * 20);
            case 4 -> Span.epochs(count).exact();
            case 5 -> Span.rest();
            default -> Span.steps(count).plus(Span.samples(random.nextInt(2) * 40));
        };
    }

    @Test
    void aFunctionHasNoText() {
        Recipe recipe =
                Recipe.empty()
                        .with(Keys.LEARNING_RATE, Schedules.law("mine", t -> 1 / (1 + t)))
                        .with(Keys.SEED, 1L);

        assertThat(recipe.withoutText()).containsExactly("learningRate law(\"mine\", …)");
    }
}
