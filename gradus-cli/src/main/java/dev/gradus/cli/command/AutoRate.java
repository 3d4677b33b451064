package dev.gradus.cli.command;

import dev.gradus.number.NumberText;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.OpenRate;
import dev.gradus.recipe.RatePlan;
import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.curve.Curve;
import dev.gradus.train.Trainer;
import dev.gradus.train.finder.Rule;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A learning rate as a user writes it, whose numbers may be found by a search.
 *
 * @param text a number or schedule; {@code auto} in it stands for the number to find, and alone for
 *     that of the usual 1cycle; empty while the default is to be chosen
 */
record AutoRate(String text) {
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.])\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final Horizon TRIED = new Horizon(1000, 100, 32);
    private static final double SAME = 1e-6;

    boolean isAsked() {
        return new OpenRate(text).isOpen();
    }

    /** Returns the learning rate of a draft, an empty text if the default is to be chosen. */
    static AutoRate of(Draft draft) {
        return new AutoRate(draft.text(Keys.LEARNING_RATE.name()).orElse(""));
    }

    /** Returns this rate, or that of a trainer whose default was chosen. */
    AutoRate orUsual(Trainer trainer) {
        return text.isEmpty()
                ? new AutoRate(
                        trainer.settings()
                                .recipe
                                .find(Keys.LEARNING_RATE)
                                .map(Schedule::text)
                                .orElse(OpenRate.AUTO))
                : this;
    }

    /** Returns a rate to search with: any number can stand for the one to find. */
    Draft toSearchWith(Draft draft) {
        return isAsked() ? replacedIn(draft, new OpenRate(text).filled("1")) : draft;
    }

    /** Returns a draft with another learning rate and nothing else changed. */
    Draft replacedIn(Draft draft, String rate) {
        return draft.withOnly(Keys.LEARNING_RATE.name(), rate, "--learning-rate");
    }

    /** Returns the text with its highest rate replaced by another. */
    String with(double rate, Rule rule) {
        String number = NumberText.brief(rate, 2);
        if (isAsked()) {
            return new OpenRate(text).filled(number);
        }
        double before = peak(text);
        String changed =
                NUMBER.matcher(text)
                        .replaceAll(found ->
                                Double.parseDouble(found.group()) == before
                                        ? number
                                        : found.group());
        double wanted = Double.parseDouble(number);
        if (Math.abs(peak(changed) - wanted) <= SAME * wanted) {
            return changed;
        }
        return rule == Rule.PEAK ? "oneCycle(" + number + ")" : number;
    }

    /** Returns the highest rate in a run of some length, NaN if the text does not fit one. */
    private static double peak(String text) {
        try {
            Curve curve = RatePlan.parse(text).schedule().over(TRIED);
            return LongStream.range(0, TRIED.steps())
                    .mapToDouble(curve::at)
                    .max()
                    .orElse(Double.NaN);
        } catch (IllegalArgumentException unfit) {
            return Double.NaN;
        }
    }
}
