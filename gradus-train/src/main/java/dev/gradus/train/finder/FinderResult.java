package dev.gradus.train.finder;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a search for a learning rate found.
 *
 * @param sweeps every sweep, at least one
 * @param rule the rule for the schedule that the rate is for
 * @param circumstances what to compare the sweeps with
 */
public record FinderResult(List<Sweep> sweeps, Rule rule, Circumstances circumstances) {
    /** Copies the list and checks that there is a sweep. */
    public FinderResult {
        sweeps = List.copyOf(sweeps);
        if (sweeps.isEmpty()) {
            throw new IllegalArgumentException("a search must make at least 1 sweep, got none");
        }
    }

    /** {@return the rate to take, or why there is none} */
    public Reading suggestion() {
        return findings(rule).median();
    }

    /**
     * {@return the findings of one rule}
     *
     * @param rule how a rate is read off a sweep
     */
    public Findings findings(Rule rule) {
        return Findings.of(rule, sweeps, circumstances.mostConfidence(mean()));
    }

    /** {@return the findings of every rule} */
    public List<Findings> findings() {
        return Arrays.stream(Rule.values()).map(this::findings).toList();
    }

    /** {@return reasons to doubt the suggestion, one sentence each} */
    public List<String> doubts() {
        return Stream.concat(
                        circumstances.tooLong().stream(), circumstances.doubts(mean()).stream())
                .toList();
    }

    /** {@return whether the sweeps begin and end where they should} */
    public Reach reach() {
        Reach reach = Reach.of(mean());
        // Memorized examples have a low loss at any rate.
        return reach == Reach.ENDS_TOO_LOW && circumstances.mayHaveMemorized(mean())
                ? Reach.FITS
                : reach;
    }

    /** {@return the sweeps averaged rate by rate, up to where at least half of them reach} */
    public Sweep mean() {
        return Sweep.mean(sweeps);
    }
}
