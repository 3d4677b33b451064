package dev.gradus.cli;

import dev.gradus.schedule.Span;
import dev.gradus.train.Trainer;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often a checkpoint is saved, as a user writes it: {@code 1ep}, {@code 500}, {@code 60s}.
 *
 * @param count above 0
 * @param unit ep, s or nothing for steps
 */
record CheckpointSpan(double count, String unit) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ep|s|)");

    /**
     * @throws IllegalArgumentException if it cannot be read
     */
    static CheckpointSpan parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches() || Double.parseDouble(form.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "--checkpoint-every takes epochs, steps or seconds above 0, as 1ep, 500 or 60s; got '%s'"
                            .formatted(text));
        }
        return new CheckpointSpan(Double.parseDouble(form.group(1)), form.group(2));
    }

    Trainer of(Trainer trainer) {
        return switch (unit) {
            case "ep" -> trainer.checkpointEvery(Span.epochs(count));
            case "s" -> trainer.checkpointEvery(Duration.ofNanos((long) (count * 1e9)));
            default -> trainer.checkpointEvery(Span.steps(count));
        };
    }
}
