package dev.gradus.onnx;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.model.Provenance;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.prepare.Preparation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The preparation of a table as operators: rows go into ONNX Runtime as they are. */
class PreparationTest {
    private static final List<String> COLUMNS =
            List.of(
                    "column(\"plain one\", number(median=3, transform=plain, mean=2.5, deviation=1.25, missing=true))",
                    "column(\"log\", number(median=0, transform=log(7.5), mean=0.5, deviation=0.3))",
                    "column(\"ranks\", number(median=1, transform=ranks([-2, 0, 0.5, 100]), mean=0.5, deviation=0.25, missing=true))",
                    "column(\"island\", category([\"Biscoe\", \"Dream\", \"a, b\"], other=true, missing=true))",
                    "column(\"exact\", category([\"1\", \"two\"]))",
                    "column(\"sex\", flag(\"female\", \"male\", missing=true))",
                    "column(\"on\", flag(\"no\", \"yes\"))",
                    "column(\"pixel\", asItIs)",
                    "column(\"note\", leftOut(\"text\"))",
                    "column(\"größe €\", category([\"ß\", \"İ\", \"ı\", \"日本\", \"émile\", \"e\u0301mile\", \"100 %\", \"a|b\", \"it's\"], other=true, missing=true))");

    private static final Map<String, List<String>> FIELDS =
            Map.of(
                    "plain one", List.of("", "3", "-17.25", "1e6"),
                    "log", List.of("", "0", "-1e9", "12.5"),
                    "ranks", List.of("", "-3", "-2", "0.25", "77.7", "100", "1e12"),
                    "island", List.of("Biscoe", "Dream", "a, b", "new", "", "NA", "nA", "biscoe"),
                    "exact", List.of("1", "two", "three", "", "None"),
                    "sex", List.of("male", "female", "MALE", "Female", "", "?", "other"),
                    "on", List.of("no", "YES", "", "maybe"),
                    "pixel", List.of("0", "-0.25", "255"),
                    "note", List.of("free text"),
                    "größe €",
                            List.of(
                                    "ß",
                                    "SS",
                                    "İ",
                                    "i",
                                    "ı",
                                    "I",
                                    "日本",
                                    "émile",
                                    "e\u0301mile",
                                    "ÉMILE",
                                    "100 %",
                                    "a|b",
                                    "it's",
                                    "",
                                    "🙂"));

    private static final String CLASSES = "target(\"kind\", classes([\"no\", \"maybe\", \"yes\"]))";
    private static final String VALUES =
            "target(\"price\", value(mean=1000, deviation=250))\ntarget(\"size\", value(mean=-3, deviation=0.5))";

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static Preparation preparation(Random random, String target) {
        var lines = new ArrayList<String>();
        for (String column : COLUMNS) {
            if (random.nextInt(3) > 0) {
                lines.add(column);
            }
        }
        lines.add(COLUMNS.get(random.nextInt(8)));
        return Preparation.parse(
                String.join("\n", lines.stream().distinct().toList()) + "\n" + target);
    }

    private static Model model(Preparation preparation, Random random) {
        var network =
                Network.of(
                        Shape.vector(preparation.width()),
                        dense(5),
                        relu(),
                        dense(Meaning.of(preparation).target().outputs()));
        return model(preparation, network, random);
    }

