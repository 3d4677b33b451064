package dev.gradus.train;

import dev.gradus.schedule.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long a cool-down takes: {@code 500}, {@code 2ep}, {@code 10%}. */
final class CoolDown {
    private static final Pattern SPAN = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ep|%|)");
    private static final String DEFAULT = "10%";

    private CoolDown() {}

    /** Returns how many updates it takes, at least 1; a tenth of the run unless said. */
    static long steps(String text, TrainingSession session) {
        Matcher span = SPAN.matcher(text.isBlank() ? DEFAULT : text.strip());
        if (!span.matches()) {
            throw new IllegalArgumentException(
                    "a cool-down takes a number of steps, epochs or percent, as 500, 2ep or 10%%; got \"%s\""
                            .formatted(text));
        }
        double count = Double.parseDouble(span.group(1));
        Span length =
                switch (span.group(2)) {
                    case "ep" -> Span.epochs(count);
                    case "%" -> Span.percent(count);
                    default -> Span.steps(count);
                };
        return Math.max(1, Math.round(length.in(session.horizon())));
    }
}
