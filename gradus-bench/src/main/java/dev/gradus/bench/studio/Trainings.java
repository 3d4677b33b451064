package dev.gradus.bench.studio;

import dev.gradus.bench.system.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs of {@link LongTraining}, each in a process of its own. */
final class Trainings {
    /** So small that nearly all time goes into the record: as many events a second as can be. */
    static final int SMALLEST = 4;

    private final Path runs;
    private final Home home = Home.here();

    Trainings(Path runs) {
        this.runs = runs;
    }

    /** Starts a run and returns its process. */
    Process start(String name, long steps, int width) {
        try {
            return home.java(
                            LongTraining.class,
                            runs.toString(),
                            name,
                            String.valueOf(steps),
                            String.valueOf(width))
                    .redirectError(Redirect.INHERIT)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits for a run and returns how many seconds a step took. */
    static double secondsOfStep(Process training) {
        try (var answers = training.inputReader(StandardCharsets.UTF_8)) {
            String seconds = answers.readLine();
            if (training.waitFor() != 0 || seconds == null) {
                throw new IllegalStateException("the training failed");
            }
            return Double.parseDouble(seconds);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            training.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", interruption);
        }
    }
}
