package dev.gradus.cli;

import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.file.FolderRemoval;
import dev.gradus.number.Text;
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
    private static final String TABLE = "table.csv";

    /** Rows of a table with numbers, words and a gap. */
    private static final int ROWS = 60;

    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("--help"),
                    List.of("train", "--help"),
                    List.of("trian"),
                    List.of("schedule", "oneCycle(0.01)", "--steps", "1000"),
                    List.of("schedule", "hold(0.1).then(cosine(0.1))", "--explain", "5"),
                    List.of("schedule", "torch.StepLR(lr=0.1, step_size=30)", "--csv"),
                    List.of("train", "--steps", "3", "--json"),
                    List.of("train", TABLE, "--target", "kind", "--epochs", "2"),
                    List.of("evaluate", "latest", TABLE),
                    List.of("predict", "latest", TABLE, "--out", "answers.csv"));

    private Rehearsal() {}

    /** Runs the commands in a folder of their own; what they print is of no interest. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("gradus");
        try {
            Files.writeString(folder.resolve(TABLE), table());
            var surroundings = Surroundings.silent(folder, Map.of());
            for (List<String> command : COMMANDS) {
                Main.run(surroundings, command.toArray(String[]::new));
            }
        } finally {
            FolderRemoval.remove(folder);
        }
    }

    private static String table() {
        var rows = new StringBuilder("length,width,place,kind\n");
        for (int row = 0; row < ROWS; row++) {
            rows.append(Text.of("%.1f,", row * 0.7))
                    .append(row == 7 ? "" : row % 11)
                    .append(row % 2 == 0 ? ",north," : ",south,")
                    .append(row % 3 == 0 ? "large\n" : "small\n");
        }
        return rows.toString();
    }
}
