package dev.gradus.model;

import dev.gradus.nn.engine.NonFiniteValues;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.Preparation;
import java.util.List;

/**
 * Refuses outputs that are NaN or infinite: they answer nothing. Outputs are looked at, for inputs
 * are many; which input is to blame is found out only then.
 *
 * @param meaning has the names of the inputs, if they have any
 * @param values the weights, which may be to blame, too
 * @param width how many inputs an example has
 * @param outputs how many outputs
 */
record FiniteOutputs(Meaning meaning, StateValues values, int width, int outputs) {
    /** More outputs than these are looked at together, in a quarter of the time. */
    private static final int FEW = 32;

    /** Returns the place of the first of some outputs that is not finite, or -1. */
    static int find(float[] computed, int count) {
        if (count > FEW && !NonFiniteValues.hasAny(computed, 0, count)) {
            return -1;
        }
        for (int i = 0; i < count; i++) {
            if (!Float.isFinite(computed[i])) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns what is thrown for an output that is not finite; the message names the example, the
     * input and what to do.
     *
     * @param at its place
     * @param before how many examples the caller has before these
     */
    IllegalArgumentException refusal(float[] examples, float[] computed, int at, int before) {
        int row = at / outputs;
        return new IllegalArgumentException(
                Text.of(
                        "the network has no finite answer to example %d: output %s is %s (counted from 0); %s",
                        before + row,
                        meaning.output(at % outputs),
                        computed[at],
                        cause(examples, row * width)));
    }

    private String cause(float[] examples, int from) {
        int largest = from;
        for (int i = from; i < from + width; i++) {
            if (!Float.isFinite(examples[i])) {
                return Text.of(
                        "%s of the example is %s: give a number in its place, such as the mean of those in training",
                        input(i - from), examples[i]);
            }
            if (Math.abs(examples[i]) > Math.abs(examples[largest])) {
                largest = i;
            }
        }
        return values.isFinite()
                ? Text.of(
                        "its inputs are finite, the largest is %s, %s: are they prepared as those in training?",
                        input(largest - from), NumberText.brief(examples[largest]))
                : "its inputs are finite, but the model has weights that are not: train it again";
    }

    private String input(int number) {
        List<String> names = meaning.preparation().map(Preparation::inputs).orElse(List.of());
        return names.isEmpty()
                ? Text.of("input %d", number)
                : Text.of("input %d ('%s')", number, names.get(number));
    }
}
