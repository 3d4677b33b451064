package dev.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTimeTest {
    private static final long YEAR_2100 = 4_102_444_800L;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "Pacific/Apia",
                "GMT-07:30"
            })
    void isWhatTheRulesOfTheZoneSay(String zone) {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(
                            random.nextLong(YEAR_2100), random.nextInt(1_000_000_000));

            assertThat(LocalTime.of(instant, TimeZone.getTimeZone(zone)))
                    .isEqualTo(LocalDateTime.ofInstant(instant, ZoneId.of(zone)));
        }
    }
}
