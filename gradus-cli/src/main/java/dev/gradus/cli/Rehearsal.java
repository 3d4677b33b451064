package dev.gradus.cli;

import java.util.List;

/**
 * Goes once through what most starts do, so that the JVM's ahead-of-time cache holds the classes
 * and profiles they need. The launcher runs it after a build.
 */
public final class Rehearsal {
    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("--help"),
                    List.of("schedule", "--help"),
                    List.of("schedule", "oneCycle(0.01)", "--steps", "1000"),
                    List.of(
                            "schedule",
                            "ramp(0, 0.1, epochs(5)).then(cosine(0.1, 0))",
                            "--epochs",
                            "30",
                            "--steps-per-epoch",
                            "469",
                            "--json"));

    private Rehearsal() {}

    /** Runs the commands; what they print is of no interest. */
    public static void main(String[] arguments) {
        for (List<String> command : COMMANDS) {
            Gradus.run(Surroundings.ofProcess(), command.toArray(String[]::new));
        }
    }
}