    private static Model model(Preparation preparation, Network network, Random random) {
        Meaning meaning = Meaning.of(preparation);
        List<StateEntry> entries = StateEntry.all(network, Optimizers.sgd());
        var values = new ArrayList<float[]>();
        for (StateEntry entry : entries) {
            float[] row = new float[entry.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
            values.add(row);
        }
        return new Model(
                network,
                meaning.isClasses() ? Losses.softmaxCrossEntropy() : Losses.meanSquaredError(),
                new StateValues(entries, values),
                meaning,
                Provenance.unknown());
    }

    private static List<Map<String, String>> rows(Random random, int count) {
        var rows = new ArrayList<Map<String, String>>();
        for (int i = 0; i < count; i++) {
            var row = new HashMap<String, String>();
            FIELDS.forEach(
                    (column, fields) -> row.put(column, fields.get(random.nextInt(fields.size()))));
            rows.add(row);
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rowsGiveWhatTheModelPredictsOfThem(long seed) {
        var random = new Random(seed);
        boolean isClasses = seed % 3 > 0;
        Model model = model(preparation(random, isClasses ? CLASSES : VALUES), random);
        List<Map<String, String>> rows = rows(random, 1 + random.nextInt(40));
        try (Onnx onnx = Onnx.load(OnnxModel.of(model))) {
            float[][] outputs =
                    (float[][]) Rows.run(onnx, rows, isClasses ? "probabilities" : "output");
            for (int i = 0; i < rows.size(); i++) {
                float[] expected = model.predict(rows.get(i));
                float largest = 0;
                for (float value : expected) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertThat(outputs[i])
                        .as(rows.get(i).toString())
                        // A number far outside of its column's scale, as -1e9, becomes an input of
                        // hundreds, and the terms it has in the output cancel.
                        .containsExactly(expected, within(2e-4f * Math.max(1, largest)));
                if (isClasses) {
                    String[] named = (String[]) Rows.run(onnx, rows, "class");
                    assertThat(outputs[i][List.of("no", "maybe", "yes").indexOf(named[i])])
                            .isEqualTo(max(outputs[i]));
                }
            }
        }
    }

    /**
     * Each prepared input by itself, without a network in which those of other columns cancel it.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void everyInputIsPreparedAsByTheModel(long seed) {
        int width = preparation(new Random(seed), CLASSES).width();
        String inputs =
                IntStream.range(0, width)
                        .mapToObj("target(\"%d\", value(mean=0, deviation=1))"::formatted)
                        .collect(Collectors.joining("\n"));
        Model model = unchanged(preparation(new Random(seed), inputs));
        List<Map<String, String>> rows = rows(new Random(seed), 40);
        try (Onnx onnx = Onnx.load(OnnxModel.of(model))) {
            float[][] outputs = (float[][]) Rows.run(onnx, rows, "output");
            for (int row = 0; row < rows.size(); row++) {
                float[] expected = model.predict(rows.get(row));
                for (int i = 0; i < width; i++) {
                    assertThat(outputs[row][i])
                            .as("input %d of %s", i, rows.get(row))
                            .isCloseTo(
                                    expected[i],
                                    within(1e-6f * Math.max(1, Math.abs(expected[i]))));
                }
            }
        }
    }

    /** A model whose outputs are its inputs. */
    private static Model unchanged(Preparation preparation) {
        int width = preparation.width();
        var network = Network.of(Shape.vector(width), dense(width));
        List<StateEntry> entries = StateEntry.all(network, Optimizers.sgd());
        float[] weights = new float[width * width];
        for (int i = 0; i < width; i++) {
            weights[i * width + i] = 1;
        }
        return new Model(
                network,
                Losses.meanSquaredError(),
                new StateValues(entries, List.of(weights, new float[width])),
                Meaning.of(preparation),
                Provenance.unknown());
    }

    /**
     * As `gradus train` makes it of a table with such columns: an input of the network for each.
     */
    private static Model embedding(Random random) {
        Preparation preparation =
                Preparation.parse(
                        """
                        column("plain one", number(median=3, transform=plain, mean=2.5, deviation=1.25, missing=true))
                        column("island", embedded(["Biscoe", "Dream", "a, b"]))
                        column("sex", flag("female", "male", missing=true))
                        column("exact", embedded(["1", "two"]))
                        """
                                + VALUES);
        Network network =
                Network.parse(
                        List.of(
                                new Input("inputs1", Shape.vector(2)),
                                new Input("embedded2", Shape.vector(1)),
                                new Input("inputs3", Shape.vector(2)),
                                new Input("embedded4", Shape.vector(1))),
                        "concat([source('inputs1')], [source('embedded2'), embedding(5, 3), flatten], [source('inputs3')], [source('embedded4'), embedding(4, 2), flatten]) dense(4) relu dense(2)");
        return model(preparation, network, random);
    }

    @Test
    void vectorsOfValuesAreLookedUpAsTheModelDoes() throws OrtException {
        var random = new Random(7);
        Model model = embedding(random);
        List<Map<String, String>> rows = rows(random, 200);
        try (Onnx onnx = Onnx.load(OnnxModel.of(model))) {
            assertThat(onnx.session().getInputNames())
                    .containsExactly("plain one", "island", "sex", "exact");
            float[][] outputs = (float[][]) Rows.run(onnx, rows, "output");
            for (int i = 0; i < rows.size(); i++) {
                float[] expected = model.predict(rows.get(i));
                float largest = Math.max(Math.abs(expected[0]), Math.abs(expected[1]));
                assertThat(outputs[i])
                        .as(rows.get(i).toString())
                        // The outputs are in units of 250 and 0.5, and "plain one" may be 1e6,
                        // which is 800,000 deviations.
                        .containsExactly(expected, within(2e-4f * Math.max(1, largest)));
            }
        }
    }

    private static float max(float[] values) {
        float max = values[0];
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    @Test
    void inputsAreTheColumnsThatAreUsed() throws OrtException {
        Preparation all = Preparation.parse(String.join("\n", COLUMNS) + "\n" + CLASSES);
        Model model = model(all, new Random(1));
        try (Onnx onnx = Onnx.load(OnnxModel.of(model));
                Onnx apart = Onnx.load(OnnxModel.withoutPreparation(model))) {
            assertThat(onnx.session().getInputNames())
                    .containsExactly(
                            "plain one",
                            "log",
                            "ranks",
                            "island",
                            "exact",
                            "sex",
                            "on",
                            "pixel",
                            "größe €");
            assertThat(onnx.session().getOutputNames()).containsExactly("probabilities", "class");
            assertThat(onnx.session().getMetadata().getCustomMetadata())
                    .containsEntry("classes", "no\nmaybe\nyes")
                    .containsEntry("preparation", all.text());
            assertThat(apart.session().getInputNames()).containsExactly("input");
            assertThat(apart.session().getOutputNames()).containsExactly("probabilities");
        }
    }

    @Test
    void outputsGiveWayToColumns() throws OrtException {
        Preparation preparation =
                Preparation.parse(
                        "column(\"class\", flag(\"a\", \"b\"))\ncolumn(\"probabilities\", flag(\"a\", \"b\"))\n"
                                + CLASSES);
        try (Onnx onnx = Onnx.load(OnnxModel.of(model(preparation, new Random(1))))) {
            assertThat(onnx.session().getOutputNames()).containsExactly("probabilities_", "class_");
        }
    }

    @Test
    void whatHasNoOperatorIsRefusedByName() {
        Preparation dated =
                Preparation.parse(
                        "column(\"born\", moment(\"2026-11-28\", mean=2000, deviation=5, cycles=[]))\n"
                                + CLASSES);
        Model model = model(dated, new Random(1));
        assertThatThrownBy(() -> OnnxModel.of(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "column 'born' is a date, and ONNX has no operator that reads one; train without the column (--drop \"born\"), or export without the preparation (--without-preparation, in Java OnnxModel.withoutPreparation) for a program that computes the network's inputs itself");
        assertThat(OnnxModel.withoutPreparation(model).size()).isPositive();
        Preparation slashed = Preparation.parse("column(\"a/b\", flag(\"a\", \"b\"))\n" + CLASSES);
        assertThatThrownBy(() -> OnnxModel.of(model(slashed, new Random(1))))
                .hasMessageStartingWith("a column with a slash in its name");
        Preparation named =
                Preparation.parse("column(\"dense1.weight\", flag(\"a\", \"b\"))\n" + CLASSES);
        assertThatThrownBy(() -> OnnxModel.of(model(named, new Random(1))))
                .hasMessageContaining("got [dense1.weight]");
    }
}
