package dev.gradus.prepare;

import java.util.List;

/**
 * A column of a table and how it becomes inputs.
 *
 * @param name what the table calls it
 * @param encoding how its fields become inputs
 */
public record Column(String name, Encoding encoding) {
    /** {@return the names of the inputs that the column becomes, in order} */
    public List<String> inputs() {
        return encoding.inputs(name);
    }
}
