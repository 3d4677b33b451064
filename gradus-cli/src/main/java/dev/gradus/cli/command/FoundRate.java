package dev.gradus.cli.command;

import dev.gradus.cli.screen.FindFiles;
import dev.gradus.cli.screen.FindText;
import dev.gradus.data.Dataset;
import dev.gradus.run.json.RunException;
import dev.gradus.train.Finder;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.finder.FinderResult;
import dev.gradus.train.finder.Findings;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.Sweep;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A learning rate that was searched for before training.
 *
 * @param text the learning rate to train with
 * @param result what it was read off
 */
record FoundRate(String text, FinderResult result) {

    /**
     * Searches for the rate that {@code auto} stands for.
     *
     * @param trainer with any rate in its place
     * @throws IllegalArgumentException if the losses show none; the message says why
     */
    static FoundRate search(
            AutoRate rate,
            Trainer trainer,
            FinderOptions sweeps,
            Dataset train,
            Consumer<String> progress) {
        FinderResult result = sweep(sweeps.finder(trainer), train, progress);
        return switch (result.suggestion()) {
            case Reading.Suggested(double found) ->
                    new FoundRate(rate.with(found, result.rule()), result);
            case Reading.Unusable(String reason) -> throw missing(reason);
        };
    }

    /**
     * Says that there is nothing to train with, for the search alone and before a training alike.
     */
    static IllegalArgumentException missing(String reason) {
        return new IllegalArgumentException(
                "no learning rate was found: %s; or write a number as --lr".formatted(reason));
    }

    static FinderResult sweep(Finder finder, Dataset train, Consumer<String> progress) {
        var number = new AtomicInteger();
        Consumer<Sweep> watcher =
                sweep ->
                        progress.accept(
                                FindText.line(number.incrementAndGet(), finder.repeats(), sweep));
        return finder.sweep(train, watcher);
    }

    /** Says on a run's record where its learning rate came from. */
    Trainer recordedIn(Trainer trainer) {
        Trainer described =
                trainer.describe("learningRateFrom", source())
                        .note("learning rate " + text + ": " + source());
        for (String doubt : result.doubts()) {
            described = described.note("learning rate " + text + ": " + doubt);
        }
        return described;
    }

    private String source() {
        Findings findings = result.findings(result.rule());
        return "found as %s, the median of %d sweeps, confidence %s"
                .formatted(
                        findings.rule().label(),
                        result.sweeps().size(),
                        findings.confidence().key());
    }

    /**
     * Draws the search into the run's folder; a disk that fails stops no training. Returns what
     * could not be drawn, a sentence each.
     */
    List<String> keepIn(Training training) {
        try {
            training.folder().ifPresent(run -> FindFiles.keep(run, result));
            return List.of();
        } catch (RunException failure) {
            return List.of(
                    "the plot of the search could not be kept: %s".formatted(failure.getMessage()));
        }
    }
}
