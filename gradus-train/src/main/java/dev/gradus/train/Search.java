package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.train.finder.FinderResult;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.Rule;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Looks for a learning rate in the middle of a run, on a copy of it. */
final class Search {
    private static final int SWEEPS = 3;

    private Search() {}

    /**
     * Returns what was found, in a sentence.
     *
     * @throws IllegalArgumentException if the search failed, which is nothing to the run
     */
    static String text(Settings settings, Dataset data, Snapshot snapshot) {
        try {
            return found(settings, data, snapshot);
        } catch (RuntimeException | OutOfMemoryError failure) {
            throw new IllegalArgumentException(
                    "the search failed, training goes on: " + failure.getMessage(), failure);
        }
    }

    private static String found(Settings settings, Dataset data, Snapshot snapshot) {
        FinderResult result =
                Finder.of(new Trainer(settings)).repeats(SWEEPS).from(snapshot).sweep(data);
        String others =
                Arrays.stream(Rule.values())
                        .filter(rule -> rule != result.rule())
                        .map(rule -> rule.label() + " " + text(result.findings(rule).median()))
                        .collect(Collectors.joining(", "));
        String confidence = result.findings(result.rule()).confidence().key();
        return switch (result.suggestion()) {
            case Reading.Suggested(double rate) ->
                    "found learning rate %s (%s, confidence %s); %s"
                            .formatted(brief(rate), result.rule().label(), confidence, others);
            case Reading.Unusable(String reason) ->
                    "found no learning rate: %s; %s".formatted(reason, others);
        };
    }

    private static String brief(double rate) {
        return String.format(Locale.ROOT, "%.2g", rate);
    }

    private static String text(Reading reading) {
        return switch (reading) {
            case Reading.Suggested(double rate) -> brief(rate);
            case Reading.Unusable _ -> "none";
        };
    }
}
