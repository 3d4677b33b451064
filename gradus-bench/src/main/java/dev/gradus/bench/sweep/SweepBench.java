package dev.gradus.bench.sweep;

import dev.gradus.number.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures a sweep beside shell loops over the same runs, one loop a processor, and successive
 * halving beside the whole sweep.
 */
@Command(
        name = "sweep",
        description =
                "Measures gradus sweep beside shell loops of gradus train over the same runs.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class SweepBench implements Callable<Integer> {
    @Option(names = "--launcher", description = "The gradus command.")
    private Path launcher = Path.of("gradus");

    @Option(names = "--axis", description = "The rates.")
    private String axis = "lr=log(1e-4, 1, 9)";

    @Option(names = "--seeds", description = "How often each rate is trained.")
    private int seeds = 3;

    @Option(names = "--epochs", description = "The length of each run.")
    private int epochs = 3;

    @Option(names = "--halving", description = "The factor of successive halving.")
    private int factor = 3;

    @Option(names = "--rounds", description = "How often sweep and loops have their turn.")
    private int rounds = 1;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("gradus-sweeps");
        var lines = new ArrayList<String>();
        lines.add(Text.of("| round | sweep | %d loops | sweep ÷ loops | load before |", loops()));
        lines.add("|---|---|---|---|---|");
        for (int round = 1; round <= rounds; round++) {
            String load = Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
            double sweep = seconds(sweep(folder, "whole" + round, ""));
            RunsTable table = RunsTable.read(folder.resolve("whole" + round));
            double loops = seconds(loops(folder, round, table));
            lines.add(
                    Text.of(
                            "| %d | %.1f s | %.1f s | %.2f | %s |",
                            round, sweep, loops, sweep / loops, load));
            lines.add("");
            lines.add(sameBits(folder, round, table));
        }
        seconds(sweep(folder, "halved", "--halving " + factor));
        lines.add(compared(RunsTable.read(folder.resolve("whole1")), folder));
        lines.add("");
        lines.add("The runs are in " + folder);
        System.out.println(String.join("\n", lines));
        return 0;
    }

    private static int loops() {
        return Runtime.getRuntime().availableProcessors();
    }

    private String sweep(Path folder, String name, String more) {
        return Text.of(
                "%s sweep --model mlp --epochs %d --over \"%s\" --seeds %d --runs %s --name %s --quiet %s",
                launcher.toAbsolutePath(), epochs, axis, seeds, folder, name, more);
    }

    /** Returns a script of loops side by side, each over every second (or n-th) run. */
    private String loops(Path folder, int round, RunsTable table) {
        var script = new StringBuilder();
        for (int loop = 0; loop < loops(); loop++) {
            var pairs = new ArrayList<String>();
            for (int i = loop; i < table.rows().size(); i += loops()) {
                RunsTable.Row row = table.rows().get(i);
                pairs.add(Text.of("%d:%s:%d", row.trial(), row.setting(), row.seed()));
            }
            script.append("(for run in ")
                    .append(String.join(" ", pairs))
                    .append("; do IFS=: read trial rate seed <<< \"$run\"; ")
                    .append(launcher.toAbsolutePath())
                    .append(" train --model mlp --epochs ")
                    .append(epochs)
                    .append(
                            " --lr \"oneCycle($rate)\" --seed $seed --threads 1 --test none --runs ")
                    .append(folder.resolve("loops" + round))
                    .append(" --name $trial --quiet || exit; done) &\n");
        }
        return script.append("wait").toString();
    }

    private static double seconds(String script) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        int code = new ProcessBuilder("bash", "-c", script).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(Text.of("exit code %d of: %s", code, script));
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String sameBits(Path folder, int round, RunsTable table) throws IOException {
        int same = 0;
        for (RunsTable.Row row : table.rows()) {
            Path run = folder.resolve("loops" + round).resolve(String.valueOf(row.trial()));
            List<String> events = Files.readAllLines(run.resolve("events.jsonl"));
            if (events.getLast().contains(row.state())) {
                same++;
            }
        }
        return Text.of(
                "%d of %d runs of the loops ended with the bits of the sweep's.",
                same, table.rows().size());
    }

    private String compared(RunsTable whole, Path folder) throws IOException {
        RunsTable halved = RunsTable.read(folder.resolve("halved"));
        return Text.of(
                "Halving by %d finds %s, the whole sweep %s, with %,d of %,d steps (%.3f).",
                factor,
                halved.best(),
                whole.best(),
                halved.steps(),
                whole.steps(),
                (double) halved.steps() / whole.steps());
    }
}
