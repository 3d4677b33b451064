package dev.gradus.nn.plain;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.kit.Case;
import dev.gradus.nn.engine.kit.LayerCases;
import dev.gradus.nn.engine.kit.LossCases;
import dev.gradus.nn.engine.kit.OptimizerCases;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.plain.memory.Workers;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.number.Text;
import dev.gradus.testing.Distance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SameBitsTest {
    private static final int SLICE = 6;

    private static final Map<String, Integer> ALONE_IN_F32 = bits(Precision.F32, 1);
    private static final Map<String, Integer> ALONE_IN_BF16 = bits(Precision.BF16, 1);

    /** Returns the bits of every case, by its name. */
    private static Map<String, Integer> bits(Precision precision, int threads) {
        return cases().collect(toMap(Case::name, subject -> bits(subject, precision, threads)));
    }

    static Stream<Case> cases() {
        return Stream.of(LayerCases.all(), LossCases.all(), OptimizerCases.all())
                .flatMap(List::stream);
    }

    /** Every task is shared out, however small. */
    private static JavaProgram program(
            Case subject, Precision precision, int sliceSize, int threads) {
        var options = subject.options(sliceSize, threads).precision(precision);
        return new JavaProgram(subject.network(), options, new Workers(threads, 1));
    }

    private static int bits(Case subject, Precision precision, int threads) {
        try (JavaProgram program = program(subject, precision, SLICE, threads)) {
            int bits = 1;
            for (int step = 0; step < 3; step++) {
                Batch batch = subject.batch(11, step);
                bits = 31 * bits + Double.hashCode(program.forwardBackward(batch, step));
                bits = 31 * bits + Double.hashCode(program.gradientNorm());
                program.update(0.01, 0.9, 0.01, 0.5);
                float[] outputs = new float[11 * subject.network().output().size()];
                program.evaluate(batch, outputs);
                bits = 31 * bits + Arrays.hashCode(outputs);
            }
            for (StateEntry entry : program.state()) {
                float[] values = new float[entry.size()];
                program.read(entry, values);
                bits = 31 * bits + Arrays.hashCode(values);
            }
            return bits;
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, 2", "F32, 3", "F32, 7", "BF16, 3"})
    void dependOnNoThreads(Precision precision, int threads) {
        var alone =
                switch (precision) {
                    case F32 -> ALONE_IN_F32;
                    case BF16 -> ALONE_IN_BF16;
                };
        assertThat(bits(precision, threads)).isEqualTo(alone);
    }

    /**
     * One line a case, so that a new case adds its line and changes no other. The numbers were
     * computed on x86-64; a machine, or a way to add, that gives others fails here.
     */
    @Test
    void areTheSameOnEveryMachine() throws IOException {
        List<String> lines;
        try (var recorded = SameBitsTest.class.getResourceAsStream("bits.txt")) {
            lines = new String(recorded.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }

        assertThat(cases().map(Case::name).map(SameBitsTest::recorded))
                .containsExactlyElementsOf(lines);
    }

    private static String recorded(String name) {
        return Text.of(
                "%s: %08x f32, %08x bf16", name, ALONE_IN_F32.get(name), ALONE_IN_BF16.get(name));
    }

    /** Measured statistics are those of a slice, so its gradients differ. */
    static Stream<Case> casesWithoutStatistics() {
        return cases().filter(subject ->
                subject.network().nodes().stream().noneMatch(SameBitsTest::measures));
    }

    @ParameterizedTest
    @MethodSource("casesWithoutStatistics")
    void dependOnSlicesOnlyByRounding(Case subject) {
        try (JavaProgram whole = program(subject, Precision.F32, 11, 1);
                JavaProgram sliced = program(subject, Precision.F32, 3, 2)) {
            Batch batch = subject.batch(11, 0);
            double loss = whole.forwardBackward(batch, 4);
            assertThat(sliced.forwardBackward(batch, 4)).isCloseTo(loss, Offset.offset(1e-9));
            for (Parameter parameter : subject.network().parameters()) {
                float[] expected = new float[parameter.size()];
                float[] actual = new float[parameter.size()];
                whole.readGradient(parameter, expected);
                sliced.readGradient(parameter, actual);
                assertThat(Distance.largest(actual, expected)).isLessThanOrEqualTo(1e-5);
            }
        }
    }

    private static boolean measures(Node node) {
        return !node.statistics().isEmpty();
    }
}
