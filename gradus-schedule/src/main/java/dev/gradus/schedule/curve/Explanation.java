package dev.gradus.schedule.curve;

import dev.gradus.number.NumberText;
import java.util.List;

/**
 * How a value is computed: a sentence, the value, and the parts it is computed from.
 *
 * @param what for example {@code ramp from 0.1 to 0, step 30 of 100, COSINE}
 * @param value the value of this part
 * @param parts the parts it is computed from; empty for a primitive
 */
public record Explanation(String what, double value, List<Explanation> parts) {
    /** Keeps its own copy of the parts. */
    public Explanation {
        parts = List.copyOf(parts);
    }

    /**
     * An explanation with parts.
     *
     * @param what what is computed
     * @param value its value
     * @param parts what it is computed from
     */
    public Explanation(String what, double value, Explanation... parts) {
        this(what, value, List.of(parts));
    }

    /** Returns one line for each part, indented by depth: the value, then how it is computed. */
    @Override
    public String toString() {
        var lines = new StringBuilder();
        write(lines, 0);
        return lines.toString();
    }

    private void write(StringBuilder lines, int depth) {
        lines.append("  ".repeat(depth))
                .append(NumberText.brief(value, 6))
                .append("  ")
                .append(what)
                .append('\n');
        for (var part : parts) {
            part.write(lines, depth + 1);
        }
    }
}
