package dev.gradus.cli.syntax;

/** What a command's end means to a script. */
public final class ExitCode {
    public static final int DONE = 0;

    /** A error in Gradus itself. */
    static final int INTERNAL = 1;

    /** The command line or a configuration is wrong. */
    public static final int USAGE = 2;

    /** The loss is no longer a number. */
    public static final int DIVERGED = 3;

    /** Data or a file is wrong, missing or cannot be written. */
    public static final int DATA = 4;

    /** A replay differs from the run. */
    public static final int DIFFERS = 5;

    /** The run went well, but something that should have been kept could not be. */
    public static final int UNKEPT = 6;

    /** A live run was asked for something and has not answered in time. */
    public static final int UNANSWERED = 7;

    /** Interrupted from the keyboard. */
    public static final int INTERRUPTED = 130;

    /** Ended by the system. */
    public static final int TERMINATED = 143;

    private ExitCode() {}
}
