package dev.gradus.run.event;

import dev.gradus.number.Text;
import dev.gradus.schedule.HyperParameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A run's answer to a control request. Every request gets exactly one answer. */
public sealed interface Answer {
    /**
     * The plan of the run has changed.
     *
     * @param changes the hyper-parameters that the request drives or that changed with it
     * @param length the length of the run, if the request changes it
     */
    record Applied(List<ValueChange> changes, Optional<LengthChange> length) implements Answer {
        /** Copies the list. */
        public Applied {
            changes = List.copyOf(changes);
        }

        /** An answer of an earlier version, which did not say what changed. */
        static final Applied UNSTATED = new Applied(List.of(), Optional.empty());
    }

    /**
     * What the next update uses.
     *
     * @param hyperParameter the hyper-parameter
     * @param before what the update would have used; NaN if the run would have ended before it
     * @param after what it uses now
     */
    record ValueChange(HyperParameter hyperParameter, double before, double after) {}

    /**
     * The length of a run.
     *
     * @param before the earlier total number of updates
     * @param after the new one
     */
    record LengthChange(long before, long after) {}

    /**
     * The request was refused; nothing has changed.
     *
     * @param refusal the reason, for programs
     * @param reason the reason, and what to request instead, in a sentence
     */
    record Refused(Refusal refusal, String reason) implements Answer {}

    /**
     * The validation data were measured with the newest parameters.
     *
     * @param metrics the loss and every metric, by name
     */
    record Validated(Map<String, Double> metrics) implements Answer {
        /** Copies the metrics. */
        public Validated {
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        }
    }

    /**
     * A search for a learning rate on copies of the run has finished.
     *
     * @param rule the rule that suits the run's schedule, one of those of {@code suggestions}
     * @param suggestions what each rule suggests
     * @param rates the rates that were tried, increasing
     * @param losses the mean loss at each of these rates; NaN where it was not finite
     */
    record Found(String rule, List<Suggestion> suggestions, List<Double> rates, List<Double> losses)
            implements Answer {
        /** Copies the lists. */
        public Found {
            suggestions = List.copyOf(suggestions);
            rates = List.copyOf(rates);
            losses = List.copyOf(losses);
            if (rates.size() != losses.size()) {
                throw new IllegalArgumentException(
                        Text.of(
                                "a search has one loss for each rate, got %d rates and %d losses",
                                rates.size(), losses.size()));
            }
        }

        /** {@return the rate of the rule that suits the run's schedule, if it gives one} */
        public OptionalDouble rate() {
            return suggestions.stream()
                    .filter(each -> each.rule().equals(rule))
                    .map(Suggestion::rate)
                    .findFirst()
                    .orElse(OptionalDouble.empty());
        }
    }

    /**
     * What one rule derives from the losses of a search.
     *
     * @param rule the rule's name, for example {@code minimum/2}
     * @param rate the learning rate; empty if the rule gives none
     * @param spread how far the sweeps disagree, in powers of ten
     * @param confidence {@code high}, {@code medium} or {@code low}
     * @param reason why there is no rate; empty if there is one
     */
    record Suggestion(
            String rule, OptionalDouble rate, double spread, String confidence, String reason) {}

    /**
     * The state is saved.
     *
     * @param file the checkpoint, relative to the run folder
     */
    record Checkpointed(String file) implements Answer {}

    /**
     * Updates are measured from now on.
     *
     * @param every one update in this many; 0 for none any more
     */
    record Measuring(int every) implements Answer {}

    /** The run waits before its next update. */
    record Paused() implements Answer {}

    /** The run does not wait any longer. */
    record Resumed() implements Answer {}

    /** The run, or this process of it, ends before its next update. */
    record Ending() implements Answer {}
}
