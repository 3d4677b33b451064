package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.cli.terminal.Signals;
import dev.gradus.studio.Studio;
import dev.gradus.studio.StudioSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code gradus studio}. */
public final class StudioCommand implements Command {
    private static final long LOOK_MILLIS = 500;
    private static final Duration UNWATCHED = Duration.ofSeconds(60);

    private final Surroundings surroundings;
    private @Nullable String runs;
    private String data = ".";
    private int port;
    private boolean readOnly;
    private boolean untilClosed;

    public StudioCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("studio", this)
                .synopsis("[OPTION...] [DIR]")
                .description(
                        "Open a web page over the runs in a folder: watch, steer, compare and start them.",
                        "It listens on this machine alone; the address that is printed carries the key to it.")
                .example("gradus studio")
                .optionalParameter("DIR", runs, folder -> runs = folder)
                .says("The folder of all runs.", "Default: runs")
                .option("--data=DIR", String.class, data, folder -> data = folder)
                .says("Where data files for new runs are looked for.")
                .option("--port=N", Integer.class, port, number -> port = number)
                .says("Where to listen; 0 for any free port.")
                .flag("--read-only", readOnly, wanted -> readOnly = wanted)
                .says("Show runs, and let nobody change or start one.")
                .flag("--until-closed", untilClosed, wanted -> untilClosed = wanted)
                .says(
                        "End by itself when no page has been open for a minute; Ctrl-C does not end it then,",
                        "for it belongs to the training in the same terminal. As train --studio starts it.");
    }

    @Override
    public Integer call() throws InterruptedException {
        Path folder = surroundings.path(runs == null ? "runs" : runs);
        var settings =
                new StudioSettings(
                        folder,
                        surroundings.path(data),
                        port,
                        readOnly ? StudioSettings.Access.READ_ONLY : StudioSettings.Access.FULL,
                        ownCommand());
        if (untilClosed) {
            Signals.onInterrupt(() -> {});
        }
        try (Studio studio = Studio.open(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(studio::close));
            surroundings.out().line(studio.address());
            surroundings.out().stream().flush();
            await(studio);
        }
        return ExitCode.DONE;
    }

    /** Returns what starts this command once more; nothing where no launcher started it. */
    static List<String> ownCommand() {
        return Optional.ofNullable(System.getProperty("gradus.launcher"))
                .map(List::of)
                .orElse(List.of());
    }

    /** Waits for the end: that of the process, or the last page's. */
    private void await(Studio studio) throws InterruptedException {
        long lastSeen = System.nanoTime();
        while (!untilClosed || System.nanoTime() - lastSeen < UNWATCHED.toNanos()) {
            Thread.sleep(LOOK_MILLIS);
            if (studio.pages() > 0) {
                lastSeen = System.nanoTime();
            }
        }
    }
}
