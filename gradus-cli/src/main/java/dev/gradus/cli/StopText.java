package dev.gradus.cli;

import dev.gradus.schedule.controller.Goal;
import dev.gradus.text.Suggestions;
import dev.gradus.train.StopRule;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads stop rules as text: {@code patience 5}, {@code target accuracy 0.99}. */
final class StopText {
    private static final Map<String, String> FORMS =
            Map.of(
                    "patience", "patience 5, or patience 3 accuracy",
                    "target", "target accuracy 0.99",
                    "time", "time 90s, time 10m or time 2h",
                    "steps", "steps 500");

    private StopText() {}

    static StopRule parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        String rule = words.getFirst();
        if (!FORMS.containsKey(rule)) {
            throw new IllegalArgumentException(
                    Suggestions.unknown("stop rule", rule, FORMS.keySet().stream().sorted().toList()));
        }
        try {
            return read(rule, words.subList(1, words.size()));
        } catch (NumberFormatException | IndexOutOfBoundsException | ArithmeticException fault) {
            throw new IllegalArgumentException(
                    "stop rule '%s' cannot be read; write %s".formatted(text, FORMS.get(rule)), fault);
        }
    }

    private static StopRule read(String rule, List<String> words) {
        return switch (rule) {
            case "patience" -> {
                String metric = words.size() > 1 ? words.get(1) : "loss";
                yield StopRule.patience(Integer.parseInt(words.getFirst()), metric, goal(metric));
            }
            case "target" -> {
                String metric = words.getFirst();
                yield StopRule.target(metric, goal(metric), Double.parseDouble(words.get(1)));
            }
            case "time" -> StopRule.timeLimit(duration(words.getFirst()));
            default -> StopRule.stepLimit(Long.parseLong(words.getFirst()));
        };
    }

    /** Losses and errors go down; accuracies and R² go up. */
    private static Goal goal(String metric) {
        boolean up = metric.toLowerCase(Locale.ROOT).contains("accuracy") || metric.equals("r2");
        return up ? Goal.MAXIMIZE : Goal.MINIMIZE;
    }

    private static Duration duration(String text) {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> throw new NumberFormatException(text);
        };
    }
}
