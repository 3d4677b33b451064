package dev.gradus.onednn;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.kit.Differential;
import dev.gradus.nn.engine.kit.Experiment;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Target;
import dev.gradus.onednn.binding.DataType;
import dev.gradus.onednn.binding.Library;
import dev.gradus.onednn.binding.Processor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A process that runs convolutions and says what it is about to do, so that its last line tells
 * what ended it: run by {@link HangingConvolutionTest}.
 */
public final class ConvolutionProcess {
    /** What is printed last, if all went well. */
    static final String END = "end";

    /** What a line begins with that tells of a network that does something else than plain Java. */
    static final String FAILURE = "failure: ";

    private static final List<Layer> ACTIVATIONS =
            List.of(
                    Layers.relu(),
                    Layers.leakyRelu(0.3),
                    Layers.elu(1),
                    Layers.gelu(),
                    Layers.silu(),
                    Layers.sigmoid(),
                    Layers.tanh(),
                    Layers.softplus());
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private ConvolutionProcess() {}

    /**
     * Runs the convolutions with some numbers.
     *
     * @param arguments {@code kernels}, {@code F32} or {@code BF16}; the first number; the one
     *     after the last
     */
    public static void main(String[] arguments) {
        long end = Long.parseLong(arguments[2]);
        for (long number = Long.parseLong(arguments[1]); number < end; number++) {
            if (arguments[0].equals("kernels")) {
                kernels(number);
            } else {
                network(number, Precision.valueOf(arguments[0]));
            }
        }
        OUT.println(END);
    }

    private static void kernels(long number) {
        Library.threads(1 + (int) (number % 2));
        var convolution = HangingConvolution.of(number);
        for (DataType type : List.of(DataType.F32, DataType.BF16)) {
            if (type == DataType.F32 || Processor.instructions().contains("AVX-512")) {
                ConvolutionKernels.run(
                        convolution, type, line -> OUT.println(line + " in " + convolution));
            }
        }
    }

    private static void network(long number, Precision precision) {
        Experiment experiment = experiment(number, precision);
        OUT.println(experiment);
        new Differential(OneDnnProgram::compile, precision)
                .with(OneDnnInference::compile)
                .disagreement(experiment)
                .ifPresent(how -> OUT.println(FAILURE + experiment + " -> " + how));
    }

    private static Experiment experiment(long number, Precision precision) {
        var convolution = HangingConvolution.of(number);
        var random = new Random(number);
        var layers = new ArrayList<Layer>();
        if (random.nextInt(3) == 0) {
            layers.add(Layers.batchNorm());
        }
        layers.add(convolution.layer());
        if (random.nextInt(4) > 0) {
            layers.add(ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size())));
        }
        if (random.nextInt(3) == 0) {
            layers.add(pool(random));
        }
        layers.add(Layers.dense(1 + random.nextInt(3)));
        Network network = Network.of(convolution.input(), layers);
        int rows = convolution.rows();
        int slice = random.nextBoolean() ? rows : Math.ceilDiv(2 * rows, 3);
        var options =
                new ProgramOptions(
                        Losses.meanSquaredError(),
                        Optimizers.momentum(0.9),
                        List.of(),
                        slice,
                        rows,
                        Double.POSITIVE_INFINITY,
                        precision,
                        1 + random.nextInt(2),
                        number);
        return new Experiment(
                number,
                network,
                Target.values(network.output().size()),
                options,
                List.of(rows, 1 + random.nextInt(rows)),
                rows,
                Experiment.Inputs.NORMAL);
    }

    /** Takes any image, even of one place: its border is as wide as its windows allow. */
    private static Layer pool(Random random) {
        int window = 1 + random.nextInt(3);
        int stride = 1 + random.nextInt(3);
        var pool = random.nextBoolean() ? Layers.maxPool(window) : Layers.averagePool(window);
        return pool.stride(stride)
                .padding(random.nextBoolean() ? Padding.same() : Padding.of(window / 2));
    }
}
