package dev.gradus.recipe;

import dev.gradus.text.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Reads stop rules as text: {@code patience 5}, {@code target accuracy 0.99}. */
final class StopText {
    private static final Map<String, String> FORMS =
            Map.of(
                    "patience", "patience 5, or patience 3 accuracy",
                    "target", "target accuracy 0.99",
                    "time", "time 90s, time 10m or time 2h",
                    "steps", "steps 500");

    private static final String MARGIN = "margin";

    private StopText() {}

    static StopRule parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "a stop rule is empty; write patience 5, target accuracy 0.99, time 10m or steps 500, or leave it out");
        }
        List<String> words = List.of(text.strip().split("\\s+"));
        String rule = words.getFirst();
        if (!FORMS.containsKey(rule)) {
            throw new IllegalArgumentException(
                    Suggestions.unknown(
                            "stop rule", rule, FORMS.keySet().stream().sorted().toList()));
        }
        try {
            return read(rule, words.subList(1, words.size()));
        } catch (NumberFormatException | IndexOutOfBoundsException | NoSuchElementException fault) {
            throw new IllegalArgumentException(
                    "stop rule '%s' cannot be read; write %s".formatted(text, FORMS.get(rule)),
                    fault);
        }
    }

    private static StopRule read(String rule, List<String> words) {
        return switch (rule) {
            case "patience" -> patience(words);
            case "target" -> target(words);
            case "time" ->
                    StopRule.timeLimit(
                            DurationText.read(only(words)).orElseThrow(NumberFormatException::new));
            default -> StopRule.stepLimit(Long.parseLong(only(words)));
        };
    }

    private static StopRule patience(List<String> words) {
        int reports = Integer.parseInt(words.getFirst());
        int end = words.size();
        double margin = 0;
        if (words.contains(MARGIN)) {
            end = words.indexOf(MARGIN);
            margin = Double.parseDouble(only(words.subList(end + 1, words.size())));
        }
        List<String> metric = words.subList(1, end);
        MetricWords by =
                metric.isEmpty()
                        ? new MetricWords(Judge.LOSS.metric(), Judge.LOSS.goal())
                        : metric(metric);
        return new StopRule.Patience(by.metric(), by.goal(), reports, margin);
    }

    private static StopRule target(List<String> words) {
        int last = words.size() - 1;
        double value = Double.parseDouble(words.get(last));
        MetricWords metric = metric(words.subList(0, last));
        return new StopRule.Target(metric.metric(), metric.goal(), value);
    }

    /** Refuses a word that is not a direction of improvement. */
    private static MetricWords metric(List<String> words) {
        if (words.isEmpty()
                || words.size() > 2
                || (words.size() == 2 && !MetricWords.isGoal(words.get(1)))) {
            throw new NumberFormatException();
        }
        return MetricWords.of(words);
    }

    private static String only(List<String> words) {
        if (words.size() != 1) {
            throw new NumberFormatException();
        }
        return words.getFirst();
    }
}
