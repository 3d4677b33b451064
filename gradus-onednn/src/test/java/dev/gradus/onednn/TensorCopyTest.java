package dev.gradus.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.parameter.Parameter;
import dev.gradus.onednn.binding.Propagation;
import dev.gradus.onednn.binding.Scope;
import dev.gradus.onednn.memory.NativeTensor;
import dev.gradus.onednn.memory.TensorCopy;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorCopyTest {
    /**
     * Weights are read in every step where update ratios are measured, and at every checkpoint:
     * what each of them left behind filled the memory of a long run.
     */
    @Test
    void readsWhatWasWrittenInAnyLayoutAndLeavesNothingBehind() {
        try (var scope = new Scope()) {
            var planning = new Planning(Examples.lenet(), scope, _ -> 1);
            planning.calls(Propagation.TRAINING);
            planning.parameters().settle();
            List<Parameter> parameters = planning.network().parameters();
            assertThat(parameters)
                    .extracting(each -> value(planning, each).descriptor().isPlain())
                    .contains(true, false);
            int before = scope.objects();

            for (Parameter parameter : parameters) {
                float[] written = numbers(parameter.size());
                TensorCopy.write(written, value(planning, parameter));
                float[] read = new float[written.length];
                TensorCopy.read(value(planning, parameter), read);
                assertThat(read).as(parameter.name()).isEqualTo(written);
            }

            assertThat(scope.objects()).isEqualTo(before);
        }
    }

    private static NativeTensor value(Planning planning, Parameter parameter) {
        return planning.parameters().value(parameter);
    }

    private static float[] numbers(int count) {
        var random = new Random(count);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextFloat();
        }
        return numbers;
    }
}
