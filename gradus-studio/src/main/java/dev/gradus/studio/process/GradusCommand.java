package dev.gradus.studio.process;

import dev.gradus.number.Text;
import dev.gradus.run.json.RunException;
import dev.gradus.studio.record.OwnFolder;
import dev.gradus.text.FileFault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts the command in separate processes. The words of a process are an array that no shell
 * reads, and people's texts follow an option and {@code =}, so that they are never taken for
 * options.
 */
public final class GradusCommand {
    /**
     * Starts a new session if possible, so that Ctrl-C in the studio's terminal does not reach the
     * process.
     */
    private static final List<Path> SETSID =
            List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private final List<String> words;
    private final Path runs;
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Creates a starter.
     *
     * @param words the words that start the command; empty if it cannot be started
     * @param runs the folder of runs
     */
    public GradusCommand(List<String> words, Path runs) {
        this.words = List.copyOf(words);
        this.runs = runs;
    }

    /** Returns the folder of runs, as the last option of every process. */
    private String runsOption() {
        return "--runs=" + runs.toAbsolutePath();
    }

    /**
     * Starts a process.
     *
     * @param what its purpose, in a few words
     * @param arguments the subcommand and its arguments
     * @throws RunException if it cannot be started
     */
    public Started start(String what, List<String> arguments) {
        if (words.isEmpty()) {
            throw new RunException(
                    "this studio cannot start runs: it was not started by the gradus command");
        }
        Path output = output(arguments.getFirst());
        var all = new ArrayList<String>();
        SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(session -> {
                    all.add(session.toString());
                    all.add("--wait");
                });
        all.addAll(words);
        all.addAll(arguments);
        all.add(runsOption());
        try {
            Process process =
                    new ProcessBuilder(all)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            return new Started(what, process, output);
        } catch (IOException e) {
            throw new RunException("cannot start a run: " + FileFault.reason(e), e);
        }
    }

    private Path output(String subcommand) {
        return OwnFolder.create(runs, "started")
                .resolve(
                        Text.of(
                                "%s-%d-%d.txt",
                                subcommand,
                                ProcessHandle.current().pid(),
                                count.incrementAndGet()));
    }
}
