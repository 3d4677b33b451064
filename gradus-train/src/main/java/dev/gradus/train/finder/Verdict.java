package dev.gradus.train.finder;

import dev.gradus.train.finder.Findings.Confidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a whole search: sweeps, and then a race around what they suggest.
 *
 * @param sweeps what the sweeps found
 * @param start the rate the race began at: the sweeps' suggestion, or a safe one if they have none
 * @param safe a rate that seldom diverges
 * @param race the race, if there was one
 * @param obstacle why there was no race, if there was none
 * @param budget how many updates the search was allowed
 */
public record Verdict(
        FinderResult sweeps,
        double start,
        double safe,
        Optional<Race> race,
        Optional<String> obstacle,
        long budget) {

    /** {@return the rate to take, or why there is none} */
    public Reading answer() {
        Reading answer = race.map(Race::answer).orElseGet(sweeps::suggestion);
        return switch (answer) {
            case Reading.Suggested(double rate) -> new Reading.Suggested(Rounding.twoDigits(rate));
            case Reading.Unusable _ -> answer;
        };
    }

    /** {@return the rates that are as good as the answer, as far as is known, ascending} */
    public List<Double> equallyGood() {
        return race.map(Race::equallyGood).orElse(List.of());
    }

    /** {@return how far to trust the answer; without a race, only a little} */
    public Confidence confidence() {
        return race.map(Race::confidence).orElse(Confidence.LOW);
    }

    /** {@return what speaks against trusting the answer, a sentence each} */
    public List<String> doubts() {
        if (race.isEmpty()) {
            return Stream.concat(sweeps.doubts().stream(), obstacle.stream()).toList();
        }
        return Stream.concat(startedElsewhere().stream(), race.get().doubts().stream()).toList();
    }

    private Optional<String> startedElsewhere() {
        return sweeps.suggestion() instanceof Reading.Unusable(String reason)
                ? Optional.of(
                        "the sweeps found nothing, so real runs began at %s: %s"
                                .formatted(start, reason))
                : Optional.empty();
    }

    /** {@return where the answer comes from, for the record of a run} */
    public String source() {
        return race.map(runs ->
                        "found by %d sweeps (%s) and %d real runs of %d steps, within %d steps, confidence %s"
                                .formatted(
                                        sweeps.sweeps().size(),
                                        sweeps.rule().label(),
                                        runs.trials().size(),
                                        runs.course().steps(),
                                        budget,
                                        confidence().key()))
                .orElseGet(() ->
                        "found by %d sweeps (%s) without a real run, within %d steps, confidence %s"
                                .formatted(
                                        sweeps.sweeps().size(),
                                        sweeps.rule().label(),
                                        budget,
                                        confidence().key()));
    }
}
