package dev.gradus.bench.system;

import dev.gradus.bench.workload.Task;
import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.Collections;
import java.util.SplittableRandom;

/**
 * The yardstick: oneDNN's product of two large matrices on this machine, whatever the task. A step
 * is {@value #PRODUCTS} of them, one after the other, so that the way in and out of native memory
 * hardly counts.
 */
public class LargeProduct implements Contender {
    /** Rows and columns of each matrix. */
    public static final int SIZE = 2048;

    /** How many products a step has. */
    public static final int PRODUCTS = 2;

    /** Returns how many floating-point operations a step has. */
    public static double operations() {
        return 2.0 * PRODUCTS * SIZE * SIZE * SIZE;
    }

    private final String name;
    private final Precision precision;

    /** In float32. */
    public LargeProduct() {
        this("product", Precision.F32);
    }

    private LargeProduct(String name, Precision precision) {
        this.name = name;
        this.precision = precision;
    }

    /** In bfloat16, where the processor has instructions for it. */
    public static final class Bfloat16 extends LargeProduct {
        public Bfloat16() {
            super("product-bf16", Precision.BF16);
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Session open(Task task, int threads) {
        Layer layer = Layers.dense(SIZE).withoutBias();
        Network network = Network.of(Shape.vector(SIZE), Collections.nCopies(PRODUCTS, layer));
        var options = new InferenceOptions(SIZE, SIZE, precision, threads);
        return new Products(Backends.named("onednn").compileForInference(network, options));
    }

    private static final class Products implements Session {
        private final InferenceProgram program;
        private final Batch batch = new Batch(SIZE, SIZE, Target.classes(SIZE));
        private final float[] outputs = new float[SIZE * SIZE];

        Products(InferenceProgram program) {
            this.program = program;
            batch.size(SIZE);
            var random = new SplittableRandom(1);
            for (int i = 0; i < batch.inputs().length; i++) {
                batch.inputs()[i] = (float) random.nextGaussian();
            }
            float[] weights = new float[SIZE * SIZE];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (random.nextGaussian() / Math.sqrt(SIZE));
            }
            for (StateEntry entry : program.state()) {
                program.write(entry, weights);
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
