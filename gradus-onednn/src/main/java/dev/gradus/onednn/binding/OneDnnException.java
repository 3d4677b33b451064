package dev.gradus.onednn.binding;

import dev.gradus.number.Text;
import java.util.Arrays;

/** A call of oneDNN failed. */
public final class OneDnnException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Status status;

    /** oneDNN's status. */
    public enum Status {
        OUT_OF_MEMORY(1, "out of memory"),
        INVALID_ARGUMENTS(2, "invalid arguments"),
        UNIMPLEMENTED(3, "not implemented for this processor or these shapes"),
        RUNTIME_ERROR(5, "it failed while running"),
        UNKNOWN(-1, "an unknown status");

        private final int code;
        private final String words;

        Status(int code, String words) {
            this.code = code;
            this.words = words;
        }

        static Status of(int code) {
            return Arrays.stream(values())
                    .filter(status -> status.code == code)
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }

    OneDnnException(String function, int code) {
        super(
                Text.of(
                        "oneDNN's %s returned: %s (status %d)",
                        function, Status.of(code).words, code));
        this.status = Status.of(code);
    }

    /** Returns oneDNN's status. */
    public Status status() {
        return status;
    }
}
