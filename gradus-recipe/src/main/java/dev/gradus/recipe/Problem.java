package dev.gradus.recipe;

import dev.gradus.text.TextException;

/** Messages that begin with the place of the fault. */
final class Problem {
    private Problem() {}

    /**
     * Leaves a message that shows the text of an option as it is, and puts the place before all
     * others.
     */
    static IllegalArgumentException at(String place, IllegalArgumentException fault) {
        return place.startsWith("--") && fault instanceof TextException
                ? fault
                : new IllegalArgumentException(place + ": " + fault.getMessage(), fault);
    }

    /** Puts the file before a sentence that names the unknown key already. */
    static String before(String place, String name, String sentence) {
        String file =
                place.endsWith(", " + name)
                        ? place.substring(0, place.length() - name.length() - 2)
                        : place;
        return file + ": " + sentence;
    }
}
