package dev.gradus.schedule.peer;

import dev.gradus.schedule.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Composer's lengths: {@code 10ep}, {@code 500ba}, {@code 1e6sp}, {@code 0.3dur}. */
public final class TimeString {
    /** What is read, for messages. */
    public static final String RULE =
            "a length is written as '10ep' (epochs), '500ba' (batches), '1e6sp' (samples) or '0.3dur'"
                    + " (share of the run); tokens are not counted";

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,18})?(?:[eE]\\+?\\d{1,2})?)\\s*(ep|ba|sp|dur)");
    private static final int WHOLE = 100;

    private TimeString() {}

    /**
     * {@return the length, or nothing if the text is none}
     *
     * @param text a length with its unit
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
                    case "ba" -> Span.steps(count);
                    case "sp" -> Span.samples(count);
                    default -> Span.percent(count * WHOLE);
                });
    }
}
