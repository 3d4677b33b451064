package dev.gradus.cli;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.file.FolderRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Does once what most starts do, so that the JVM's ahead-of-time cache holds the classes and
 * profiles they need. The launcher runs it after a build.
 */
public final class Rehearsal {
    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("--help"),
                    List.of("train", "--help"),
                    List.of("trian"),
                    List.of("schedule", "oneCycle(0.01)", "--steps", "1000"),
                    List.of("schedule", "hold(0.1).then(cosine(0.1))", "--explain", "5"),
                    List.of("schedule", "torch.StepLR(lr=0.1, step_size=30)", "--csv"),
                    List.of("train", "--steps", "3", "--json"));

    private Rehearsal() {}

    /** Runs the commands in a folder of their own; what they print is of no interest. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("gradus");
        try {
            var surroundings = Surroundings.silent(folder, Map.of());
            for (List<String> command : COMMANDS) {
                Main.run(surroundings, command.toArray(String[]::new));
            }
        } finally {
            FolderRemoval.remove(folder);
        }
    }
}
