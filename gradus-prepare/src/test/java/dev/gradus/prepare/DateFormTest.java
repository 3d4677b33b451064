package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFormTest {
    private static final Path PAGE = Path.of("..", "docs", "tables.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @ParameterizedTest
    @CsvSource({
        "days that are read, true",
        "with a time of day, true",
        "with an offset, true",
        "not read as days, false",
        "nor as times, false"
    })
    void whatThePageSaysIsReadIsReadAndTheRestIsNot(String row, boolean read) throws IOException {
        String line =
                Files.readAllLines(PAGE).stream()
                        .filter(each -> each.startsWith("| " + row + " | "))
                        .findFirst()
                        .orElseThrow();
        List<String> fields = CODE.matcher(line).results().map(match -> match.group(1)).toList();

        assertThat(fields).hasSizeGreaterThan(2);
        assertThat(fields)
                .allSatisfy(field -> assertThat(DateForm.isDay(field)).as(field).isEqualTo(read));
    }

    @Test
    void anOffsetIsReadOver() {
        assertThat(DateForm.YEAR_MONTH_DAY.read("2026-11-28 09:30:15+01:00"))
                .isEqualTo(DateForm.YEAR_MONTH_DAY.read("2026-11-28T09:30:15Z"))
                .isEqualTo(LocalDateTime.of(2026, 11, 28, 9, 30, 15));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28 09:30:00+00, 0",
        "2026-11-28T09:30Z, 0",
        "2026-11-28T09:30+01, 3600",
        "2026-11-28T09:30-08:00, -28800",
        "28.11.2026 09:30+0545, 20700",
        "2026-11-28T09:30,",
        "2026-11-28,"
    })
    void anOffsetIsSoManySecondsAheadOfUtc(String moment, Integer seconds) {
        OptionalInt offset = DateForm.offset(moment);

        assertThat(offset.isPresent() ? offset.getAsInt() : null).isEqualTo(seconds);
        assertThat(DateForm.isDay(moment)).isTrue();
    }

    @Test
    void aDayBeginsAtMidnight() {
        assertThat(DateForm.DAY_MONTH_YEAR.read("5.1.2026"))
                .isEqualTo(LocalDate.of(2026, 1, 5).atStartOfDay());
    }
}
