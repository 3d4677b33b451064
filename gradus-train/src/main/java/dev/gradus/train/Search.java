package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.Refusal;
import dev.gradus.train.finder.FinderResult;
import dev.gradus.train.finder.Findings;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.Sweep.Point;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.session.Snapshot;
import java.util.List;
import java.util.OptionalDouble;

/** Searches for a learning rate in the middle of a run, on a copy of it. */
final class Search {
    private static final int SWEEPS = 3;

    private Search() {}

    /**
     * Searches.
     *
     * @throws Refused if the search failed, which does not affect the run
     */
    static Answer.Found of(Settings settings, Dataset data, Snapshot snapshot) {
        try {
            return found(
                    Finder.of(new Trainer(settings)).repeats(SWEEPS).from(snapshot).sweep(data));
        } catch (RuntimeException | OutOfMemoryError failure) {
            throw new Refused(
                    Refusal.SEARCH,
                    "the search failed, training goes on: " + failure.getMessage(),
                    failure);
        }
    }

    private static Answer.Found found(FinderResult result) {
        List<Point> points = result.mean().points();
        return new Answer.Found(
                result.rule().label(),
                result.findings().stream().map(Search::suggestion).toList(),
                points.stream().map(Point::rate).toList(),
                points.stream().map(Point::loss).toList());
    }

    private static Answer.Suggestion suggestion(Findings findings) {
        String rule = findings.rule().label();
        String confidence = findings.confidence().key();
        return switch (findings.median()) {
            case Reading.Suggested(double rate) ->
                    new Answer.Suggestion(
                            rule, OptionalDouble.of(rate), findings.spread(), confidence, "");
            case Reading.Unusable(String reason) ->
                    new Answer.Suggestion(
                            rule, OptionalDouble.empty(), findings.spread(), confidence, reason);
        };
    }
}
