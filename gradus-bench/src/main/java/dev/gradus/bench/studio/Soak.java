package dev.gradus.bench.studio;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.number.Text;
import dev.gradus.studio.Studio;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the studio keeps in memory while a long run is trained and many pages are open. */
final class Soak {
    private static final double MEGA = 1e6;
    private static final long SECONDS_A_LOOK = 10;

    private Soak() {}

    static Section measure(Trainings trainings, Studio studio, String run, long steps, int pages) {
        var rows = new ArrayList<List<String>>();
        Process training = trainings.start(run, steps, Trainings.SMALLEST);
        try (var page = new PageClient(studio.address());
                var clients = new EventClients(page, pages)) {
            for (long look = 1; !ends(training); look++) {
                row(rows, String.valueOf(look * SECONDS_A_LOOK), clients);
            }
            double seconds = Trainings.secondsOfStep(training);
            row(rows, "at the end", clients);
            return new Section(
                    "A long run, watched",
                    Text.of(
                            """
                            %d events in %.0f s, with %d raw readers of the event stream, of which a third reads slowly and a third \
                            not at all: memory in use after a collection, in megabytes of 10^6 bytes, and what the readers have read.\
                            """,
                            steps, steps * seconds, pages),
                    new ReportTable(List.of("after s", "heap MB", "read MB"), rows),
                    List.of());
        }
    }

    private static boolean ends(Process training) {
        try {
            return training.waitFor(SECONDS_A_LOOK, TimeUnit.SECONDS);
        } catch (InterruptedException interruption) {
            training.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", interruption);
        }
    }

    private static void row(List<List<String>> rows, String when, EventClients clients) {
        System.gc();
        double used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGA;
        rows.add(List.of(when, Text.of("%.1f", used), Text.of("%.2f", clients.read() / MEGA)));
    }
}
