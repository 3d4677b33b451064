package dev.gradus.train.examples;

import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.optimizer.Optimizers.sgd;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.train.batch.Batches;

/** Training without a trainer: y = f(W, x), W ← W − rate · ∂loss/∂W. */
public final class HandWrittenLoop {
    private HandWrittenLoop() {}

    /** Returns the network with its first weights. */
    public static Program compile(Backend backend, Network network) {
        // @start region="program"
        Program program =
                backend.compile(network, ProgramOptions.of(meanSquaredError(), sgd(), 32, 1));
        // @end
        return program;
    }

    /** Trains from step {@code first} until before step {@code end}. */
    public static void train(Program program, Dataset data, long first, long end, float rate) {
        // @start region="loop"
        float[] gradient = new float[32 * program.network().output().size()];
        try (Batches batches = Batches.of(data, 32, 1)) {
            for (long step = first; step < end; step++) {
                Batch batch = batches.at(step);
                float[] y = program.forward(batch, step);
                int count = batch.size() * program.network().output().size();
                for (int i = 0; i < count; i++) {
                    gradient[i] = 2 * (y[i] - batch.values()[i]) / count;
                }
                program.backward(gradient);
                program.change((parameter, w, g) -> {
                    for (int i = 0; i < w.length; i++) {
                        w[i] -= rate * g[i];
                    }
                });
            }
        }
        // @end
    }
}
