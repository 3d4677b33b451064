package dev.gradus.model;

import dev.gradus.nn.Target;
import java.util.List;
import java.util.Optional;

/**
 * What the numbers that go into a network and come out of it stand for.
 *
 * @param target classes or values: what was learned
 * @param inputs what the input values are called, in their order, such as the columns of a table;
 *     empty where they have no names
 * @param outputs what the classes or values are called, in their order; empty where they have no
 *     names
 * @param preparation the text form of what turns raw rows into input values; empty where the inputs
 *     are used as they are
 */
public record Meaning(
        Target target, List<String> inputs, List<String> outputs, Optional<String> preparation) {
    public Meaning {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        if (outputs.size() > target.outputs()) {
            throw new IllegalArgumentException(
                    "there are names for %d outputs, and %d outputs: %s"
                            .formatted(outputs.size(), target.outputs(), outputs));
        }
    }

    /** Returns the meaning of numbers without names. */
    public static Meaning of(Target target) {
        return new Meaning(target, List.of(), List.of(), Optional.empty());
    }

    /** Returns what a class or value is called: its number, from 0, if it has no name. */
    public String output(int number) {
        return number < outputs.size() ? outputs.get(number) : String.valueOf(number);
    }

    /** Returns whether the outputs stand for classes, one each. */
    public boolean isClasses() {
        return target instanceof Target.Classes;
    }
}
