package dev.gradus.cli;

import dev.gradus.nn.Metric;
import dev.gradus.nn.Metrics;
import dev.gradus.text.Suggestions;
import dev.gradus.train.StopRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads stop rules as text: {@code patience 5}, {@code target accuracy 0.99}. */
final class StopText {
    private static final Map<String, String> FORMS =
            Map.of(
                    "patience", "patience 5, or patience 3 accuracy",
                    "target", "target accuracy 0.99",
                    "time", "time 90s, time 10m or time 2h",
                    "steps", "steps 500");

    private static final String LOSS = "loss";
    private static final List<Metric> METRICS =
            List.of(
                    Metrics.accuracy(),
                    Metrics.meanAbsoluteError(),
                    Metrics.rootMeanSquaredError(),
                    Metrics.rSquared());

    private StopText() {}

    static StopRule parse(String text) {
        List<String> words = List.of(text.strip().split("\\s+"));
        String rule = words.getFirst();
        if (!FORMS.containsKey(rule)) {
            throw new IllegalArgumentException(
                    Suggestions.unknown(
                            "stop rule", rule, FORMS.keySet().stream().sorted().toList()));
        }
        List<String> arguments = words.subList(1, words.size());
        if (arguments.size() < atLeast(rule) || arguments.size() > atMost(rule)) {
            throw unreadable(text, rule);
        }
        try {
            return read(rule, arguments);
        } catch (NumberFormatException | ArithmeticException fault) {
            IllegalArgumentException told = unreadable(text, rule);
            told.initCause(fault);
            throw told;
        }
    }

    private static int atLeast(String rule) {
        return rule.equals("target") ? 2 : 1;
    }

    private static int atMost(String rule) {
        return rule.equals("target") || rule.equals("patience") ? 2 : 1;
    }

    private static IllegalArgumentException unreadable(String text, String rule) {
        return new IllegalArgumentException(
                "stop rule '%s' cannot be read; write %s".formatted(text, FORMS.get(rule)));
    }

    private static StopRule read(String rule, List<String> words) {
        return switch (rule) {
            case "patience" -> {
                int reports = Integer.parseInt(words.getFirst());
                yield words.size() == 1 || words.get(1).equals(LOSS)
                        ? StopRule.patience(reports)
                        : StopRule.patience(reports, metric(words.get(1)));
            }
            case "target" -> {
                double value = Double.parseDouble(words.get(1));
                yield words.getFirst().equals(LOSS)
                        ? StopRule.targetLoss(value)
                        : StopRule.target(metric(words.getFirst()), value);
            }
            case "time" -> StopRule.timeLimit(duration(words.getFirst()));
            default -> StopRule.stepLimit(Long.parseLong(words.getFirst()));
        };
    }

    private static Metric metric(String name) {
        return METRICS.stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    var known = new ArrayList<>(METRICS.stream().map(Metric::name).toList());
                    known.addFirst(LOSS);
                    return new IllegalArgumentException(Suggestions.unknown("metric", name, known));
                });
    }

    private static Duration duration(String text) {
        int last = text.length() - 1;
        long number = Long.parseLong(text, 0, Math.max(0, last), 10);
        return switch (text.charAt(last)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> throw new NumberFormatException(text);
        };
    }
}
