package dev.gradus.model;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.relu;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Preparation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Models to test with. */
final class Examples {
    private Examples() {}

    /** Returns a model whose every part is there, and whose values are those of no fresh one. */
    static Model everything() {
        var network =
                Network.of(
                        Shape.vector(2), dense(3).named("hidden"), batchNorm(), relu(), dense(2));
        return new Model(
                network,
                Losses.softmaxCrossEntropy().labelSmoothing(0.1),
                values(network, 1),
                new Meaning(
                        Target.classes(2),
                        List.of("Adélie", "a\\b\nc"),
                        Optional.of(preparation())),
                new Provenance(facts()));
    }

    /** Returns a preparation of two inputs: a number, and one of two values. */
    static Preparation preparation() {
        return Preparation.parse(
                """
                column("beak, mm", number(median=2, transform=plain, mean=2, deviation=0.5))
                column("sex", flag("female", "male"))
                target("kind", classes(["Adélie", "Gentoo"]))
                """);
    }

    private static Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("recipe", "{\"epochs\": 3}");
        facts.put("seed", "1");
        return facts;
    }

    /** Returns values drawn by chance for a network; variances are above 0. */
    static StateValues values(Network network, long seed) {
        var random = new Random(seed);
        List<StateEntry> entries = StateEntry.all(network, Optimizers.sgd());
        var rows = new ArrayList<float[]>();
        for (StateEntry entry : entries) {
            float[] row = new float[entry.size()];
            for (int i = 0; i < row.length; i++) {
                float value = (float) (0.5 * random.nextGaussian());
                row[i] = entry.name().endsWith(".variance") ? Math.abs(value) + 0.1f : value;
            }
            rows.add(row);
        }
        return new StateValues(entries, rows);
    }

    /** Returns a model that gives its network's outputs as they are. */
    static Model plain(Network network) {
        return new Model(network, Losses.meanSquaredError(), values(network, 1));
    }

    /** Returns the outputs of a model for rows of inputs, from a program of plain Java's. */
    static float[] outputs(Model model, float[] inputs, int rows) {
        try (Program program =
                Backends.named("java")
                        .compile(
                                model.network(),
                                ProgramOptions.of(model.loss(), Optimizers.sgd(), rows, 0))) {
            model.values().writeTo(program);
            int width = model.network().input().size();
            int outputs = model.network().output().size();
            var batch = new Batch(rows, width, Target.values(outputs));
            batch.size(rows);
            System.arraycopy(inputs, 0, batch.inputs(), 0, rows * width);
            float[] results = new float[rows * outputs];
            program.evaluate(batch, results);
            return results;
        }
    }
}
