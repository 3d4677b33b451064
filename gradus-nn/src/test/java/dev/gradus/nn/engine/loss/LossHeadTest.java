package dev.gradus.nn.engine.loss;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.sigmoid;
import static dev.gradus.nn.layer.Layers.softmax;
import static dev.gradus.nn.loss.Losses.binaryCrossEntropy;
import static dev.gradus.nn.loss.Losses.huber;
import static dev.gradus.nn.loss.Losses.meanAbsoluteError;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.loss.Losses.quadratic;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Oracle;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.testing.Allocation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LossHeadTest {
    private static final JsonNode ORACLE = Oracle.read("losses.json");
    private static final int ROWS = ORACLE.get("rows").asInt();
    private static final int WIDTH = ORACLE.get("width").asInt();

    private static final double VALUE_TOLERANCE = 1e-8;

    /** A gradient is rounded to float32. */
    private static final double GRADIENT_TOLERANCE = 1e-7;

    static final List<Loss> LOSSES =
            List.of(
                    softmaxCrossEntropy(),
                    softmaxCrossEntropy().labelSmoothing(0.1),
                    softmaxCrossEntropy().classWeights(0.5, 2.0, 0.0),
                    softmaxCrossEntropy().labelSmoothing(0.2).classWeights(0.5, 2.0, 0.0),
                    binaryCrossEntropy(),
                    meanSquaredError(),
                    meanAbsoluteError(),
                    huber(),
                    huber(0.3),
                    quadratic());

    static Stream<JsonNode> cases() {
        return Oracle.items(ORACLE.get("cases"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void followsTheOracle(JsonNode expected) {
        LossHead head = head(expected);
        Batch batch = batch(expected);
        float[] gradient = new float[ROWS * WIDTH];
        double value =
                head.apply(
                        batch,
                        0,
                        ROWS,
                        head.weight(batch),
                        Oracle.floats(expected.get("outputs")),
                        gradient);
        assertRelative(value, expected.get("value").asDouble(), VALUE_TOLERANCE);
        assertGradient(gradient, Oracle.doubles(expected.get("gradient")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsUpSliceBySlice(JsonNode expected) {
        LossHead head = head(expected);
        Batch batch = batch(expected);
        double weight = head.weight(batch);
        float[] outputs = Oracle.floats(expected.get("outputs"));
        double[] gradients = Oracle.doubles(expected.get("gradient"));
        double sum = 0;
        for (int first = 0; first < ROWS; first += 3) {
            int rows = Math.min(3, ROWS - first);
            int from = first * WIDTH;
            int to = from + rows * WIDTH;
            float[] gradient = new float[rows * WIDTH];
            float[] slice = Arrays.copyOfRange(outputs, from, to);
            sum += head.apply(batch, first, rows, weight, slice, gradient);
            assertGradient(gradient, Arrays.copyOfRange(gradients, from, to));
        }
        assertRelative(sum, expected.get("value").asDouble(), VALUE_TOLERANCE);
    }

    @Test
    void theOracleKnowsEveryKindOfLoss() {
        Set<Class<?>> known = new HashSet<>();
        cases().forEach(expected -> known.add(loss(expected).getClass()));
        known.add(OwnLoss.class); // which has examples of its own
        assertThat(known).isEqualTo(Set.of(Loss.class.getPermittedSubclasses()));
    }

    /** The largest outputs there are make no infinity and no NaN. */
    @ParameterizedTest
    @FieldSource("LOSSES")
    void staysFinite(Loss loss) {
        LossHead head = LossHead.of(loss, network(WIDTH));
        Batch batch = new Batch(2, 1, Target.classes(WIDTH));
        batch.size(2);
        float[] outputs = {
            Float.MAX_VALUE, -Float.MAX_VALUE, 0, -Float.MAX_VALUE, Float.MAX_VALUE, 1
        };
        float[] gradient = new float[outputs.length];
        double value = head.apply(batch, 0, 2, head.weight(batch), outputs, gradient);
        assertThat(value).isFinite();
        for (float slope : gradient) {
            assertThat(slope).isFinite();
        }
    }

    @ParameterizedTest
    @FieldSource("LOSSES")
    void allocatesNothing(Loss loss) {
        LossHead head = LossHead.of(loss, network(WIDTH));
        Batch batch = new Batch(ROWS, 1, Target.classes(WIDTH));
        batch.size(ROWS);
        float[] outputs = new float[ROWS * WIDTH];
        float[] gradient = new float[outputs.length];
        assertThat(
                        Allocation.of(() ->
                                head.apply(batch, 0, ROWS, head.weight(batch), outputs, gradient)))
                .isZero();
    }

    /** Rows of many classes, which are worth sharing; neither number is a multiple of the other. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void hasTheSameBitsWhenThreadsShareTheRows(double smoothing) {
        int rows = 13;
        int classes = 2003;
        var random = new Random(5);
        double[] weights = random.doubles(classes, 0, 2).toArray();
        LossHead head =
                LossHead.of(
                        softmaxCrossEntropy().labelSmoothing(smoothing).classWeights(weights),
                        network(classes));
        Batch batch = new Batch(rows, 1, Target.classes(classes));
        batch.size(rows);
        float[] outputs = new float[rows * classes];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = 4 * random.nextFloat();
        }
        for (int row = 0; row < rows; row++) {
            batch.labels()[row] = random.nextInt(classes);
        }
        float[] alone = new float[outputs.length];
        float[] shared = new float[outputs.length];
        double weight = head.weight(batch);
        try (var team = Team.of(3)) {
            LossHead several = head.sharedBy(team);
            assertThat(several.apply(batch, 0, rows, weight, outputs, shared))
                    .isEqualTo(head.apply(batch, 0, rows, weight, outputs, alone));
            assertThat(shared).containsExactly(alone);
            assertThat(Allocation.of(() -> several.apply(batch, 0, rows, weight, outputs, shared)))
                    .isZero();
        }
    }

    @Test
    void teachesNothingWhenNoExampleWeighsAnything() {
        LossHead head =
                LossHead.of(softmaxCrossEntropy().classWeights(1.0, 1.0, 0.0), network(WIDTH));
        Batch batch = new Batch(1, 1, Target.classes(WIDTH));
        batch.size(1);
        batch.labels()[0] = 2;
        float[] gradient = {7, 7, 7};
        assertThat(head.apply(batch, 0, 1, head.weight(batch), new float[] {1, 2, 3}, gradient))
                .isZero();
        assertThat(gradient).containsOnly(0);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of(
                        softmaxCrossEntropy(),
                        List.of(dense(3), softmax().named("end")),
                        "softmaxCrossEntropy includes the softmax, but the network ends with"
                                + " softmax layer 'end'; remove that layer"),
                Arguments.of(
                        binaryCrossEntropy(),
                        List.of(dense(3), sigmoid()),
                        "binaryCrossEntropy includes the sigmoid, but the network ends with"
                                + " sigmoid layer 'sigmoid1'; remove that layer"),
                Arguments.of(
                        softmaxCrossEntropy(),
                        List.of(conv2d(4, 1)),
                        "softmaxCrossEntropy takes one output per class, got shape 4x2x2 from layer"
                                + " 'conv2d1'; end the network with flatten dense(CLASSES)"),
                Arguments.of(
                        softmaxCrossEntropy(),
                        List.of(dense(1)),
                        "softmaxCrossEntropy takes one output per class, got shape 1 from layer"
                                + " 'dense1'; end the network with dense(CLASSES)"),
                Arguments.of(
                        softmaxCrossEntropy().classWeights(1.0, 2.0),
                        List.of(dense(3)),
                        "softmaxCrossEntropy has 2 class weights, but the network's last layer"
                                + " 'dense1' has 3 outputs; give one weight per class"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void refusesNetworksThatEndOtherwise(Loss loss, List<Layer> layers, String message) {
        Network network = Network.of(Shape.image(1, 2, 2), layers);
        assertThatThrownBy(() -> LossHead.of(loss, network))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> misfitTargets() {
        return Stream.of(
                Arguments.of(
                        softmaxCrossEntropy(),
                        Target.values(3),
                        "softmaxCrossEntropy learns classes, but the data has rows of values; use"
                                + " meanSquaredError or binaryCrossEntropy"),
                Arguments.of(
                        softmaxCrossEntropy(),
                        Target.classes(10),
                        "the data has 10 classes, but the network has 3 outputs; end it with"
                                + " dense(10)"),
                Arguments.of(
                        huber(),
                        Target.values(2),
                        "the data has 2 target values a row, but the network has 3 outputs; end it"
                                + " with dense(2)"));
    }

    @ParameterizedTest
    @MethodSource("misfitTargets")
    void refusesTargetsOfAnotherKindOrWidth(Loss loss, Target target, String message) {
        LossHead head = LossHead.of(loss, network(WIDTH));
        assertThatThrownBy(() -> head.requireFits(target)).hasMessage(message);
        assertThatThrownBy(() -> head.weight(new Batch(1, 1, target))).hasMessage(message);
    }

    @Test
    void namesTheRowOfALabelThatIsNoClass() {
        Batch batch = new Batch(3, 1, Target.classes(WIDTH));
        batch.size(3);
        batch.labels()[2] = 3;
        assertThatThrownBy(() -> LossHead.of(softmaxCrossEntropy(), network(WIDTH)).weight(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 2 of the batch has label 3; labels are 0 … 2");
        batch.labels()[2] = 0;
        batch.labels()[0] = -1;
        assertThatThrownBy(() -> LossHead.of(meanSquaredError(), network(WIDTH)).weight(batch))
                .hasMessage("row 0 of the batch has label -1; labels are 0 … 2");
    }

    @Test
    void namesTheRowAndColumnOfATargetThatIsNotFinite() {
        Batch batch = new Batch(3, 1, Target.values(WIDTH));
        batch.size(2);
        batch.values()[5] = Float.NaN;
        LossHead head = LossHead.of(meanSquaredError(), network(WIDTH));
        assertThatThrownBy(() -> head.weight(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "row 1 of the batch has target value NaN in column 2; targets are finite");
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.01f, 1.01f, 3, -Float.MAX_VALUE, Float.MIN_VALUE * -1})
    void probabilitiesAreLearnedFromTargetsBetween0And1(float target) {
        Batch batch = new Batch(3, 1, Target.values(WIDTH));
        batch.size(2);
        batch.values()[0] = 1;
        batch.values()[5] = target;
        LossHead head = LossHead.of(binaryCrossEntropy(), network(WIDTH));
        assertThatThrownBy(() -> head.weight(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "row 1 of the batch has target value "
                                + target
                                + " in column 2; binaryCrossEntropy learns probabilities, from 0 to 1:"
                                + " scale the targets, or use meanSquaredError");
        assertThat(LossHead.of(meanSquaredError(), network(WIDTH)).weight(batch)).isEqualTo(2);
        batch.values()[5] = 0.5f;
        batch.values()[6] = target;
        assertThat(head.weight(batch)).isEqualTo(2);
    }

    @Test
    void readsOnlyTheRowsThatAreThere() {
        Batch batch = new Batch(3, 1, Target.values(WIDTH));
        batch.size(2);
        batch.values()[6] = Float.NaN;
        assertThat(LossHead.of(meanSquaredError(), network(WIDTH)).weight(batch)).isEqualTo(2);
    }

    private static LossHead head(JsonNode expected) {
        return LossHead.of(loss(expected), network(WIDTH));
    }

    private static Loss loss(JsonNode expected) {
        String text = expected.get("loss").asString();
        return LOSSES.stream()
                .filter(loss -> loss.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no loss is written " + text));
    }

    private static Network network(int outputs) {
        return Network.of(Shape.vector(1), dense(outputs));
    }

    private static Batch batch(JsonNode expected) {
        int[] labels = Oracle.ints(expected.get("labels"));
        float[] values = Oracle.floats(expected.get("values"));
        Target target = labels.length > 0 ? Target.classes(WIDTH) : Target.values(WIDTH);
        Batch batch = new Batch(ROWS, 1, target);
        batch.size(ROWS);
        System.arraycopy(labels, 0, batch.labels(), 0, labels.length);
        System.arraycopy(values, 0, batch.values(), 0, values.length);
        return batch;
    }

    private static void assertGradient(float[] ours, double[] expected) {
        for (int i = 0; i < ours.length; i++) {
            assertRelative(ours[i], expected[i], GRADIENT_TOLERANCE);
        }
    }

    private static void assertRelative(double ours, double expected, double tolerance) {
        assertThat(ours).isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
    }
}
