package dev.gradus.model;

import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import java.util.List;
import java.util.Optional;

/**
 * What the numbers that go into a network and come out of it stand for.
 *
 * @param target classes or values: what was learned
 * @param outputs what the classes or values are called, in their order; empty where they have no
 *     names
 * @param preparation how rows of a table become input values; empty where the inputs are used as
 *     they are
 */
public record Meaning(Target target, List<String> outputs, Optional<Preparation> preparation) {
    /** Copies lists and maps, and checks what they hold. */
    public Meaning {
        outputs = List.copyOf(outputs);
        if (outputs.size() > target.outputs()) {
            throw new IllegalArgumentException(
                    "there are names for %d outputs, and %d outputs: %s"
                            .formatted(outputs.size(), target.outputs(), outputs));
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
            case Learned.Classes(_, List<String> names) ->
                    new Meaning(Target.classes(names.size()), names, Optional.of(preparation));
            case Learned.Values(List<Learned.Value> values) ->
                    new Meaning(
                            Target.values(values.size()),
                            preparation.learned().columns(),
                            Optional.of(preparation));
        };
    }

    /**
     * {@return what a class or value is called: its number, from 0, if it has no name}
     *
     * @param number counted from 0
     */
    public String output(int number) {
        return number < outputs.size() ? outputs.get(number) : String.valueOf(number);
    }

    /** {@return whether the outputs stand for classes, one each} */
    public boolean isClasses() {
        return target instanceof Target.Classes;
    }

    /**
     * Turns values that were learned standardized into those of their columns, in place; leaves all
     * else as it is.
     *
     * @param answers row after row of a model's answers
     * @param rows how many
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
