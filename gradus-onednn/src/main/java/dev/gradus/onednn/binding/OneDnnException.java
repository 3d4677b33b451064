package dev.gradus.onednn.binding;

/** oneDNN refused or failed. */
public final class OneDnnException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Status status;

    /** What oneDNN said. */
    public enum Status {
        SUCCESS("success"),
        OUT_OF_MEMORY("out of memory"),
        INVALID_ARGUMENTS("invalid arguments"),
        UNIMPLEMENTED("not implemented for this processor or these shapes"),
        LAST_IMPLEMENTATION_REACHED("no further implementation"),
        RUNTIME_ERROR("it failed while running"),
        NOT_REQUIRED("not required"),
        UNKNOWN("an unknown status");

        private final String words;

        Status(String words) {
            this.words = words;
        }

        static Status of(int code) {
            return code >= 0 && code < UNKNOWN.ordinal() ? values()[code] : UNKNOWN;
        }
    }

    OneDnnException(String function, int code) {
        super("oneDNN's %s said: %s (status %d)".formatted(function, Status.of(code).words, code));
        this.status = Status.of(code);
    }

    /** Returns what oneDNN said. */
    public Status status() {
        return status;
    }
}
