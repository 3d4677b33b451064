package dev.gradus.prepare;

import dev.gradus.prepare.signs.LikelyDay;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Finds the form in which all values of a column are days, and what they have in common. */
final class DayEvidence {
    private final EnumSet<DateForm> forms = EnumSet.allOf(DateForm.class);
    private boolean isTimed;
    private long days;
    private String odd = ""; // the value that left no form for all
    private String either = ""; // the first day that may be read in two ways
    private final Map<OptionalInt, String> offsets = new LinkedHashMap<>(); // up to 2

    /** By the form in which the days are read, since a day may be read in two until one is left. */
    private final Map<DateForm, LocalDateTime> earliest = new EnumMap<>(DateForm.class);

    private final Map<DateForm, LocalDateTime> latest = new EnumMap<>(DateForm.class);

    /** The forms by which a row is earlier than one before it. */
    private final Set<DateForm> unordered = EnumSet.noneOf(DateForm.class);

    /** Adds a value that cannot be a day, such as a number. */
    void addOther(String field) {
        odd = forms.isEmpty() ? odd : field;
        forms.clear();
    }

    /** Returns the first value that is not a day in a form of those before it; empty for none. */
    String odd() {
        return odd;
    }

    /** Adds a value that may be a day. */
    void add(String field) {
        LocalDateTime read = null;
        boolean wasOpen = !forms.isEmpty();
        for (var each = forms.iterator(); each.hasNext(); ) {
            DateForm form = each.next();
            LocalDateTime moment = form.read(field);
            if (moment == null) {
                each.remove();
                continue;
            }
            add(form, moment);
            if (read == null) {
                read = moment;
            }
        }
        odd = wasOpen && forms.isEmpty() ? field : odd;
        days += read != null || DateForm.isDay(field) || LikelyDay.is(field) ? 1 : 0;
        if (read != null) {
            look(field, read);
        }
    }

    private void add(DateForm form, LocalDateTime moment) {
        earliest.merge(form, moment, (old, now) -> now.isBefore(old) ? now : old);
        LocalDateTime last = latest.merge(form, moment, (old, now) -> now.isAfter(old) ? now : old);
        if (moment.isBefore(last)) {
            unordered.add(form);
        }
    }

    private void look(String field, LocalDateTime read) {
        if (either.isEmpty() && read.getDayOfMonth() != read.getMonthValue()) {
            either = field;
        }
        if (offsets.size() < 2 && DateForm.hasTime(field)) {
            offsets.putIfAbsent(DateForm.offset(field), field);
        }
        isTimed |= !read.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    /** Returns the form in which the days are read, if all values are written in one. */
    Optional<DateForm> form() {
        return forms.stream().findFirst();
    }

    /** Returns what the column holds if all of its values are days. */
    Kind kind() {
        return isTimed ? Kind.DATETIME : Kind.DATE;
    }

    /** Returns how many values are days in some form. */
    long count() {
        return days;
    }

    /** Returns whether no row is earlier than one before it. */
    boolean isRising() {
        return form().filter(unordered::contains).isEmpty();
    }

    /** Returns the earliest day or moment. */
    String least() {
        return text(earliest);
    }

    /** Returns the latest day or moment. */
    String greatest() {
        return text(latest);
    }

    private String text(Map<DateForm, LocalDateTime> moments) {
        return form().map(moments::get)
                .map(moment -> isTimed ? moment.toString() : moment.toLocalDate().toString())
                .orElse("");
    }

    /** Returns what a user should check about the days of a column, a sentence each. */
    List<String> remarks(String column) {
        var remarks = new ArrayList<String>();
        ofEitherDay(column).ifPresent(remarks::add);
        ofOffsets(column).ifPresent(remarks::add);
        return remarks;
    }

    private Optional<String> ofEitherDay(String column) {
        boolean isEither =
                forms.contains(DateForm.SLASHED_MONTH_DAY_YEAR)
                        && forms.contains(DateForm.SLASHED_DAY_MONTH_YEAR);
        return isEither && !either.isEmpty()
                ? Optional.of(
                        "column '%s': '%s' is read as %s, the month first, and nothing in the column shows whether that is right; write %s if the day comes first"
                                .formatted(
                                        column,
                                        either,
                                        day(DateForm.SLASHED_MONTH_DAY_YEAR),
                                        day(DateForm.SLASHED_DAY_MONTH_YEAR)))
                : Optional.empty();
    }

    private LocalDate day(DateForm as) {
        return Objects.requireNonNull(as.read(either)).toLocalDate();
    }

    private Optional<String> ofOffsets(String column) {
        if (offsets.size() < 2) {
            return Optional.empty();
        }
        List<String> examples = List.copyOf(offsets.values());
        return Optional.of(
                "column '%s' has times with different offsets from UTC, as in '%s' and '%s'; the time of day is used as it is written, and only a split by time (--split-by-time) computes with offsets"
                        .formatted(column, examples.getFirst(), examples.getLast()));
    }
}
