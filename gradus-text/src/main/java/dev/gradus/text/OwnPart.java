package dev.gradus.text;

import java.util.regex.Pattern;

/**
 * A part of a run that a user wrote in Java: a layer, loss, metric, optimizer, initializer, stop
 * rule or controller. It has no text form that could be read back. Records name it by its {@code
 * toString}, and whoever continues the run supplies it again.
 *
 * <p>Write it as a record, so that its name contains all its settings and a run cannot be resumed
 * with other settings by mistake.
 */
public interface OwnPart {
    /** What {@link Object#toString} writes for an object, also within a record or an array. */
    Pattern IDENTITY = Pattern.compile("@[0-9a-f]{5,8}\\b");

    /**
     * {@return the name under which records keep a part}
     *
     * @param kind what messages call such a part, as in {@code loss}
     * @param part the part, whose {@code toString} gives the name
     * @throws IllegalArgumentException if the name is blank, or identifies the object and so would
     *     differ in the next process
     */
    static String name(String kind, OwnPart part) {
        String name = part.toString();
        if (name.isBlank() || name.equals(identity(part)) || IDENTITY.matcher(name).find()) {
            throw new IllegalArgumentException(
                    "the own %s %s must have a name that is the same in every process, got \"%s\"; write it as a record of plain values, or give it a toString with all its settings"
                            .formatted(kind, part.getClass().getSimpleName(), name));
        }
        return name;
    }

    private static String identity(OwnPart part) {
        return part.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(part));
    }
}
