package dev.gradus.cli.command;

import dev.gradus.cli.record.StudioSweeps;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.OwnCommand;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.cli.terminal.Signals;
import dev.gradus.studio.Studio;
import dev.gradus.studio.StudioSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
                        "Serve a web page for the runs in a folder: watch, steer, compare and start them.",
                        "It listens on this machine alone; the printed address carries its access token.")
                .example("gradus studio")
                .optionalParameter("DIR", runs, folder -> runs = folder)
                .says("The folder of all runs.", "Default: runs")
                .option("--data=DIR", String.class, data, folder -> data = folder)
                .says("Where to look for data files for new runs.")
                .option("--port=N", Integer.class, port, number -> port = number)
                .says("The port to listen on; 0 for any free one.")
                .flag("--read-only", readOnly, wanted -> readOnly = wanted)
                .says("Show runs, but do not allow changing or starting one.")
                .flag("--until-closed", untilClosed, wanted -> untilClosed = wanted)
                .says(
                        "End when no page has been open for a minute, and ignore Ctrl-C, which belongs to the",
                        "training in the same terminal. Used by train --studio.");
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
                        OwnCommand.words(),
                        new StudioSweeps());
        var interrupted = new CountDownLatch(1);
        Runnable endAtOnce = Signals.onInterrupt(untilClosed ? () -> {} : interrupted::countDown);
        try (Studio studio = Studio.open(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(studio::close));
            surroundings.out().line(studio.address());
            surroundings.out().stream().flush();
            await(studio, interrupted);
            endAtOnce.run();
        }
        return ExitCode.DONE;
    }

    /** Waits for Ctrl-C, or until the last page is closed. */
    private void await(Studio studio, CountDownLatch interrupted) throws InterruptedException {
        long lastSeen = System.nanoTime();
        while (!untilClosed || System.nanoTime() - lastSeen < UNWATCHED.toNanos()) {
            if (interrupted.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            if (studio.pages() > 0) {
                lastSeen = System.nanoTime();
            }
        }
    }
}
