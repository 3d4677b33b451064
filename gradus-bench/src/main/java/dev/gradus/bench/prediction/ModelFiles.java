package dev.gradus.bench.prediction;

import dev.gradus.bench.workload.InitialValues;
import dev.gradus.model.Model;
import dev.gradus.model.StateValues;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.onnx.OnnxModel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * A model in the forms that the systems read.
 *
 * @param folder where the files are
 */
public record ModelFiles(Path folder) {
    /** Writes a network with {@link InitialValues} and a softmax at its end. */
    static ModelFiles write(Network network, Path folder) throws IOException {
        var values = new ArrayList<float[]>();
        for (StateEntry entry : StateEntry.ofModel(network)) {
            values.add(
                    entry.kind() == StateEntry.Kind.PARAMETER
                            ? InitialValues.of(network, entry.owner())
                            : initial(network.statistics().get(entry.owner())));
        }
        var model =
                new Model(
                        network,
                        Losses.softmaxCrossEntropy(),
                        new StateValues(StateEntry.ofModel(network), values));
        var files = new ModelFiles(folder);
        model.save(files.gradus());
        try (var out = new BufferedOutputStream(Files.newOutputStream(files.onnx()))) {
            OnnxModel.of(model).writeTo(out);
        }
        return files;
    }

    private static float[] initial(Statistic statistic) {
        float[] values = new float[statistic.size()];
        Arrays.fill(values, statistic.initial());
        return values;
    }

    /** Returns the file that Gradus reads. */
    public Path gradus() {
        return folder.resolve("model.gradus");
    }

    /** Returns the file that runtimes of ONNX read. */
    public Path onnx() {
        return folder.resolve("model.onnx");
    }

    /** Removes the files and their folder. */
    void delete() throws IOException {
        Files.deleteIfExists(gradus());
        Files.deleteIfExists(onnx());
        Files.delete(folder);
    }
}
