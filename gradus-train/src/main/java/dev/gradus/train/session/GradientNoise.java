package dev.gradus.train.session;

import dev.gradus.nn.engine.Program;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.train.batch.Batches;
import dev.gradus.train.finder.NoiseScale;
import java.util.List;

/**
 * Measures how noisy gradients are, from sums of the gradients of several batches and of their
 * squared norms.
 */
final class GradientNoise {
    private final Program program;
    private final Batches batches;
    private final List<Parameter> parameters;
    private final List<float[]> gradients;
    private final List<double[]> sums;

    GradientNoise(Program program, Batches batches) {
        this.program = program;
        this.batches = batches;
        parameters = program.network().parameters();
        gradients = parameters.stream().map(parameter -> new float[parameter.size()]).toList();
        sums = parameters.stream().map(parameter -> new double[parameter.size()]).toList();
    }

    /** Measures it after a step, over this batch and later ones of the same size. */
    NoiseScale measure(long batch, long step, int count) {
        // the last batch of an epoch may be smaller
        long first = batches.passes().endsEpoch(batch) ? batch + 1 : batch;
        int size = batches.passes().count(first);
        int taken = 0;
        double squares = 0;
        for (long number = first; taken < count && number < first + 3L * count; number++) {
            Batch next = batches.at(number);
            if (next.size() == size) {
                program.forwardBackward(next, number);
                squares += add();
                taken++;
            }
        }
        double large = 0;
        for (double[] sum : sums) {
            for (double value : sum) {
                large += value * value / taken / taken;
            }
        }
        return NoiseScale.of(squares / taken, large, size, taken, step);
    }

    /** Adds the last gradient to the sums; returns its squared norm. */
    private double add() {
        double squares = 0;
        for (int p = 0; p < parameters.size(); p++) {
            float[] gradient = gradients.get(p);
            double[] sum = sums.get(p);
            program.readGradient(parameters.get(p), gradient);
            for (int i = 0; i < gradient.length; i++) {
                sum[i] += gradient[i];
                squares += (double) gradient[i] * gradient[i];
            }
        }
        return squares;
    }
}
