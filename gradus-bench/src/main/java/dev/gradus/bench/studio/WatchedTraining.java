package dev.gradus.bench.studio;

import dev.gradus.bench.report.ReportTable;
import dev.gradus.bench.report.Section;
import dev.gradus.bench.system.StepTimes;
import dev.gradus.number.Text;
import dev.gradus.studio.Studio;
import dev.gradus.studio.StudioSettings;
import java.util.ArrayList;
import java.util.List;

/** What a training pays for being watched: the same run without and with a studio, in turn. */
final class WatchedTraining {
    private static final int WIDTH = 256;
    private static final long STEPS = 20_000;

    private WatchedTraining() {}

    static Section measure(Trainings trainings, StudioSettings settings, int pages, int pairs) {
        double[] alone = new double[pairs];
        double[] watched = new double[pairs];
        double[] ratios = new double[pairs];
        for (int pair = -1; pair < pairs; pair++) {
            double without = seconds(trainings, "alone" + pair);
            double with = watched(trainings, settings, pages, "watched" + pair);
            if (pair >= 0) { // the pair before warms up
                alone[pair] = without * 1e6;
                watched[pair] = with * 1e6;
                ratios[pair] = with / without;
            }
        }
        var rows = new ArrayList<List<String>>();
        for (int pair = 0; pair < pairs; pair++) {
            rows.add(
                    List.of(
                            String.valueOf(pair + 1),
                            Text.of("%.1f", alone[pair]),
                            Text.of("%.1f", watched[pair]),
                            Text.of("%.3f", ratios[pair])));
        }
        return new Section(
                "Training, alone and watched",
                Text.of(
                        """
                        %d steps of a network of %d units on one thread, in a process of its own: microseconds a step, without a \
                        studio and with one that has %d raw readers of the event stream, in turn. Median of the ratios: %.3f.\
                        """,
                        STEPS, WIDTH, pages, StepTimes.median(ratios)),
                new ReportTable(List.of("pair", "alone us", "watched us", "ratio"), rows),
                List.of());
    }

    private static double seconds(Trainings trainings, String name) {
        return Trainings.secondsOfStep(trainings.start(name, STEPS, WIDTH));
    }

    private static double watched(
            Trainings trainings, StudioSettings settings, int pages, String name) {
        try (Studio studio = Studio.open(settings);
                var page = new PageClient(studio.address());
                var _ = new EventClients(page, pages)) {
            return seconds(trainings, name);
        }
    }
}
