package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.kit.Differential;
import dev.gradus.nn.engine.kit.Experiment;
import dev.gradus.nn.engine.kit.Experiment.Inputs;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import dev.gradus.onednn.trial.KernelTrials;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dense layers of which each thread computes a strip of the columns. */
class DenseInStripsTest {
    private static final String[] ACTIVATIONS = {
        "relu", "tanh", "softplus", "elu(0.5)", "dropout(0.2)", ""
    };
    private static final int NETWORKS = 40;

    /** Strips wherever each thread has a whole vector of columns, and threads for all layers. */
    private static final Tuning IN_STRIPS =
            new Tuning(
                    KernelTrials::of,
                    new WorkAmount(
                            0, 0, new WorkAmount.Lanes(1, -1, 0), new WorkAmount.Strips(1, 16)));

    @ParameterizedTest
    @EnumSource
    void computeWhatPlainJavaDoesAtAwkwardSizes(Precision precision) {
        var random = new Random(3);
        Experiment first = experiment(0, new Random(3), precision);
        if (Refusals.isRefused(first.network(), first.options())) {
            return;
        }
        var differential =
                new Differential(
                                (network, options) ->
                                        OneDnnProgram.compile(network, options, IN_STRIPS),
                                precision)
                        .with((network, options) ->
                                OneDnnInference.compile(network, options, IN_STRIPS));
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
            Experiment experiment = experiment(i, random, precision);
            differential
                    .disagreement(experiment)
                    .ifPresent(words -> failures.add(experiment + " -> " + words));
        }

        assertThat(failures).isEmpty();
    }

    /** Plain Java adds -infinity and infinity here; the kernels find -infinity, whose relu is 0. */
    @ParameterizedTest
    @ValueSource(ints = {0, 31, 32, 63})
    void noticeAnOverflowInAnyStripThatIsLostInRelu(int unit) {
        Network network = Network.parse(Shape.vector(64), "dense(64) relu dense(1)");
        var options =
                ProgramOptions.of(Losses.meanSquaredError(), Optimizers.sgd(), 40, 1).threads(2);
        var batch = new Batch(40, 64, Target.values(1));
        batch.size(40);
        Arrays.fill(batch.inputs(), 2);
        try (Program program = OneDnnProgram.compile(network, options, IN_STRIPS)) {
            assertThat(program.forwardBackward(batch, 0)).isFinite();
            StateEntry weights = program.state().getFirst();
            float[] values = new float[weights.size()];
            program.read(weights, values);
            values[64 * unit] = -Float.MAX_VALUE;
            values[64 * unit + 1] = Float.MAX_VALUE;
            program.write(weights, values);

            assertThat(program.forwardBackward(batch, 1)).isNaN();
        }
    }

    private static Experiment experiment(int number, Random random, Precision precision) {
        int threads = 2 + random.nextInt(3);
        int inputs = 1 + random.nextInt(200);
        int outputs = 1 + random.nextInt(70);
        Network network =
                Network.parse(
                        Shape.vector(inputs),
                        Text.of(
                                "%s%s%s dense(%d)",
                                layer(random), layer(random), layer(random), outputs));
        Target target = Target.values(outputs);
        int rows = 1 + random.nextInt(130);
        var options =
                ProgramOptions.of(Losses.meanSquaredError(), Optimizers.nesterov(0.9), rows, number)
                        .threads(threads)
                        .precision(precision);
        return new Experiment(
                number,
                network,
                target,
                options,
                List.of(rows, 1 + random.nextInt(rows), rows + 7),
                1 + random.nextInt(rows),
                number % 8 == 0 ? Inputs.LARGE : Inputs.NORMAL);
    }

    private static String layer(Random random) {
        int outputs = 1 + random.nextInt(210);
        return Text.of(
                "dense(%d%s) %s ",
                outputs,
                random.nextInt(4) == 0 ? ", bias=false" : "",
                ACTIVATIONS[random.nextInt(ACTIVATIONS.length)]);
    }
}
