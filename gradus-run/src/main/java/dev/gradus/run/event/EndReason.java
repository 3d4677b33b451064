package dev.gradus.run.event;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a run ended: {@link BuiltIn}, or by a stop rule of the user's own, which has its own word. A
 * word that this version does not know is that of an {@link Own} reason, too: it is kept and shown
 * as it was written.
 */
public sealed interface EndReason extends Serializable {
    /** {@return one word for scripts, as in the record of a run} */
    String word();

    /**
     * {@return the reason that a word stands for}
     *
     * @param word its word, as in the record of a run
     */
    static EndReason of(String word) {
        Optional<EndReason> builtIn = BuiltIn.find(word).map(EndReason.class::cast);
        return builtIn.orElseGet(() -> new Own(word));
    }

    /** The reasons that Gradus has. Their words are their names in small letters. */
    enum BuiltIn implements EndReason {
        /** All its steps are done. */
        COMPLETED,
        /** A metric has not improved for too long. */
        PATIENCE,
        /** A metric has reached its target. */
        TARGET,
        /** The limit of time is reached. */
        TIME,
        /** The limit of steps is reached. */
        STEPS,
        /** Someone asked it to stop. */
        STOPPED,
        /** Its process ended before the run was over, which may continue in another one. */
        INTERRUPTED,
        /** A loss or gradient was not finite. */
        DIVERGED,
        /** An error ended it. */
        FAILED;

        private static Optional<BuiltIn> find(String word) {
            return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
        }

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return word();
        }
    }

    /**
     * The reason of a user's own stop rule, or one that this version does not know.
     *
     * @param word its word
     */
    record Own(String word) implements EndReason {
        /**
         * Checks the word.
         *
         * @throws IllegalArgumentException if it is that of a {@link BuiltIn} reason
         */
        public Own {
            if (BuiltIn.find(word).isPresent()) {
                throw new IllegalArgumentException(
                        "\"%s\" is the word of a reason that Gradus has; use EndReason.of(\"%s\")"
                                .formatted(word, word));
            }
        }

        @Override
        public String toString() {
            return word;
        }
    }
}
