package dev.gradus.cli.screen;

import dev.gradus.number.NumberText;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.Answer.Suggestion;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A run's answer to a request, for a person. */
public final class AnswerText {
    private AnswerText() {}

    /**
     * Returns the answer to a request, in lines.
     *
     * @param take the command that uses a rate that was found, up to the rate
     */
    public static List<String> lines(ControlAnswered event, String take) {
        return switch (event.answer()) {
            case Answer.Applied applied -> applied(event, applied);
            case Answer.Refused(var _, String reason) -> List.of("refused: " + reason);
            case Answer.Validated validated ->
                    List.of("validation: " + EpochTable.metrics(validated.metrics()));
            case Answer.Found found -> found(found, take);
            case Answer.Checkpointed(String file) -> List.of("saved " + file);
            case Answer.Measuring(int every) ->
                    List.of(
                            every == 0
                                    ? "updates are no longer measured"
                                    : "one update in %s is measured; see them with gradus plot or gradus studio"
                                            .formatted(NumberText.grouped(every)));
            case Answer.Paused() -> List.of("the run waits until it is resumed or ended");
            case Answer.Resumed() -> List.of("the run continues");
            case Answer.Ending() -> List.of(ending(event.request().control()));
        };
    }

    private static String ending(Control control) {
        if (!(control instanceof Control.Final last)) {
            return "the run ends";
        }
        return switch (last) {
            case Control.Quit _ -> "the run is saved and its process ends";
            case Control.Stop _ -> "the run ends with its newest parameters";
            case Control.StopAndKeepBest _ -> "the run ends with its best parameters";
        };
    }

    private static List<String> applied(ControlAnswered event, Answer.Applied applied) {
        var lines = new ArrayList<String>();
        if (event.request().control() instanceof Control.CoolDown(String span)) {
            lines.add(coolDown(event, applied, span));
        } else {
            applied.changes().forEach(change -> lines.add(changed(change)));
            applied.length().ifPresent(length -> lines.add(changed(length)));
        }
        return lines;
    }

    private static String changed(Answer.ValueChange change) {
        String name = change.hyperParameter().key();
        String after = NumberText.brief(change.after());
        if (Double.compare(change.before(), change.after()) == 0) {
            return "%s stays at %s for the next step".formatted(name, after);
        }
        return Double.isNaN(change.before())
                ? "%s is %s".formatted(name, after)
                : "%s is %s, was %s".formatted(name, after, NumberText.brief(change.before()));
    }

    private static String changed(Answer.LengthChange length) {
        return "the run has %s, had %s".formatted(steps(length.after()), steps(length.before()));
    }

    /** Says how many steps it takes, because {@code 2} may be meant as epochs. */
    private static String coolDown(ControlAnswered event, Answer.Applied applied, String span) {
        String from =
                applied.changes().stream()
                        .filter(change -> event.request().control().drives(change.hyperParameter()))
                        .map(change -> " from " + NumberText.brief(change.after()))
                        .findFirst()
                        .orElse("");
        String over =
                applied.length()
                        .map(length -> " over " + steps(length.after() - event.step()))
                        .orElse("");
        String written =
                span.isBlank()
                        ? " (a tenth of the run)"
                        : isNumber(span) ? "" : " (%s)".formatted(span.strip());
        return "learningRate falls%s to 0%s%s, then the run ends".formatted(from, over, written);
    }

    private static boolean isNumber(String span) {
        return span.strip().chars().allMatch(Character::isDigit);
    }

    private static String steps(long count) {
        return NumberText.counted(count, "step");
    }

    private static List<String> found(Answer.Found found, String take) {
        List<String> reasons =
                found.suggestions().stream().map(Suggestion::reason).distinct().toList();
        if (reasons.size() == 1 && !reasons.getFirst().isEmpty()) {
            return List.of("found no learning rate by any rule: " + reasons.getFirst());
        }
        var lines = new ArrayList<String>();
        OptionalDouble rate = found.rate();
        lines.add(
                rate.isPresent()
                        ? "found learning rate %s; suggestions by rule:".formatted(brief(rate))
                        : "found no learning rate; suggestions by rule:");
        found.suggestions().forEach(each -> lines.add(row(each, each.rule().equals(found.rule()))));
        rate.ifPresent(value -> lines.add("to use it: %s %s".formatted(take, brief(rate))));
        return lines;
    }

    private static String row(Suggestion suggestion, boolean suits) {
        if (suggestion.rate().isEmpty()) {
            return "  %-12s no usable slope: %s".formatted(suggestion.rule(), suggestion.reason());
        }
        return "  %-12s %9s  sweeps differ by %sx, confidence %s%s"
                .formatted(
                        suggestion.rule(),
                        brief(suggestion.rate()),
                        NumberText.brief(Math.pow(10, suggestion.spread()), 2),
                        suggestion.confidence(),
                        suits ? "; suits this schedule" : "");
    }

    private static String brief(OptionalDouble rate) {
        return NumberText.brief(rate.orElse(Double.NaN), 2);
    }
}
