package dev.gradus.train;

import dev.gradus.schedule.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lengths as people write them: {@code 500} steps, {@code 2ep}, {@code 10%}. */
final class LengthText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ep|%|)");

    private LengthText() {}

    /** Returns the length, or nothing if the text is none. */
    static Optional<Span> read(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        double count = Double.parseDouble(form.group(1));
        return Optional.of(
                switch (form.group(2)) {
                    case "ep" -> Span.epochs(count);
                    case "%" -> Span.percent(count);
                    default -> Span.steps(count);
                });
    }
}
