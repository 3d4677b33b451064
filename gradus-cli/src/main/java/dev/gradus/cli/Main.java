package dev.gradus.cli;

import dev.gradus.cli.syntax.Surroundings;

/** Where the process starts and ends. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    /** Runs one command like a process, but without exiting; returns its code. */
    static int run(Surroundings surroundings, String... arguments) {
        return Gradus.run(HeadStart.in(surroundings, arguments), arguments);
    }
}
