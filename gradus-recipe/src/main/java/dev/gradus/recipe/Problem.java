package dev.gradus.recipe;

import dev.gradus.text.TextException;

/** Messages that begin with the place where the fault stands. */
final class Problem {
    private Problem() {}

    /** What shows the text of an option needs no option's name; in a file the place is not seen. */
    static IllegalArgumentException at(String place, IllegalArgumentException fault) {
        return place.startsWith("--") && fault instanceof TextException
                ? fault
                : new IllegalArgumentException(place + ": " + fault.getMessage(), fault);
    }

    /** The name of an unknown key is in the sentence. */
    static String before(String place, String name, String sentence) {
        String file =
                place.endsWith(", " + name)
                        ? place.substring(0, place.length() - name.length() - 2)
                        : place;
        return file + ": " + sentence;
    }
}
