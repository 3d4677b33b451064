package dev.gradus.cli;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.embedding;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.tanh;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.model.Weights;
import dev.gradus.nn.Network;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import dev.gradus.train.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large updates are relative to the weights, on both backends. */
class MeasuredUpdatesTest {
    private static final List<String[]> PEER = peer();

    private final List<UpdatesMeasured> measured = new ArrayList<>();

    private static List<String[]> peer() {
        try (InputStream file =
                MeasuredUpdatesTest.class.getResourceAsStream("/update-ratios.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Stream<String[]> peer(String kind) {
        return PEER.stream().filter(line -> line[0].equals(kind));
    }

    /** Optimizer, rate, weight decay and frozen layers of each run that PyTorch made. */
    static Stream<Arguments> peersRuns() {
        return peer("ratio")
                .map(line -> List.of(line).subList(1, 5))
                .distinct()
                .flatMap(run ->
                        Stream.of("java", "onednn").map(backend -> Arguments.of(backend, run)));
    }

    @ParameterizedTest
    @MethodSource("peersRuns")
    void ratiosAreThoseOfPyTorchsUpdates(String backend, List<String> run) {
        String[] frozen = run.get(3).isEmpty() ? new String[0] : run.get(3).split("\\+", -1);
        Trainer trainer =
                Trainer.of(
                                Network.of(
                                        Shape.vector(2),
                                        embedding(5, 3),
                                        flatten(),
                                        dense(4),
                                        tanh(),
                                        dense(2)),
                                softmaxCrossEntropy())
                        .backend(backend)
                        .threads(1)
                        .optimizer(Optimizer.parse(run.get(0)))
                        .learningRate(Double.parseDouble(run.get(1)))
                        .weightDecay(Double.parseDouble(run.get(2)))
                        .startFrom(peersStart())
                        .batchSize(7)
                        .steps(6)
                        .updateRatios(1)
                        .listeners(event -> {
                            if (event instanceof UpdatesMeasured updates) {
                                measured.add(updates);
                            }
                        });
        (frozen.length == 0 ? trainer : trainer.freeze(frozen)).fit(peersData());

        var expected = new LinkedHashMap<Long, Map<String, Double>>();
        peer("ratio")
                .filter(line -> List.of(line).subList(1, 5).equals(run))
                .forEach(line ->
                        expected.computeIfAbsent(
                                        Long.parseLong(line[5]), _ -> new LinkedHashMap<>())
                                .put(line[6], Double.parseDouble(line[7])));
        assertThat(measured).hasSize(6);
        for (UpdatesMeasured each : measured) {
            Map<String, Double> peers = expected.get(each.step());
            assertThat(each.ratios().keySet()).containsExactlyElementsOf(peers.keySet());
            peers.forEach((layer, ratio) ->
                    assertThat(each.ratios().get(layer))
                            .as("%s after update %d", layer, each.step())
                            .isCloseTo(ratio, within(1e-4 * ratio)));
        }
    }

    private static Weights peersStart() {
        var shapes = new LinkedHashMap<String, List<Integer>>();
        var values = new LinkedHashMap<String, float[]>();
        Map<String, List<Integer>> known =
                Map.of(
                        "embedding1.weight", List.of(5, 3),
                        "dense1.weight", List.of(4, 6),
                        "dense1.bias", List.of(4),
                        "dense2.weight", List.of(2, 4),
                        "dense2.bias", List.of(2));
        peer("start")
                .forEach(line -> {
                    float[] all = new float[line.length - 2];
                    for (int i = 0; i < all.length; i++) {
                        all[i] = Float.parseFloat(line[i + 2]);
                    }
                    shapes.put(line[1], known.get(line[1]));
                    values.put(line[1], all);
                });
        return new Weights(shapes, values);
    }

    private static Dataset peersData() {
        List<String[]> examples = peer("example").toList();
        float[][] inputs = new float[examples.size()][2];
        int[] labels = new int[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            inputs[i][0] = Float.parseFloat(examples.get(i)[1]);
            inputs[i][1] = Float.parseFloat(examples.get(i)[2]);
            labels[i] = Integer.parseInt(examples.get(i)[3]);
        }
        return Dataset.ofLabels(Shape.vector(2), inputs, labels, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "onednn"})
    void trainingIsTheSameWithAndWithout(String backend) {
        Trainer trainer =
                Trainer.of(
                                Network.of(Shape.vector(2), embedding(5, 3), flatten(), dense(2)),
                                softmaxCrossEntropy())
                        .backend(backend)
                        .seed(1)
                        .batchSize(5)
                        .learningRate(0.1)
                        .epochs(3);

        assertThat(trainer.updateRatios(2).fit(peersData()).state())
                .isEqualTo(trainer.fit(peersData()).state());
    }
}
