package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a column holds, field after field, in bounded memory; {@link Survey} states the
 * rules.
 */
final class ColumnProfile {
    /** In a column of numbers, at least 19 of 20 fields are numbers. */
    private static final double NUMBERS = 0.95;

    /** With fewer rows, names of rows cannot be told from categories. */
    private static final int ROWS_OF_IDS = 20;

    private static final double WORDS_OF_TEXT = 3;

    private static final List<Set<String>> OPPOSITES =
            List.of(
                    Set.of("yes", "no"),
                    Set.of("y", "n"),
                    Set.of("true", "false"),
                    Set.of("t", "f"),
                    Set.of("on", "off"),
                    Set.of("0", "1"));

    private final String name;
    private final CodeSigns codes = new CodeSigns();
    private final LongSet hashes = new LongSet();
    private final Set<String> firstValues = new TreeSet<>(); // up to 3, in small letters
    private final EnumSet<DateForm> forms = EnumSet.allOf(DateForm.class);
    private boolean isTimed;
    private long days;
    private long rows;
    private long missing;
    private long numbers;
    private long wholes;
    private long words;
    private String example = "";
    private String odd = "";
    private long odds;
    private boolean isOddAlone = true;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private @Nullable LocalDateTime earliest;
    private @Nullable LocalDateTime latest;

    ColumnProfile(String name) {
        this.name = name;
    }

    void add(String raw) {
        String field = raw.strip();
        rows++;
        if (Fields.isMissing(field)) {
            missing++;
            return;
        }
        if (example.isEmpty()) {
            example = field;
        }
        count(field);
        double number = Fields.number(field);
        if (Double.isNaN(number)) {
            oddOne(field);
            moment(field);
        } else {
            number(number);
            codes.add(field);
            forms.clear(); // no number is a day
        }
    }

    private void count(String field) {
        if (hashes.size() < ColumnSummary.MOST_DISTINCT) {
            hashes.add(hash(field));
        }
        if (firstValues.size() < 3) {
            String first = field.length() > 80 ? field.substring(0, 80) : field;
            firstValues.add(first.toLowerCase(Locale.ROOT));
        }
    }

    private void number(double number) {
        numbers++;
        wholes += number == Math.rint(number) ? 1 : 0;
        least = Math.min(least, number);
        greatest = Math.max(greatest, number);
    }

    private void oddOne(String field) {
        odds++;
        isOddAlone &= odds == 1 || odd.equals(field);
        odd = field;
        words++;
        for (int i = 1; i < field.length(); i++) {
            if (Character.isWhitespace(field.charAt(i - 1))
                    && !Character.isWhitespace(field.charAt(i))) {
                words++;
            }
        }
    }

    private void moment(String field) {
        LocalDateTime read = null;
        for (var each = forms.iterator(); each.hasNext(); ) {
            LocalDateTime moment = each.next().read(field);
            if (moment == null) {
                each.remove();
            } else if (read == null) {
                read = moment;
            }
        }
        days += read != null || DateForm.isDay(field) ? 1 : 0;
        if (read == null) {
            return;
        }
        isTimed |= !read.toLocalTime().equals(LocalTime.MIDNIGHT);
        earliest = earliest == null || read.isBefore(earliest) ? read : earliest;
        latest = latest == null || read.isAfter(latest) ? read : latest;
    }

    /** Texts with equal 64-bit hashes count as one, which is rarer than a memory error. */
    private static long hash(String field) {
        int length = field.length();
        long hash = length;
        int at = 0;
        for (; at + 4 <= length; at += 4) {
            long four =
                    field.charAt(at)
                            | (long) field.charAt(at + 1) << 16
                            | (long) field.charAt(at + 2) << 32
                            | (long) field.charAt(at + 3) << 48;
            hash = stirred(hash, four);
        }
        for (; at < length; at++) {
            hash = stirred(hash, field.charAt(at));
        }
        return Sample.mixed(hash);
    }

    private static long stirred(long hash, long characters) {
        long product = (hash ^ characters) * 0x9E3779B97F4A7C15L;
        return product ^ (product >>> 32);
    }

    ColumnSummary summary() {
        Kind kind = kind();
        boolean isNumber = kind == Kind.NUMBER || (kind == Kind.ID && numbers == present());
        boolean hasRange = isNumber || (kind == Kind.CATEGORY && isOfCodes());
        return new ColumnSummary(
                name,
                kind,
                rows,
                missing + (hasMarker() ? odds : 0),
                hashes.size() - (hasMarker() ? 1 : 0),
                numbers > 0 && wholes == numbers && (numbers == present() || hasMarker()),
                hasRange ? NumberText.exact(least) : isMoment(kind) ? moment(earliest, kind) : "",
                hasRange ? NumberText.exact(greatest) : isMoment(kind) ? moment(latest, kind) : "",
                example,
                hasMarker() ? odd : "",
                hasMarker() ? 0 : odds,
                forms.stream().findFirst().filter(_ -> isMoment(kind)),
                isMoment(kind) ? 0 : days,
                firstValues.size() == 2 ? List.copyOf(firstValues) : List.of());
    }

    private static boolean isMoment(Kind kind) {
        return kind == Kind.DATE || kind == Kind.DATETIME;
    }

    private static String moment(@Nullable LocalDateTime moment, Kind kind) {
        if (moment == null) {
            return "";
        }
        return kind == Kind.DATE ? moment.toLocalDate().toString() : moment.toString();
    }

    private long present() {
        return rows - missing;
    }

    /** A single word that occurs several times among numbers marks missing values. */
    private boolean hasMarker() {
        return odds > 1 && isOddAlone && numbers > 2 && numbers >= odds;
    }

    private Kind kind() {
        int distinct = hashes.size();
        if (distinct == 0 || (distinct == 1 && missing == 0)) {
            return Kind.CONSTANT;
        }
        if (isFlag()) {
            return Kind.BOOLEAN;
        }
        if (hasMarker() || (numbers >= NUMBERS * present() && numbers > 0)) {
            return isRowNumber(distinct) ? Kind.ID : isOfCodes() ? ofCodes(distinct) : Kind.NUMBER;
        }
        if (!forms.isEmpty()) {
            return isTimed ? Kind.DATETIME : Kind.DATE;
        }
        return ofWords(distinct);
    }

    private boolean isFlag() {
        return firstValues.size() == 2 && OPPOSITES.contains(firstValues);
    }

    /** Row numbers: whole numbers from near 0, each once, with few gaps. */
    private boolean isRowNumber(int distinct) {
        return present() >= ROWS_OF_IDS
                && missing == 0
                && distinct == present()
                && wholes == present()
                && least >= 0
                && greatest <= 1.5 * present() + 10;
    }

    private boolean isOfCodes() {
        boolean isWhole = numbers > 0 && numbers == present() && wholes == numbers;
        return isWhole && (codes.areZeroLed() || (least >= 0 && CodeSigns.isNameOfCodes(name)));
    }

    private Kind ofCodes(int distinct) {
        return present() >= ROWS_OF_IDS && isMany(distinct) ? Kind.ID : Kind.CATEGORY;
    }

    private boolean isMany(int distinct) {
        return distinct == ColumnSummary.MOST_DISTINCT || distinct > present() / 2;
    }

    private Kind ofWords(int distinct) {
        if (present() < ROWS_OF_IDS || !isMany(distinct)) {
            return Kind.CATEGORY;
        }
        boolean isText = words >= WORDS_OF_TEXT * present();
        return isText || (distinct < present() && distinct < ColumnSummary.MOST_DISTINCT)
                ? Kind.TEXT
                : Kind.ID;
    }
}
