package dev.gradus.onednn.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.onednn.OneDnnProgram;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelWindowsTest {
    private static final int ROWS = 7;

    /** What sees nothing is the function of the bias, which begins as 0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1 | 11 | batchNorm conv2d(2, [2, 1], padding=1, dilation=2, bias=false) softplus | 0.6931472",
                "2 | 5 | 3  | conv2d(3, [2, 3], stride=2, padding=2, bias=false) softplus            | 0.6931472",
                "2 | 2 | 2  | conv2d(3, 1, padding=1) sigmoid                                        | 0.5",
                "2 | 2 | 2  | conv2d(3, 2, padding=3, bias=false) gelu                               | 0"
            })
    void aWindowThatSeesNothingGivesTheFunctionOfNothing(
            int channels, int height, int width, String text, float expected) {
        Network network = Network.parse(Shape.image(channels, height, width), text);
        var options = ProgramOptions.of(Losses.meanSquaredError(), Optimizers.sgd(), ROWS, 1);
        try (Program program = OneDnnProgram.compile(network, options)) {
            var batch = new Batch(ROWS, network.input().size(), Target.values(1));
            batch.size(ROWS);
            Arrays.fill(batch.inputs(), 0.3f);
            float[] outputs = new float[ROWS * network.output().size()];
            program.evaluate(batch, outputs);
            assertThat(outputs[0]).isCloseTo(expected, offset(1e-6f));
            assertThat(program.takeNotes()).isEmpty();
        }
    }

    /** Counts places by hand: what each result place reads, from first to last. */
    @ParameterizedTest
    @CsvSource({
        // a row of 1, 3 weights 2 apart: reads -1 1 3
        "1, 3, 1, 2, 2, 1, true",
        // a row of 2: reads -1 1 3
        "2, 3, 1, 2, 2, 1, false",
        // a row of 3, 1 weight: reads -1, 0, 1, 2, 3
        "3, 1, 5, 1, 1, 1, true",
        // a row of 3, 2 weights: reads -1 0, 0 1, 1 2, 2 3
        "3, 2, 4, 1, 1, 1, false",
        // a row of 2, 2 weights 4 apart: reads -1 3
        "2, 2, 1, 1, 4, 1, true"
    })
    void aResultPlaceIsBlindWhoseWindowReadsNoPlaceOfTheImage(
            int sources,
            int kernels,
            int results,
            long stride,
            long dilation,
            long before,
            boolean blind) {
        var axis = new WindowAxis(sources, kernels, results, stride, dilation, before);
        assertThat(axis.hasBlindResults()).isEqualTo(blind);
    }
}
