package dev.gradus.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;

/** The time of day where the user is. */
public final class LocalTime {
    private LocalTime() {}

    /**
     * {@return what a clock on the wall shows}
     *
     * <p>By {@link TimeZone}, and not by {@link ZoneId}: before it knows a zone for the first time,
     * that looks for further rules in each jar of the module path, which takes a twentieth of a
     * short command's time.
     *
     * @param instant when
     */
    public static LocalDateTime of(Instant instant) {
        return of(instant, TimeZone.getDefault());
    }

    static LocalDateTime of(Instant instant, TimeZone zone) {
        int offset = zone.getOffset(instant.toEpochMilli());
        return LocalDateTime.ofInstant(instant, ZoneOffset.ofTotalSeconds(offset / 1000));
    }
}
