package dev.gradus.cli;

import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import java.util.stream.Stream;

/** Where the process starts and ends. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        int code = run(Surroundings.ofProcess(), arguments);
        if (code != ExitCode.DONE || hasThreadsLeft()) {
            System.exit(code);
        }
    }

    /**
     * Returns whether a thread would keep the process alive. If none does, its end needs no {@link
     * System#exit}, which looks for a logger in each jar first; that takes a twentieth of a short
     * command's time.
     */
    private static boolean hasThreadsLeft() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        var threads = new Thread[all.activeCount() + 1];
        int count = all.enumerate(threads);
        return count == threads.length
                || Stream.of(threads)
                        .limit(count)
                        .anyMatch(thread ->
                                !thread.isDaemon() && !thread.equals(Thread.currentThread()));
    }

    /** Runs one command like a process, but without exiting; returns its code. */
    static int run(Surroundings surroundings, String... arguments) {
        return Gradus.run(HeadStart.in(surroundings, arguments), arguments);
    }
}
