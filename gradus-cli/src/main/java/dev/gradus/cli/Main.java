package dev.gradus.cli;

/** Where the process begins and ends. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        Surroundings surroundings = HeadStart.in(Surroundings.ofProcess(), arguments);
        System.exit(Gradus.run(surroundings, arguments));
    }
}
