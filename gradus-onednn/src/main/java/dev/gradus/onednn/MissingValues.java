package dev.gradus.onednn;

import java.util.Arrays;

/**
 * Carries NaN from inputs to outputs. The kernels compute relu and the largest of a window by
 * comparisons, which a NaN loses, so it would go on as 0 and come out as a plausible result.
 *
 * <p>An example with a NaN among its inputs has NaN for every output, as where each output depends
 * on every input.
 */
final class MissingValues {
    private static final int STRIDE = 8;

    private MissingValues() {}

    /**
     * Makes the outputs of examples with a NaN NaN.
     *
     * @param inputs the inputs, and where the first example's begin
     * @param outputs the outputs, and where the first example's begin
     */
    static void carry(
            float[] inputs,
            int firstInput,
            int inputSize,
            float[] outputs,
            int firstOutput,
            int outputSize,
            int rows) {
        if (!isSuspect(inputs, firstInput, firstInput + rows * inputSize)) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            int from = firstInput + row * inputSize;
            if (hasNan(inputs, from, from + inputSize)) {
                int begin = firstOutput + row * outputSize;
                Arrays.fill(outputs, begin, begin + outputSize, Float.NaN);
            }
        }
    }

    /**
     * Returns whether some value is NaN or infinite: 0 times that is NaN, and so is every sum with
     * it. Sums that do not wait for each other take an eighth of the time.
     */
    private static boolean isSuspect(float[] values, int from, int to) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = from;
        for (; i + STRIDE <= to; i += STRIDE) {
            a += 0 * values[i];
            b += 0 * values[i + 1];
            c += 0 * values[i + 2];
            d += 0 * values[i + 3];
            e += 0 * values[i + 4];
            f += 0 * values[i + 5];
            g += 0 * values[i + 6];
            h += 0 * values[i + 7];
        }
        for (; i < to; i++) {
            a += 0 * values[i];
        }
        return Float.isNaN(a + b + c + d + e + f + g + h);
    }

    private static boolean hasNan(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Float.isNaN(values[i])) {
                return true;
            }
        }
        return false;
    }
}
