package dev.gradus.schedule.text;

import dev.gradus.number.NumberText;
import dev.gradus.schedule.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths as people write them: {@code 500} steps, {@code 2ep}, {@code 10%}. */
public final class LengthText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,18})?)\\s*(ep|%|)");

    private LengthText() {}

    /**
     * {@return the length, or nothing if the text is none}
     *
     * @param text a length, as {@code 500}, {@code 2ep} or {@code 10%}
     */
    public static Optional<Span> read(String text) {
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

    /**
     * {@return the text that {@link #read} reads; lengths it does not know as schedules do}
     *
     * @param length the length
     */
    public static String of(Span length) {
        return switch (length) {
            case Span.Epochs(double count) -> NumberText.plain(count) + "ep";
            case Span.Steps(double count) -> NumberText.plain(count);
            case Span.Percent(double share) -> NumberText.plain(share) + "%";
            case Span other -> other.toString();
        };
    }
}
