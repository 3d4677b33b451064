package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.signs.CodeSigns;
import dev.gradus.prepare.signs.DayNumbers;
import dev.gradus.prepare.signs.LikelyDay;
import dev.gradus.prepare.signs.LongNumber;
import dev.gradus.prepare.signs.Measure;
import dev.gradus.prepare.signs.MissingWords;
import dev.gradus.prepare.signs.Spellings;
import dev.gradus.prepare.signs.TotalSigns;
import dev.gradus.prepare.signs.Units;
import dev.gradus.prepare.statistics.LongSet;
import dev.gradus.prepare.statistics.Sample;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
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
    private Optional<LongNumber> rounded = Optional.empty();
    private final LongSet hashes = new LongSet();
    private final Set<String> firstValues = new TreeSet<>(); // up to 3, in small letters
    private final EnumSet<DateForm> forms = EnumSet.allOf(DateForm.class);
    private boolean isTimed;
    private long days;
    private final MarkEvidence evidence;
    private long rows;
    private long missing;
    private long infinite;
    private long words;
    private String example = "";
    private String firstOdd = "";
    private String odd = "";
    private long odds;
    private boolean isOddAlone = true;
    private String eitherDay = "";
    private String last = "";
    private @Nullable Measure measure;
    private String measureExample = "";
    private long measures;
    private final TotalSigns totals = new TotalSigns();
    private final Units units = new Units();
    private final Map<OptionalInt, String> offsets = new LinkedHashMap<>(); // up to 2
    private final MissingWords missingWords = new MissingWords();
    private final Spellings spellings = new Spellings();

    /** By the form in which the days are read, since a day may be read in two until one is left. */
    private final Map<DateForm, LocalDateTime> earliest = new EnumMap<>(DateForm.class);

    private final Map<DateForm, LocalDateTime> latest = new EnumMap<>(DateForm.class);

    /** The forms by which a row is earlier than one before it. */
    private final Set<DateForm> unordered = EnumSet.noneOf(DateForm.class);

    /**
     * Creates the profile of a column without rows.
     *
     * @param mark the usual decimal mark of the table, as in {@link RowSource#decimalMark}
     */
    ColumnProfile(String name, Optional<DecimalMark> mark) {
        this.name = name;
        this.evidence = new MarkEvidence(mark);
    }

    /**
     * Adds the field of one more row.
     *
     * @param line the row's line
     */
    void add(String raw, long line) {
        String field = raw.strip();
        rows++;
        last = field;
        if (Fields.isMissing(field)) {
            missing++;
            missingWords.add(field);
            return;
        }
        if (example.isEmpty()) {
            example = field;
        }
        boolean isNew = count(field);
        if (evidence.add(field)) {
            codes.add(field);
            units.add(field);
            rounded = rounded.isEmpty() ? LongNumber.of(field, line) : rounded;
            forms.clear(); // no number is a day
        } else if (Fields.isInfinite(field)) {
            infinite++;
            oddOne(field);
            forms.clear();
        } else {
            oddOne(field);
            moment(field);
            look(field, line, isNew);
        }
    }

    /** Looks for signs that a field that is not a number means something other than it seems to. */
    private void look(String field, long line, boolean isNew) {
        if (isNew) {
            spellings.add(field);
        }
        totals.add(field, line);
        Measure.of(field)
                .filter(each -> Fields.isNumber(each.number()))
                .ifPresent(each -> {
                    if (measure == null) {
                        measure = each;
                        measureExample = field;
                    }
                    measures += each.around().equals(measure.around()) ? 1 : 0;
                });
    }

    /** Returns whether a value was not there before. */
    private boolean count(String field) {
        int before = hashes.size();
        if (before < ColumnSummary.MOST_DISTINCT) {
            hashes.add(hash(field));
        }
        if (firstValues.size() < 3) {
            String first = field.length() > 80 ? field.substring(0, 80) : field;
            firstValues.add(first.toLowerCase(Locale.ROOT));
        }
        return hashes.size() > before;
    }

    private void oddOne(String field) {
        odds++;
        firstOdd = firstOdd.isEmpty() ? field : firstOdd;
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
            DateForm form = each.next();
            LocalDateTime moment = form.read(field);
            if (moment == null) {
                each.remove();
                continue;
            }
            earliest.merge(form, moment, (old, now) -> now.isBefore(old) ? now : old);
            LocalDateTime now = latest.merge(form, moment, ColumnProfile::later);
            if (moment.isBefore(now)) {
                unordered.add(form);
            }
            if (read == null) {
                read = moment;
            }
        }
        days += read != null || DateForm.isDay(field) || LikelyDay.is(field) ? 1 : 0;
        if (read == null) {
            return;
        }
        if (eitherDay.isEmpty() && read.getDayOfMonth() != read.getMonthValue()) {
            eitherDay = field;
        }
        if (offsets.size() < 2 && DateForm.hasTime(field)) {
            offsets.putIfAbsent(DateForm.offset(field), field);
        }
        isTimed |= !read.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
        return other.isAfter(one) ? other : one;
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

    /** Returns the decimal mark that a column of numbers proves. */
    Optional<DecimalMark> proved() {
        return evidence.proved().filter(mark -> evidence.read(mark).count() >= NUMBERS * present());
    }

    /**
     * Returns what the column holds.
     *
     * @param others the decimal mark that the other columns prove, if they agree
     * @param table the rows, which say where a line is and which columns are not read
     */
    ColumnSummary summary(Optional<DecimalMark> others, RowSource table) {
        return new Finding(evidence.form(others, firstOdd)).summary(table);
    }

    /** Returns whether the number of the last row is the sum of the others. */
    boolean endsInSum(DecimalMark mark) {
        return evidence.endsInSum(mark, last);
    }

    /** Returns the last row whose field says that it sums up others, if there is one. */
    Optional<TotalRow.Word> total() {
        return TotalRow.Word.of(name, totals, present());
    }

    /** Returns the form in which the column's days are read, if all are written in one. */
    private Optional<DateForm> dayForm() {
        return forms.stream().findFirst();
    }

    private long present() {
        return rows - missing;
    }

    /** What the column holds if its numbers are written in one form. */
    private final class Finding {
        private final NumberForm form;
        private final MarkEvidence.Tally numbers;
        private final long others;

        Finding(NumberForm form) {
            this.form = form;
            numbers = evidence.read(form.mark());
            others = odds + evidence.unread(form.mark());
        }

        ColumnSummary summary(RowSource table) {
            Kind kind = kind();
            boolean isNumber =
                    kind == Kind.NUMBER || (kind == Kind.ID && numbers.count() == present());
            boolean hasRange = isNumber || (kind == Kind.CATEGORY && isOfCodes());
            boolean isMoment = kind == Kind.DATE || kind == Kind.DATETIME;
            return new ColumnSummary(
                    name,
                    kind,
                    rows,
                    missing + (hasMarker() ? odds : 0),
                    hashes.size() - (hasMarker() ? 1 : 0),
                    numbers.count() > 0
                            && numbers.wholes() == numbers.count()
                            && (numbers.count() == present() || hasMarker()),
                    hasRange
                            ? NumberText.exact(numbers.least())
                            : isMoment ? moment(earliest, kind) : "",
                    hasRange
                            ? NumberText.exact(numbers.greatest())
                            : isMoment ? moment(latest, kind) : "",
                    example,
                    hasMarker() ? odd : "",
                    hasMarker() ? odds : 0,
                    hasMarker() ? 0 : others,
                    dayForm().filter(_ -> isMoment),
                    isMoment ? 0 : days,
                    firstValues.size() == 2 ? List.copyOf(firstValues) : List.of(),
                    form,
                    new ColumnSigns(
                            remarks(kind),
                            spellings.alike(),
                            missingWords.counts(),
                            rounded.map(found -> found.remark(name, table.placeOf(found.line())))
                                    .orElse(""),
                            table.unread().valuesOf(name).orElse(""),
                            isMoment && dayForm().filter(unordered::contains).isEmpty()));
        }

        private String moment(Map<DateForm, LocalDateTime> moments, Kind kind) {
            return dayForm()
                    .map(moments::get)
                    .map(moment ->
                            kind == Kind.DATE ? moment.toLocalDate().toString() : moment.toString())
                    .orElse("");
        }

        /** Returns what a user should check about the column's values, a sentence each. */
        private List<String> remarks(Kind kind) {
            var remarks = new ArrayList<String>();
            if (kind == Kind.DATE || kind == Kind.DATETIME) {
                ofEitherDay(remarks);
                ofOffsets(remarks);
            } else if (kind == Kind.NUMBER) {
                remarks.addAll(units.remarks(name, this::number));
                ofDayNumbers(remarks);
            } else if (kind != Kind.CONSTANT && 2 * numbers.count() < present()) {
                ofMeasures(kind, remarks);
            }
            return remarks;
        }

        private void ofEitherDay(List<String> remarks) {
            boolean isEither =
                    forms.contains(DateForm.SLASHED_MONTH_DAY_YEAR)
                            && forms.contains(DateForm.SLASHED_DAY_MONTH_YEAR);
            if (isEither && !eitherDay.isEmpty()) {
                remarks.add(
                        "column '%s': '%s' is read as %s, the month first, and nothing in the column shows whether that is right; write %s if the day comes first"
                                .formatted(
                                        name,
                                        eitherDay,
                                        day(DateForm.SLASHED_MONTH_DAY_YEAR),
                                        day(DateForm.SLASHED_DAY_MONTH_YEAR)));
            }
        }

        private void ofOffsets(List<String> remarks) {
            if (offsets.size() == 2) {
                List<String> examples = List.copyOf(offsets.values());
                remarks.add(
                        "column '%s' has times with different offsets from UTC, as in '%s' and '%s'; the time of day is used as it is written, and only a split by time (--split-by-time) computes with offsets"
                                .formatted(name, examples.getFirst(), examples.getLast()));
            }
        }

        private String number(String field) {
            return NumberText.exact(Fields.number(field, form.mark()));
        }

        private LocalDate day(DateForm as) {
            return Objects.requireNonNull(as.read(eitherDay)).toLocalDate();
        }

        private void ofDayNumbers(List<String> remarks) {
            if (numbers.wholes() == numbers.count()
                    && DayNumbers.areLikely(name, numbers.least(), numbers.greatest())) {
                remarks.add(
                        "column '%s' holds numbers that seem to mean days, such as '%s', and they are used as numbers; write days as 2026-11-28 to have the day of the year and of the week as inputs"
                                .formatted(name, example));
            }
        }

        private void ofMeasures(Kind kind, List<String> remarks) {
            if (measure != null && 2 * measures >= present()) {
                remarks.add(
                        Text.of(
                                "column '%s' is of kind %s, although %,d of its %,d values are numbers with something else, as in '%s'; write the number alone, as %s, to have it used as a number",
                                name, kind, measures, present(), measureExample, measure.number()));
            }
        }

        /** A single word that occurs several times among numbers marks missing values. */
        private boolean hasMarker() {
            return odds > 1
                    && isOddAlone
                    && infinite == 0
                    && others == odds
                    && numbers.count() > 2
                    && numbers.count() >= odds;
        }

        private Kind kind() {
            int distinct = hashes.size();
            if (distinct == 0 || (distinct == 1 && missing == 0)) {
                return Kind.CONSTANT;
            }
            if (isFlag()) {
                return Kind.BOOLEAN;
            }
            boolean isOfNumbers =
                    numbers.count() > 0 && numbers.count() + infinite >= NUMBERS * present();
            if (hasMarker() || isOfNumbers) {
                return isRowNumber(distinct)
                        ? Kind.ID
                        : isOfCodes() ? ofCodes(distinct) : Kind.NUMBER;
            }
            if (!forms.isEmpty()) {
                return isTimed ? Kind.DATETIME : Kind.DATE;
            }
            return ofWords(distinct);
        }

        /** Row numbers: whole numbers from near 0, each once, with few gaps. */
        private boolean isRowNumber(int distinct) {
            return present() >= ROWS_OF_IDS
                    && missing == 0
                    && distinct == present()
                    && numbers.wholes() == present()
                    && numbers.least() >= 0
                    && numbers.greatest() <= 1.5 * present() + 10;
        }

        private boolean isOfCodes() {
            boolean isWhole =
                    numbers.count() > 0
                            && numbers.count() == present()
                            && numbers.wholes() == numbers.count();
            return isWhole
                    && (codes.areZeroLed()
                            || (numbers.least() >= 0 && CodeSigns.isNameOfCodes(name)));
        }
    }

    private boolean isFlag() {
        return firstValues.size() == 2 && OPPOSITES.contains(firstValues);
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
