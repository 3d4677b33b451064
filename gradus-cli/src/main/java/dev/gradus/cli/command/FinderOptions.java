package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Syntax;
import dev.gradus.train.Finder;
import dev.gradus.train.Finder.Measured;
import dev.gradus.train.Trainer;
import dev.gradus.train.finder.Ladder;
import dev.gradus.train.finder.Ladder.Spacing;

/** What to sweep and how often. */
final class FinderOptions {
    private double from = Ladder.usual().first();
    private double to = Ladder.usual().last();
    private int rates = Ladder.usual().rungs();
    private Spacing spacing = Spacing.LOGARITHMIC;
    private int repeats = 3;
    private Measured on = Measured.TRAINING;

    /** Says how these options are written. */
    void declare(Syntax syntax) {
        syntax.option("--from=RATE", double.class, from, rate -> from = rate)
                .says("The first, smallest rate.")
                .option("--to=RATE", double.class, to, rate -> to = rate)
                .says("The last, largest rate.")
                .option("--rates=N", int.class, rates, count -> rates = count)
                .says("How many rates, including both ends.")
                .choice(
                        "--spacing=logarithmic|linear",
                        Spacing.class,
                        spacing,
                        kind -> spacing = kind)
                .says("Equal ratios or equal differences between rates.")
                .option("--repeats=N", int.class, repeats, count -> repeats = count)
                .says("How many sweeps, each with a different order and different initial values.")
                .choice("--on=training|validation", Measured.class, on, losses -> on = losses)
                .says("Which losses to read.");
    }

    double from() {
        return from;
    }

    double to() {
        return to;
    }

    boolean isOnValidation() {
        return on == Measured.VALIDATION;
    }

    Finder finder(Trainer trainer) {
        return Finder.of(trainer)
                .ladder(new Ladder(from, to, rates, spacing))
                .repeats(repeats)
                .on(on);
    }
}
