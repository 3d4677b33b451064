package dev.gradus.schedule.text;

import dev.gradus.schedule.Schedule;
import dev.gradus.text.Expression;
import dev.gradus.text.TextException;
import java.util.Map;

/** Reads schedules from their text and JSON forms. */
public final class ScheduleReader {
    private ScheduleReader() {}

    /**
     * Reads the text form, the inverse of a schedule's {@code toString}: {@code oneCycle(0.01)},
     * {@code ramp(0, 0.1, epochs(5)).then(cosine(0.1))}. A bare number is a constant; arguments may
     * be named; another system's constructor, such as {@code torch.StepLR(lr=0.1, step_size=30)},
     * is read too.
     *
     * @param text a schedule as a user writes it
     * @return the schedule
     * @throws TextException if it cannot be read; the message points at the place and suggests
     */
    public static Schedule parse(String text) {
        return TextReader.read(expression(text));
    }

    /**
     * Parses a text that should be a schedule or have one in it.
     *
     * @param text a schedule as a user writes it
     * @return the parsed text
     * @throws TextException if it is not an expression; the message points at the place and says
     *     what to write instead
     */
    public static Expression expression(String text) {
        try {
            return Expression.parse(text);
        } catch (TextException fault) {
            throw Hints.explained(fault);
        }
    }

    /**
     * Reads what {@link Schedule#toTree} wrote, for example out of a JSON file.
     *
     * @param tree maps, lists, texts and numbers
     * @return the schedule
     * @throws IllegalArgumentException if a kind or field is unknown, missing or wrong; the message
     *     names it
     */
    public static Schedule fromTree(Map<String, ?> tree) {
        return TreeReader.read(tree);
    }
}
