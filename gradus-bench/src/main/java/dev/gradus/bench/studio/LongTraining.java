package dev.gradus.bench.studio;

import dev.gradus.bench.workload.Workloads;
import dev.gradus.data.Dataset;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.train.Trainer;
import java.nio.file.Path;
import java.util.Random;

/**
 * The process in which a run trains while others watch: a small network, so that as many events as
 * possible are written a second. Prints how many seconds a step took, from the first to the last.
 */
final class LongTraining {
    private static final int EXAMPLES = 512;
    private static final int INPUTS = 8;
    private static final int CLASSES = 10;
    private static final int BATCH = 32;

    private LongTraining() {}

    /** Trains with a folder of runs, a name, a number of steps and the width of the network. */
    public static void main(String[] arguments) {
        Path runs = Path.of(arguments[0]);
        long steps = Long.parseLong(arguments[2]);
        int width = Integer.parseInt(arguments[3]);
        Trainer trainer =
                Trainer.of(Workloads.perceptron(INPUTS, width), Losses.softmaxCrossEntropy())
                        .learningRate(0.01)
                        .batchSize(BATCH)
                        .threads(1)
                        .steps(steps)
                        .runs(runs, arguments[1]);
        try (var training = trainer.prepare(examples())) {
            long begin = System.nanoTime();
            var result = training.run();
            System.out.println((System.nanoTime() - begin) * 1e-9 / result.steps());
        }
    }

    private static Dataset examples() {
        var random = new Random(1);
        float[][] inputs = new float[EXAMPLES][INPUTS];
        int[] labels = new int[EXAMPLES];
        for (int row = 0; row < EXAMPLES; row++) {
            for (int column = 0; column < INPUTS; column++) {
                inputs[row][column] = (float) random.nextGaussian();
            }
            labels[row] = random.nextInt(CLASSES);
        }
        return Dataset.ofLabels(Shape.of(INPUTS), inputs, labels, CLASSES);
    }
}
