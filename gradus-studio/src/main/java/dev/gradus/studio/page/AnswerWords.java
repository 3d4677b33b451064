package dev.gradus.studio.page;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.studio.server.Facts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A run's answer, for the page. */
final class AnswerWords {
    private static final MathContext DIGITS = new MathContext(4);
    private static final int SMALLEST_PLAIN = -6;
    private static final int LARGEST_PLAIN = 9;

    private AnswerWords() {}

    static String of(ControlAnswered event) {
        return switch (event.answer()) {
            case Answer.Applied applied -> applied(applied);
            case Answer.Refused(var _, String reason) -> "refused: " + reason;
            case Answer.Validated(Map<String, Double> metrics) ->
                    metrics.entrySet().stream()
                            .map(each -> each.getKey() + " " + brief(each.getValue()))
                            .collect(Collectors.joining(", ", "validation: ", ""));
            case Answer.Found found ->
                    found.rate().isPresent()
                            ? "found %s by the rule %s"
                                    .formatted(brief(found.rate().getAsDouble()), found.rule())
                            : "found no learning rate";
            case Answer.Checkpointed(String file) -> "saved " + file;
            case Answer.Measuring(int every) ->
                    every == 0
                            ? "no longer measures updates"
                            : Text.of("measures one update in %,d", every);
            case Answer.Paused() -> "waits until it is resumed";
            case Answer.Resumed() -> "continues";
            case Answer.Ending() -> ending(event.request().control());
        };
    }

    private static String ending(Control control) {
        if (!(control instanceof Control.Final last)) {
            return "ends";
        }
        return switch (last) {
            case Control.Quit _ -> "is saved, and its process ends";
            case Control.Stop _ -> "ends with its newest parameters";
            case Control.StopAndKeepBest _ -> "ends with its best parameters";
        };
    }

    private static String applied(Answer.Applied applied) {
        var parts = new ArrayList<String>();
        for (Answer.ValueChange change : applied.changes()) {
            String name = change.hyperParameter().key();
            parts.add(
                    Double.compare(change.before(), change.after()) == 0
                            ? "%s stays at %s for the next step"
                                    .formatted(name, brief(change.after()))
                            : "%s is %s, was %s"
                                    .formatted(
                                            name, brief(change.after()), brief(change.before())));
        }
        applied.length()
                .ifPresent(length ->
                        parts.add(
                                "the run has %s, had %s"
                                        .formatted(
                                                NumberText.counted(length.after(), "step"),
                                                NumberText.grouped(length.before()))));
        return String.join("; ", parts);
    }

    /** Returns the sweep of a search, to be drawn; null for other answers. */
    static Object found(Answer answer) {
        if (!(answer instanceof Answer.Found found)) {
            return List.of();
        }
        var suggestions = new ArrayList<Object>();
        for (Answer.Suggestion each : found.suggestions()) {
            suggestions.add(
                    Facts.of("rule", each.rule())
                            .and("rate", each.rate().orElse(Double.NaN))
                            .and("spread", each.spread())
                            .and("confidence", each.confidence())
                            .and("reason", each.reason())
                            .map());
        }
        return Facts.of("rule", found.rule())
                .and("suggestions", suggestions)
                .and("rates", found.rates())
                .and("losses", found.losses())
                .map();
    }

    /** Prints four digits, which are enough to recognize a number. */
    static String brief(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent < SMALLEST_PLAIN || exponent > LARGEST_PLAIN
                ? rounded.toString()
                : rounded.toPlainString();
    }
}
