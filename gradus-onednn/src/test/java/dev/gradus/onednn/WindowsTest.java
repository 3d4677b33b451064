package dev.gradus.onednn;

import static dev.gradus.nn.Losses.meanSquaredError;
import static dev.gradus.nn.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.Network;
import dev.gradus.nn.Shape;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
    private static Program compile(int channels, int height, int width, String text) {
        return new OneDnnBackend()
                .compile(
                        Network.parse(Shape.image(channels, height, width), text),
                        ProgramOptions.of(meanSquaredError(), sgd(), 3, 1));
    }

    /** The first of them ended the process: a kernel read address 0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 4 | 1  | conv2d(4, [3, 1], stride=2, padding=1, dilation=2)",
                "2 | 1 | 4  | conv2d(3, [1, 3], stride=2, padding=1, dilation=2)"
            })
    void aConvolutionOfNothingButPaddingIsRefused(
            int channels, int height, int width, String text) {
        assertThatThrownBy(() -> compile(channels, height, width, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("every window of layer 'conv2d1' (")
                .hasMessageEndingWith("use less padding, or backend java");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 4 | 2 | conv2d(4, [3, 1], stride=2, padding=1, dilation=2)",
                "4 | 4 | 1 | conv2d(4, [3, 1], padding=1, dilation=2)",
                "2 | 7 | 8 | conv2d(2, 1, padding=2, stride=2)"
            })
    void aWindowThatMeetsTheImageSomewhereIsComputed(
            int channels, int height, int width, String text) {
        try (Program program = compile(channels, height, width, text)) {
            assertThat(program.network().parameters()).isNotEmpty();
        }
    }
}
