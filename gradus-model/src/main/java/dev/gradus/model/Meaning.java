package dev.gradus.model;

import dev.gradus.nn.tensor.Target;
import dev.gradus.number.Text;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import java.util.List;
import java.util.Optional;

/**
 * The meaning of a network's input and output numbers.
 *
 * @param target classes or values: what was learned
 * @param outputs the names of the classes or values, in their order; empty if they have none
 * @param preparation how rows of a table become input values; empty if the inputs are used directly
 */
public record Meaning(Target target, List<String> outputs, Optional<Preparation> preparation) {
    /** Copies lists and maps, and checks what they hold. */
    public Meaning {
        outputs = List.copyOf(outputs);
        if (outputs.size() > target.outputs()) {
            throw new IllegalArgumentException(
                    Text.of(
                            "there are names for %d outputs, but %d outputs: %s",
                            outputs.size(), target.outputs(), outputs));
        }
    }

    /**
     * {@return the meaning of numbers without names}
     *
     * @param target what was learned
     */
    public static Meaning of(Target target) {
        return new Meaning(target, List.of(), Optional.empty());
    }

    /**
     * {@return the meaning of numbers that come from a table}
     *
     * @param preparation how rows of a table became examples
     */
    public static Meaning of(Preparation preparation) {
        return switch (preparation.learned()) {
            case Learned.Classes(_, List<String> names, _) ->
                    new Meaning(Target.classes(names.size()), names, Optional.of(preparation));
            case Learned.Values(List<Learned.Value> values) ->
                    new Meaning(
                            Target.values(values.size()),
                            preparation.learned().columns(),
                            Optional.of(preparation));
        };
    }

    /**
     * {@return the name of a class or value: its number, from 0, if it has none}
     *
     * @param number counted from 0
     */
    public String output(int number) {
        return number < outputs.size() ? outputs.get(number) : String.valueOf(number);
    }

    /** {@return whether each output stands for a class} */
    public boolean isClasses() {
        return target instanceof Target.Classes;
    }

    /**
     * Converts values that were learned standardized to the units of their columns, in place;
     * leaves all others unchanged.
     *
     * @param answers a model's answers, row after row
     * @param rows the number of rows
     */
    public void restore(float[] answers, int rows) {
        if (preparation.isPresent()
                && preparation.get().learned() instanceof Learned.Values(var values)) {
            for (int i = 0; i < rows * values.size(); i++) {
                answers[i] = (float) values.get(i % values.size()).restored(answers[i]);
            }
        }
    }
}
