package dev.gradus.cli.command;

import dev.gradus.cli.screen.Drawing;
import dev.gradus.cli.screen.FindFiles;
import dev.gradus.cli.screen.FindText;
import dev.gradus.data.Dataset;
import dev.gradus.text.ShellWord;
import dev.gradus.train.Finder;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.finder.Budget;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.Sweep;
import dev.gradus.train.finder.Trial;
import dev.gradus.train.finder.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A learning rate that was searched for before training.
 *
 * @param text the learning rate to train with
 * @param verdict the search that found it
 */
record FoundRate(String text, Verdict verdict) {

    /**
     * Searches for the rate that {@code auto} stands for.
     *
     * @param trainer with any rate in place of {@code auto}
     * @throws IllegalArgumentException if none was found; the message says why
     */
    static FoundRate search(
            AutoRate rate,
            Trainer trainer,
            Budget budget,
            Dataset train,
            Consumer<String> progress) {
        Verdict verdict = search(new FinderOptions().finder(trainer), budget, train, progress);
        return switch (verdict.answer()) {
            case Reading.Suggested(double found) ->
                    new FoundRate(rate.with(found, verdict.sweeps().rule()), verdict);
            case Reading.Unusable(String reason) -> throw missing(reason, rate, verdict);
        };
    }

    /** Reports that no rate was found, both for a search alone and before training. */
    static IllegalArgumentException missing(String reason, AutoRate rate, Verdict verdict) {
        return new IllegalArgumentException(
                "no learning rate was found: %s; to train nevertheless, write --lr %s"
                        .formatted(
                                reason,
                                ShellWord.of(rate.with(verdict.safe(), verdict.sweeps().rule()))));
    }

    static Verdict search(Finder finder, Budget budget, Dataset train, Consumer<String> progress) {
        var number = new AtomicInteger();
        return finder.search(
                train,
                budget,
                new Finder.Watcher() {
                    @Override
                    public void sweep(Sweep sweep) {
                        progress.accept(
                                FindText.line(number.incrementAndGet(), finder.repeats(), sweep));
                    }

                    @Override
                    public void trial(Trial trial) {
                        progress.accept(FindText.line(trial));
                    }
                });
    }

    /** Notes in a run's record where its learning rate came from. */
    Trainer recordedIn(Trainer trainer) {
        Trainer described =
                trainer.describe("learningRateFrom", verdict.source())
                        .note("learning rate " + text + ": " + verdict.source());
        for (String doubt : verdict.doubts()) {
            described = described.note("learning rate " + text + ": " + doubt);
        }
        return described;
    }

    /**
     * Draws the search into the run's folder; a failing disk does not stop training. Returns what
     * could not be saved, one sentence each.
     *
     * @param screen is told at once where there are no fonts: the run may be interrupted, and an
     *     interrupted run is not drawn
     */
    List<String> keepIn(Training training, Consumer<String> screen) {
        var unkept = new ArrayList<String>();
        new Drawing("the plot of the search", "", screen, unkept::add)
                .attempt(() -> training.folder().ifPresent(run -> FindFiles.keep(run, verdict)));
        return unkept;
    }
}
