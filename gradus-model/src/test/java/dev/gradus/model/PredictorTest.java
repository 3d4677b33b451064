package dev.gradus.model;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.embedding;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.layer.InputException;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.prepare.Preparation;
import dev.gradus.testing.Allocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorTest {
    private static final Network NETWORK =
            Network.of(Shape.image(1, 5, 4), conv2d(3, 2), relu(), flatten(), dense(3));
    private static final int WIDTH = 20;

    private static float[] inputs(int rows) {
        var random = new Random(5);
        float[] inputs = new float[rows * WIDTH];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        return inputs;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 600})
    void anyNumberOfExamplesIsPredictedAsTheNetworkComputes(int rows) {
        Model model = Examples.plain(NETWORK);
        float[] inputs = inputs(rows);
        float[] answers = new float[rows * 3];
        try (Predictor predictor = model.predictor(Backends.named("java"))) {
            predictor.predict(inputs, rows, answers);
        }
        assertThat(answers).containsExactly(Examples.outputs(model, inputs, rows));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 257})
    void arraysMayHaveRoomForMoreExamplesThanThereAre(int rows) {
        Model model = Examples.plain(NETWORK);
        float[] inputs = inputs(600);
        float[] answers = new float[600 * 3];
        try (Predictor predictor = model.predictor(Backends.named("java"))) {
            predictor.predict(inputs, rows, answers);
        }
        assertThat(Arrays.copyOf(answers, rows * 3))
                .containsExactly(
                        Examples.outputs(model, Arrays.copyOf(inputs, rows * WIDTH), rows));
    }

    @Test
    void noExamplesHaveNoAnswers() {
        assertThat(Examples.plain(NETWORK).predict(new float[0][])).isEmpty();
    }

    @Test
    void rowsAreAnsweredInTheirOrder() {
        Model model = Examples.plain(NETWORK);
        float[] inputs = inputs(3);
        float[][] rows = new float[3][];
        for (int row = 0; row < 3; row++) {
            rows[row] = Arrays.copyOfRange(inputs, row * WIDTH, (row + 1) * WIDTH);
        }
        float[][] answers = model.predict(rows);
        for (int row = 0; row < 3; row++) {
            assertThat(model.predict(rows[row])).containsExactly(answers[row], within(1e-6f));
        }
    }

    @Test
    void softmaxCrossEntropyIsAnsweredWithProbabilities() {
        var values = Examples.values(NETWORK, 1);
        var model = new Model(NETWORK, Losses.softmaxCrossEntropy(), values);
        float[] inputs = inputs(2);
        float[] outputs = Examples.outputs(Examples.plain(NETWORK), inputs, 2);
        float[] answers = new float[6];
        try (Predictor predictor = model.predictor(Backends.named("java"))) {
            predictor.predict(inputs, 2, answers);
        }
        for (int row = 0; row < 2; row++) {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                sum += Math.exp(outputs[3 * row + i]);
            }
            for (int i = 0; i < 3; i++) {
                assertThat((double) answers[3 * row + i])
                        .isCloseTo(Math.exp(outputs[3 * row + i]) / sum, within(1e-6));
            }
        }
    }

    @Test
    void binaryCrossEntropyIsAnsweredWithAProbabilityForEachOutput() {
        var model = new Model(NETWORK, Losses.binaryCrossEntropy(), Examples.values(NETWORK, 1));
        float[] inputs = inputs(1);
        float[] outputs = Examples.outputs(Examples.plain(NETWORK), inputs, 1);
        float[] answers = model.predict(inputs);
        for (int i = 0; i < 3; i++) {
            assertThat((double) answers[i])
                    .isCloseTo(1 / (1 + Math.exp(-outputs[i])), within(1e-6));
        }
    }

    @Test
    void aRowOfATableIsPreparedAndAnsweredInItsUnit() {
        Model model = prices(3, 0.5f);
        assertThat(model.predict(Map.of("size", "6"))).containsExactly(100 + 10 * (3 * 1 + 0.5f));
        assertThat(model.predict(Map.of("size", "", "id", "x")))
                .as("a missing value becomes the median")
                .containsExactly(100 + 10 * (3 * -0.5f + 0.5f));
        assertThat(model.predict(Collections.singletonMap("size", null)))
                .as("so does null")
                .containsExactly(100 + 10 * (3 * -0.5f + 0.5f));
        assertThatThrownBy(() -> model.predict(Map.of("sise", "6")))
                .hasMessage(
                        "there is no column 'size', which the network was trained with; is it the column 'sise'?");
        assertThatThrownBy(() -> Examples.plain(NETWORK).predict(Map.of("size", "6")))
                .hasMessage(
                        "the model was not trained with a table; give it 20 input values (1x5x4)");
    }

    @Test
    void eightCallersGetTheAnswersOfOne() throws InterruptedException, ExecutionException {
        Model model = Examples.plain(NETWORK);
        float[] inputs = inputs(1);
        float[] expected = model.predict(inputs);
        try (var callers = Executors.newFixedThreadPool(8)) {
            var answers = new ArrayList<Future<Boolean>>();
            for (int caller = 0; caller < 8; caller++) {
                Callable<Boolean> calls =
                        () -> {
                            boolean same = true;
                            for (int call = 0; call < 500; call++) {
                                same &= Arrays.equals(model.predict(inputs), expected);
                            }
                            return same;
                        };
                answers.add(callers.submit(calls));
            }
            for (Future<Boolean> same : answers) {
                assertThat(same.get()).isTrue();
            }
        }
    }

    @Test
    void aPredictionAllocatesNothingBeyondItsAnswer() {
        float[] inputs = inputs(300);
        float[] answers = new float[900];
        try (Predictor predictor = Examples.plain(NETWORK).predictor(Backends.named("java"))) {
            Runnable predict = () -> predictor.predict(inputs, 300, answers);
            assertThat(Allocation.of(predict)).isZero();
        }
    }

    private static final Network WIDE =
            Network.of(Shape.vector(300), dense(400), relu(), dense(500), relu(), dense(3));

    private static float[] wideInputs(int rows) {
        float[] inputs = new float[rows * 300];
        var random = new Random(6);
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        return inputs;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 31, 32, 33, 64, 65, 129, 300})
    void threadsThatShareACallAnswerAsOneDoes(int rows) {
        Model model = Examples.plain(WIDE);
        float[] inputs = wideInputs(rows);
        float[] expected = new float[rows * 3];
        float[] answers = new float[rows * 3];
        try (Predictor one = model.predictor(Backends.named("java"), 1);
                Predictor three = model.predictor(Backends.named("java"), 3)) {
            one.predict(inputs, rows, expected);
            three.predict(inputs, rows, answers);
        }
        assertThat(answers).containsExactly(expected, within(1e-4f));
    }

    @Test
    void threadsThatShareACallAllocateNothing() {
        float[] inputs = wideInputs(200);
        float[] answers = new float[600];
        try (Predictor predictor = Examples.plain(WIDE).predictor(Backends.named("java"), 2)) {
            assertThat(Allocation.of(() -> predictor.predict(inputs, 200, answers))).isZero();
        }
    }

    @Test
    void callersWhoWantTheSameThreadsGetTheAnswersOfOne()
            throws InterruptedException, ExecutionException {
        float[] inputs = wideInputs(100);
        try (Predictor predictor = Examples.plain(WIDE).predictor(Backends.named("java"), 2);
                var callers = Executors.newFixedThreadPool(8)) {
            float[] expected = new float[300];
            predictor.predict(inputs, 100, expected);
            var answers = new ArrayList<Future<float[]>>();
            for (int caller = 0; caller < 8; caller++) {
                answers.add(
                        callers.submit(() -> {
                            float[] answer = new float[300];
                            for (int call = 0; call < 20; call++) {
                                predictor.predict(inputs, 100, answer);
                            }
                            return answer;
                        }));
            }
            for (Future<float[]> answer : answers) {
                assertThat(answer.get()).containsExactly(expected, within(1e-4f));
            }
        }
    }

    @Test
    void aPredictorWithThreadsIsClosedLikeAnyOther() {
        Predictor predictor = Examples.plain(WIDE).predictor(Backends.named("java"), 3);
        predictor.predict(wideInputs(200), 200, new float[600]);
        predictor.close();
        predictor.close();
        assertThatThrownBy(() -> predictor.predict(wideInputs(200), 200, new float[600]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the predictor is closed");
    }

    @Test
    void aClosedPredictorSaysSo() {
        Predictor predictor = Examples.plain(NETWORK).predictor(Backends.named("java"));
        predictor.close();
        predictor.close();
        assertThatThrownBy(() -> predictor.predict(inputs(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the predictor is closed");
    }

    /** Callers that begin a prediction as soon as one has ended must not keep it open. */
    @Test
    @Timeout(60)
    void aPredictorIsClosedWhileManyCallersUseIt() throws InterruptedException {
        Model model = Examples.plain(NETWORK);
        float[] inputs = inputs(2000);
        float[] expected = Examples.outputs(model, inputs, 2000);
        for (int threads : new int[] {1, 2}) {
            Predictor predictor = model.predictor(Backends.named("java"), threads);
            var wrong = new AtomicInteger();
            var refused = new CountDownLatch(8);
            var begun = new CountDownLatch(8);
            for (int caller = 0; caller < 8; caller++) {
                Thread.ofVirtual()
                        .start(() -> {
                            float[] answers = new float[2000 * 3];
                            try {
                                while (true) {
                                    predictor.predict(inputs, 2000, answers);
                                    begun.countDown();
                                    wrong.addAndGet(Arrays.equals(answers, expected) ? 0 : 1);
                                }
                            } catch (IllegalStateException closed) {
                                refused.countDown();
                            }
                        });
            }
            begun.await();
            predictor.close();
            refused.await();

            assertThat(wrong).hasValue(0);
        }
    }

    @Test
    void anInterruptedThreadPredictsAndStaysInterrupted() {
        Model model = Examples.plain(NETWORK);
        float[] inputs = inputs(2000);
        float[] expected = Examples.outputs(model, inputs, 2000);
        float[] answers = new float[2000 * 3];
        Thread.currentThread().interrupt();
        try (Predictor predictor = model.predictor(Backends.named("java"), 2)) {
            predictor.predict(inputs, 2000, answers);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(answers).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 64, 1000})
    void examplesInArraysOfTheirOwnAreAnsweredPartByPart(int most) {
        float[] inputs = inputs(7);
        float[][] rows = new float[7][];
        for (int row = 0; row < 7; row++) {
            rows[row] = Arrays.copyOfRange(inputs, row * WIDTH, (row + 1) * WIDTH);
        }
        try (Predictor predictor = Examples.plain(NETWORK).predictor(Backends.named("java"))) {
            assertThat(predictor.predict(rows, most)).isDeepEqualTo(predictor.predict(rows));
        }
    }

    /** Whatever thread meets it, an input is named by its place among all. */
    @Test
    void anInputThatALayerCannotTakeIsNamedByItsExample() {
        var network = Network.of(Shape.vector(4), embedding(9, 300), flatten(), dense(500));
        float[] inputs = new float[4 * 1000];
        inputs[4 * 777 + 2] = 9;
        inputs[4 * 999 + 1] = -1;
        float[] answers = new float[500 * 1000];
        try (Predictor predictor = Examples.plain(network).predictor(Backends.named("java"), 2)) {
            assertThatThrownBy(() -> predictor.predict(inputs, 1000, answers))
                    .isInstanceOf(InputException.class)
                    .hasMessageEndingWith("got 9.0 as value 3 of example 778 of the batch");
            predictor.predict(new float[4 * 1000], 1000, answers);
        }
    }

    /** Rows in arrays of their own are copied and computed a part after another. */
    @Test
    void anInputThatALayerCannotTakeIsNamedByItsRow() {
        var network = Network.of(Shape.vector(4), embedding(9, 300), flatten(), dense(500));
        float[][] rows = new float[7][4];
        rows[5][2] = 9;
        try (Predictor predictor = Examples.plain(network).predictor(Backends.named("java"))) {
            assertThatThrownBy(() -> predictor.predict(rows, 2))
                    .isInstanceOf(InputException.class)
                    .hasMessageEndingWith("got 9.0 as value 3 of example 6 of the batch");
        }
    }

    /** Raw outputs are for callers who treat each example on its own. */
    @Test
    void whatIsNotANumberSpoilsTheOutputsOfItsOwnExampleAlone() {
        float[] inputs = inputs(3);
        float[] expected = Examples.outputs(Examples.plain(NETWORK), inputs, 3);
        inputs[WIDTH + 7] = Float.NaN;
        float[] answers = new float[9];
        try (Predictor predictor = Examples.plain(NETWORK).predictor(Backends.named("java"))) {
            predictor.outputs(inputs, 3, answers);
        }
        assertThat(Arrays.copyOfRange(answers, 3, 6)).containsOnly(Float.NaN);
        assertThat(Arrays.copyOfRange(answers, 0, 3))
                .containsExactly(Arrays.copyOfRange(expected, 0, 3));
        assertThat(Arrays.copyOfRange(answers, 6, 9))
                .containsExactly(Arrays.copyOfRange(expected, 6, 9));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void anExampleWithoutAFiniteAnswerIsRefusedByItsNumberAndItsInput(float value) {
        var network = Network.of(Shape.vector(2), dense(2));
        Model model = denseModel(network, new float[] {1, 2, 3, 4}, new float[2]);
        String cause =
                "(counted from 0); input 1 of the example is %s: give a number in its place, such as the mean of those in training"
                        .formatted(value);
        String output = "output 0 is %s ".formatted(value);
        float[] flat = {1, 1, 1, value, 1, 1};
        float[][] rows = {{1, 1}, {1, value}, {1, 1}};
        try (Predictor predictor = model.predictor(Backends.named("java"))) {
            assertThatThrownBy(() -> predictor.predict(flat, 3, new float[6]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the network has no finite answer to example 1: " + output + cause);
            assertThatThrownBy(() -> predictor.predict(rows, 1))
                    .as("in parts of one example")
                    .hasMessage("the network has no finite answer to example 1: " + output + cause);
            assertThatThrownBy(() -> predictor.predict(new float[] {1, value}))
                    .hasMessage("the network has no finite answer to example 0: " + output + cause);
        }
    }

    /** Their probabilities would look like any others. */
    @Test
    void infiniteOutputsAreRefusedBeforeTheyBecomeProbabilities() {
        var network = Network.of(Shape.vector(1), dense(2));
        var values = denseModel(network, new float[] {1, -1e38f}, new float[2]).values();
        for (var loss : List.of(Losses.softmaxCrossEntropy(), Losses.binaryCrossEntropy())) {
            var model = new Model(network, loss, values);
            assertThatThrownBy(() -> model.predict(new float[] {100}))
                    .hasMessage(
                            "the network has no finite answer to example 0: output 1 is -Infinity (counted from 0);"
                                    + " its inputs are finite, the largest is input 0, 100: are they prepared as those in training?");
        }
    }

    @Test
    void aModelWithWeightsThatAreNotFiniteIsSaidToBeOne() {
        var network = Network.of(Shape.vector(1), dense(1));
        Model model = denseModel(network, new float[] {Float.NaN}, new float[1]);
        assertThatThrownBy(() -> model.predict(new float[] {1}))
                .hasMessage(
                        "the network has no finite answer to example 0: output 0 is NaN (counted from 0);"
                                + " its inputs are finite, but the model has weights that are not: train it again");
    }

    private static Model denseModel(Network network, float[] weights, float[] bias) {
        return new Model(
                network,
                Losses.meanSquaredError(),
                new StateValues(StateEntry.all(network, Optimizers.sgd()), List.of(weights, bias)));
    }

    /** Returns a model of a table, which answers weight · (size − 4) / 2 + bias, standardized. */
    private static Model prices(float weight, float bias) {
        var network = Network.of(Shape.vector(1), dense(1));
        Preparation preparation =
                Preparation.parse(
                        """
                        column("size", number(median=3, transform=plain, mean=4, deviation=2))
                        target("price", value(mean=100, deviation=10))
                        """);
        Model plain = denseModel(network, new float[] {weight}, new float[] {bias});
        return new Model(
                network,
                plain.loss(),
                plain.values(),
                Meaning.of(preparation),
                Provenance.unknown());
    }

    @Test
    void aRowOfATableWithoutAFiniteAnswerIsRefusedWithTheNamesOfItsColumns() {
        Model model = prices(100, 0);
        assertThatThrownBy(() -> model.predict(Map.of("size", "6e37")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the network has no finite answer to example 0: output price is Infinity (counted from 0);"
                                + " its inputs are finite, the largest is input 0 ('size'), 3e37: are they prepared as those in training?");
        assertThatThrownBy(() -> model.predict(Map.of("size", "6e36")))
                .hasMessage(
                        "the value of 'price' for this row is Infinity; are its numbers far larger than those in training?");
    }

    @Test
    void wrongNumbersOfThreadsExamplesAndOutputsAreRefused() {
        Model model = Examples.plain(NETWORK);
        assertThatThrownBy(() -> model.predictor(Backends.named("java"), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a predictor needs at least 1 thread, got 0");
        Predictor predictor = model.predictor(Backends.named("java"));
        try (predictor) {
            assertThatThrownBy(() -> predictor.answer(new float[5], 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("2 examples have 6 outputs, got 5");
            assertThatThrownBy(() -> predictor.predict(new float[20], -1, new float[3]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(predictor.description()).startsWith("plain Java");
    }

    @Test
    void inputsOfAnotherWidthAreRefused() {
        Model model = Examples.plain(NETWORK);
        assertThatThrownBy(() -> model.predict(new float[19]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network takes 20 input values (1x5x4), got 19");
        float[][] rows = {new float[20], new float[21]};
        assertThatThrownBy(() -> model.predict(rows))
                .hasMessage(
                        "the network takes 20 input values (1x5x4), got 21 in example 1 (counted from 0)");
        try (Predictor predictor = model.predictor(Backends.named("java"))) {
            assertThatThrownBy(() -> predictor.predict(new float[40], 2, new float[5]))
                    .hasMessage(
                            "2 examples need 40 input values (1x5x4) and room for 6 outputs, got 40 and 5");
        }
    }

    @Test
    void theSummaryHasARowForEachLayer() {
        List<String> lines = Examples.plain(NETWORK).summary().lines().toList();
        assertThat(lines)
                .containsExactly(
                        "layer     what it is    reads     output  parameters",
                        "input     input                   1x5x4",
                        "conv2d1   conv2d(3, 2)  input     3x4x3           15",
                        "relu1     relu          conv2d1   3x4x3",
                        "flatten1  flatten       relu1     36",
                        "dense1    dense(3)      flatten1  3              111",
                        "126 parameters");
    }
}
