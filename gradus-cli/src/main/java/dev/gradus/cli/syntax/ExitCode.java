package dev.gradus.cli.syntax;

/** The exit codes, for scripts. */
public final class ExitCode {
    public static final int DONE = 0;

    /** An error in Gradus itself. */
    static final int INTERNAL = 1;

    /** The command line or a configuration is wrong. */
    public static final int USAGE = 2;

    /** The loss is no longer finite. */
    public static final int DIVERGED = 3;

    /** Data or a file is wrong, missing or cannot be written. */
    public static final int DATA = 4;

    /** A replay differs from the run. */
    public static final int DIFFERS = 5;

    /** The run completed, but something could not be saved. */
    public static final int UNKEPT = 6;

    /** A live run has not answered a request in time. */
    public static final int UNANSWERED = 7;

    /** Interrupted from the keyboard. */
    public static final int INTERRUPTED = 130;

    /** Ended by the system. */
    public static final int TERMINATED = 143;

    private ExitCode() {}
}
