package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.InferenceOptions;
import dev.gradus.nn.engine.InferenceProgram;
import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.engine.kit.InferenceParity;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onednn.binding.Processor;
import org.junit.jupiter.api.Test;

class OneDnnInferenceTest {
    @Test
    void readsWhatWasWritten() {
        try (var program =
                OneDnnInference.compile(Examples.images(), InferenceOptions.of(Examples.SLICE))) {
            for (StateEntry entry : program.state()) {
                float[] values = new float[entry.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = i + 0.5f;
                }
                program.write(entry, values);
                float[] read = new float[entry.size()];
                program.read(entry, read);
                assertThat(read).as(entry.name()).isEqualTo(values);
            }
        }
    }

    /** A largest value of oneDNN's is at least the smallest finite number, and sets no flag. */
    @Test
    void aBiasOfMinusInfinityIsNotLostInAPool() {
        Network network =
                Network.parse(Shape.image(1, 6, 6), "conv2d(4,3) maxPool(2) flatten dense(10)");
        try (Program plain = Backends.named("java").compile(network, Examples.options());
                var program = OneDnnInference.compile(network, InferenceOptions.of(7))) {
            float[] bias = new float[4];
            bias[1] = Float.NEGATIVE_INFINITY;
            plain.write(plain.state().get(1), bias);
            InferenceParity.share(plain, program);
            Batch batch = Examples.batch(network, 7, 1);
            float[] expected = new float[7 * Examples.CLASSES];
            float[] actual = new float[expected.length];
            plain.evaluate(batch, expected);
            program.evaluate(batch, actual);
            assertThat(NonFiniteValues.hasAny(expected, 0, expected.length)).isTrue();
            assertThat(actual).isEqualTo(expected);
            assertThat(program.takeNotes()).containsExactly(PlainJavaFallback.NOTE);

            program.write(program.state().get(1), new float[4]);
            program.evaluate(batch, actual);
            assertThat(NonFiniteValues.hasAny(actual, 0, actual.length)).isFalse();
        }
    }

    @Test
    void refusesBfloat16WhereItWouldBeSlow() {
        var options = InferenceOptions.of(7).precision(Precision.BF16);
        if (Processor.hasBfloat16()) {
            try (InferenceProgram program =
                    new OneDnnBackend().compileForInference(Examples.wide(), options)) {
                assertThat(program.precision()).isEqualTo(Precision.BF16);
                assertThat(program.takeNotes()).isEmpty();
            }
            return;
        }
        assertThatThrownBy(() -> new OneDnnBackend().compileForInference(Examples.wide(), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("precision bf16 needs a processor with bfloat16");
    }

    @Test
    void examplesTooSmallForBfloat16AreComputedInFloat32AndThatIsSaid() {
        Network network = Network.parse(Shape.vector(16), "dense(64) relu dense(10)");
        var single = InferenceOptions.of(1).precision(Precision.BF16);
        var many = InferenceOptions.of(1000).precision(Precision.BF16);
        var backend = new OneDnnBackend();
        if (!Processor.hasBfloat16()) {
            assertThatThrownBy(() -> backend.compileForInference(network, single))
                    .hasMessageStartingWith("precision bf16 needs a processor with bfloat16");
            return;
        }
        try (var small = backend.compileForInference(network, single);
                var large = backend.compileForInference(network, many)) {
            assertThat(small.precision()).isEqualTo(Precision.F32);
            assertThat(small.takeNotes())
                    .singleElement()
                    .asString()
                    .startsWith("precision bf16: batches with so few operations are computed in");
            assertThat(large.precision()).isEqualTo(Precision.BF16);
            assertThat(large.takeNotes()).isEmpty();
        }
    }

    @Test
    void aClosedProgramSaysSo() {
        var program = OneDnnInference.compile(Examples.wide(), InferenceOptions.of(7));
        program.close();
        program.close();
        assertThat(program.memory()).isZero();
        assertThatThrownBy(() ->
                        program.evaluate(Examples.batch(Examples.wide(), 1, 0), new float[10]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this program is closed; compile the network again");
    }
}
