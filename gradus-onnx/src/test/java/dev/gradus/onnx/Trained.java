package dev.gradus.onnx;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A network whose parameters and statistics are none that a fresh one has. */
final class Trained implements AutoCloseable {
    private final Program program;
    private final Map<String, float[]> values = new HashMap<>();

    Trained(Network network) {
        program =
                Backends.named("java")
                        .compile(
                                network,
                                ProgramOptions.of(
                                        Losses.meanSquaredError(), Optimizers.sgd(), 16, 7));
        var random = new Random(11);
        for (StateEntry entry : program.state()) {
            float[] row = new float[entry.size()];
            program.read(entry, row);
            for (int i = 0; i < row.length; i++) {
                boolean positive = entry.name().endsWith(".variance");
                float moved = (float) (row[i] + 0.3 * random.nextGaussian());
                row[i] = positive ? Math.abs(moved) + 0.1f : moved;
            }
            program.write(entry, row);
            values.put(entry.name(), row);
        }
    }

    Map<String, float[]> values() {
        return values;
    }

    OnnxModel exported(OnnxModel.Ending ending) {
        return OnnxModel.of(program.network(), values::get, ending, Map.of());
    }

    /** Returns the outputs of the examples of a batch, row after row, from plain Java. */
    float[] evaluate(Batch batch) {
        float[] outputs = new float[batch.size() * program.network().output().size()];
        program.evaluate(batch, outputs);
        return outputs;
    }

    @Override
    public void close() {
        program.close();
    }
}
