package dev.gradus.model.file;

/**
 * A kind of file that holds {@link Contents}.
 *
 * @param magic the first eight characters of a file
 * @param version the version that is written; others are refused
 * @param noun the word for such a file in messages, such as {@code checkpoint}
 * @param faults makes the exception for a file that cannot be used
 */
public record SectionFormat(String magic, int version, String noun, Faults faults) {
    /** Copies lists and maps, and checks what they hold. */
    public SectionFormat {
        if (magic.length() != Long.BYTES) {
            throw new IllegalArgumentException(
                    "a file starts with eight characters, got \"%s\"".formatted(magic));
        }
    }

    /** Makes exceptions. */
    @FunctionalInterface
    public interface Faults {
        /**
         * {@return an exception with this message}
         *
         * @param message what is wrong
         */
        RuntimeException of(String message);
    }

    RuntimeException fault(String message) {
        return faults.of(message);
    }

    RuntimeException damaged(String what) {
        return fault("the %s is damaged: %s".formatted(noun, what));
    }

    RuntimeException damaged(String what, Exception cause) {
        RuntimeException damaged = damaged(what);
        damaged.initCause(cause);
        return damaged;
    }
}
