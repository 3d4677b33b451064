package dev.gradus.recipe;

import dev.gradus.number.Text;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 10m}, {@code 1h30m}. */
final class DurationText {
    private static final Pattern FORM =
            Pattern.compile("(?=\\d)(\\d{1,12}h)?(\\d{1,12}m)?(\\d{1,12}(\\.\\d{1,9})?s)?");

    private DurationText() {}

    /** Returns the duration, or nothing if the text is not one. */
    static Optional<Duration> read(String text) {
        String words = text.strip().toLowerCase(Locale.ROOT);
        if (!FORM.matcher(words).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse("PT" + words.toUpperCase(Locale.ROOT)));
        } catch (DateTimeException | ArithmeticException tooLong) {
            return Optional.empty();
        }
    }

    static String of(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** Returns a duration in seconds, to the nanosecond. */
    static String seconds(Duration duration) {
        String fraction = Text.of("%09d", duration.toNanosPart()).replaceFirst("0+$", "");
        return duration.toSeconds() + (fraction.isEmpty() ? "" : "." + fraction) + "s";
    }
}
