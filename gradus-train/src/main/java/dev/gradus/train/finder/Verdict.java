package dev.gradus.train.finder;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.train.finder.Findings.Confidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a whole search: sweeps, and then a race around what they suggest.
 *
 * @param sweeps what the sweeps found
 * @param wantedSweeps how many sweeps were asked for; the budget may have allowed fewer
 * @param start the rate the race began at, and the answer without one: the sweeps' suggestion drawn
 *     towards the usual rate of the optimizer, or a safe one if they have none
 * @param safe a rate that seldom diverges
 * @param race the race, if there was one
 * @param obstacle why there was no race, if there was none
 * @param budget how many updates the search was allowed
 */
public record Verdict(
        FinderResult sweeps,
        int wantedSweeps,
        double start,
        double safe,
        Optional<Race> race,
        Optional<String> obstacle,
        long budget) {

    /** {@return the rate to take, or why there is none} */
    public Reading answer() {
        return switch (race.map(Race::answer).orElseGet(this::drawn)) {
            case Reading.Suggested(double rate) -> new Reading.Suggested(Rounding.twoDigits(rate));
            case Reading.Unusable reason -> reason;
        };
    }

    private Reading drawn() {
        return switch (sweeps.suggestion()) {
            case Reading.Suggested _ -> new Reading.Suggested(start);
            case Reading.Unusable reason -> reason;
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

    /** {@return reasons to doubt the answer, one sentence each} */
    public List<String> doubts() {
        return Stream.of(
                        fewerSweeps().stream(),
                        race.isPresent() ? startedElsewhere().stream() : drawnAway().stream(),
                        race.isPresent()
                                ? Stream.concat(
                                        sweeps.circumstances().tooLong().stream(),
                                        race.get().doubts().stream())
                                : sweeps.doubts().stream(),
                        obstacle.stream())
                .flatMap(each -> each)
                .toList();
    }

    private Optional<String> fewerSweeps() {
        int made = sweeps.sweeps().size();
        return made == wantedSweeps
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "the budget of %s has room for %d of %d sweeps",
                                NumberText.counted(budget, "step"), made, wantedSweeps));
    }

    private Optional<String> drawnAway() {
        return sweeps.suggestion() instanceof Reading.Suggested(double rate)
                ? Optional.of(
                        Text.of(
                                "the sweeps alone suggest %.2g; the answer is drawn towards the usual rate of the optimizer, which suits most tasks better",
                                rate))
                : Optional.empty();
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
                        Text.of(
                                "found by %s (%s) and %s of %s, within %s, confidence %s",
                                NumberText.counted(sweeps.sweeps().size(), "sweep"),
                                sweeps.rule().label(),
                                NumberText.counted(runs.trials().size(), "real run"),
                                NumberText.counted(runs.course().steps(), "step"),
                                NumberText.counted(budget, "step"),
                                confidence().key()))
                .orElseGet(() ->
                        Text.of(
                                "found by %s (%s) without a real run, within %s, confidence %s",
                                NumberText.counted(sweeps.sweeps().size(), "sweep"),
                                sweeps.rule().label(),
                                NumberText.counted(budget, "step"),
                                confidence().key()));
    }
}
