package dev.gradus.cli;

import dev.gradus.train.Finder;
import dev.gradus.train.Finder.Measured;
import dev.gradus.train.Trainer;
import dev.gradus.train.finder.Ladder;
import dev.gradus.train.finder.Ladder.Spacing;
import picocli.CommandLine.Option;

/** What to sweep and how often. */
final class FinderOptions {
    @Option(names = "--from", paramLabel = "RATE", description = "The first, smallest rate.")
    private double from = Ladder.usual().first();

    @Option(names = "--to", paramLabel = "RATE", description = "The last, largest rate.")
    private double to = Ladder.usual().last();

    @Option(names = "--rates", paramLabel = "N", description = "How many rates, ends included.")
    private int rates = Ladder.usual().rungs();

    @Option(
            names = "--spacing",
            paramLabel = "logarithmic|linear",
            description = "Equal ratios, or equal differences between rates.")
    private Spacing spacing = Spacing.LOGARITHMIC;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "How many sweeps, each with another order and other initial values.")
    private int repeats = 3;

    @Option(
            names = "--on",
            paramLabel = "training|validation",
            description = "Whose losses to look at.")
    private Measured on = Measured.TRAINING;

    Finder finder(Trainer trainer) {
        return Finder.of(trainer)
                .ladder(new Ladder(from, to, rates, spacing))
                .repeats(repeats)
                .on(on);
    }
}
