package dev.gradus.bench.studio;

import dev.gradus.bench.report.Machine;
import dev.gradus.bench.report.Section;
import dev.gradus.studio.Studio;
import dev.gradus.studio.StudioSettings;
import dev.gradus.studio.StudioSettings.Access;
import dev.gradus.studio.sweep.SweepReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the studio over a large folder of runs and beside a training. */
@Command(
        name = "studio",
        description =
                "Measures the studio: a long run watched by many pages, a folder of many runs, and what training pays for it.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class StudioBench implements Callable<Integer> {
    private static final String LONG = "long";
    private static final String SHORT = "short";
    private static final long SHORT_STEPS = 1000;

    @Option(
            names = "--folder",
            description =
                    "An empty folder for the runs; it stays. By default a temporary one, some hundred megabytes large.")
    private @Nullable Path folder;

    @Option(names = "--steps", description = "How many steps the long run has.")
    private long steps = 1_000_000;

    @Option(names = "--runs", description = "How many runs there are.")
    private int runs = 200;

    @Option(names = "--pages", description = "How many readers the event stream has.")
    private int pages = 10;

    @Option(names = "--rounds", description = "How often the folder is opened.")
    private int rounds = 5;

    @Option(names = "--pairs", description = "How often training alone and watched is compared.")
    private int pairs = 5;

    @Override
    public Integer call() throws IOException {
        Path place = folder == null ? Files.createTempDirectory("gradus-bench-studio") : folder;
        Path many = Files.createDirectories(place.resolve("runs"));
        var settings = settings(many, place);
        System.out.printf("%s. Load before: %s.%n%n", Machine.description(), Machine.load());
        print(soak(many, settings));
        shortRuns(many);
        print(new Looking(settings, LONG, steps, runs).measure(rounds));
        Path few = Files.createDirectories(place.resolve("watched"));
        print(WatchedTraining.measure(new Trainings(few), settings(few, place), pages, pairs));
        System.out.printf("Load after: %s.%n", Machine.load());
        return 0;
    }

    private static StudioSettings settings(Path runs, Path data) {
        return new StudioSettings(runs, data, 0, Access.FULL, List.of(), SweepReader.NONE);
    }

    private static void print(Section section) {
        System.out.println(section.markdown());
    }

    private Section soak(Path many, StudioSettings settings) {
        try (Studio studio = Studio.open(settings)) {
            return Soak.measure(new Trainings(many), studio, LONG, steps, pages);
        }
    }

    /** One is trained; the others are copies of it. */
    private void shortRuns(Path many) throws IOException {
        Trainings.secondsOfStep(
                new Trainings(many).start(SHORT + 1, SHORT_STEPS, Trainings.SMALLEST));
        for (int copy = 2; copy < runs; copy++) {
            copy(many.resolve(SHORT + 1), many.resolve(SHORT + copy));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
