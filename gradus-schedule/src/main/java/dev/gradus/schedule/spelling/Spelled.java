package dev.gradus.schedule.spelling;

import java.util.Map;

/** A value that knows its text form. */
public interface Spelled {
    /** {@return the call that creates an equal value} */
    Spelling spelling();

    /** {@return the text form; {@code toString} gives the same} */
    default String text() {
        return SpelledText.of(this);
    }

    /**
     * {@return the JSON form as maps, lists, texts and numbers, for any JSON library to write}
     *
     * @throws IllegalArgumentException if the value contains a Java function, or a schedule of the
     *     user's own class, which cannot be saved
     */
    default Map<String, Object> toTree() {
        return SpelledTree.of(this);
    }
}
