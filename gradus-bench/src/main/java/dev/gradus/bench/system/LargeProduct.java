package dev.gradus.bench.system;

import dev.gradus.bench.workload.Task;
import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.Collections;
import java.util.SplittableRandom;

/**
 * The yardstick: oneDNN's product of two large float32 matrices on this machine, whatever the task.
 * A step is {@value #PRODUCTS} of them, one after the other, so that the way in and out of native
 * memory hardly counts.
 */
public final class LargeProduct implements Contender {
    /** Rows and columns of each matrix. */
    public static final int SIZE = 2048;

    /** How many products a step has. */
    public static final int PRODUCTS = 2;

    /** Returns how many floating-point operations a step has. */
    public static double operations() {
        return 2.0 * PRODUCTS * SIZE * SIZE * SIZE;
    }

    @Override
    public String name() {
        return "product";
    }

    @Override
    public Session open(Task task, int threads) {
        Layer layer = Layers.dense(SIZE).withoutBias();
        Network network = Network.of(Shape.vector(SIZE), Collections.nCopies(PRODUCTS, layer));
        var options =
                ProgramOptions.of(Losses.softmaxCrossEntropy(), Optimizers.sgd(), SIZE, 1)
                        .threads(threads);
        return new Products(Backends.named("onednn").compile(network, options));
    }

    private static final class Products implements Session {
        private final Program program;
        private final Batch batch = new Batch(SIZE, SIZE, Target.classes(SIZE));
        private final float[] outputs = new float[SIZE * SIZE];

        Products(Program program) {
            this.program = program;
            batch.size(SIZE);
            var random = new SplittableRandom(1);
            for (int i = 0; i < batch.inputs().length; i++) {
                batch.inputs()[i] = (float) random.nextGaussian();
            }
        }

        @Override
        public String description() {
            return program.description();
        }

        @Override
        public void step() {
            program.evaluate(batch, outputs);
        }

        @Override
        public double loss() {
            return Double.NaN;
        }

        @Override
        public void close() {
            program.close();
        }
    }
}
