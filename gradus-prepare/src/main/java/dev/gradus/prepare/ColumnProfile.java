package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.signs.CodeSigns;
import dev.gradus.prepare.signs.DayNumbers;
import dev.gradus.prepare.signs.LongNumber;
import dev.gradus.prepare.signs.Measure;
import dev.gradus.prepare.signs.MissingWords;
import dev.gradus.prepare.signs.NumberFrames;
import dev.gradus.prepare.signs.Spellings;
import dev.gradus.prepare.signs.TotalSigns;
import dev.gradus.prepare.signs.TotalWords;
import dev.gradus.prepare.signs.Units;
import dev.gradus.prepare.statistics.DistinctValues;
import dev.gradus.prepare.statistics.Extreme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a column holds, field after field, in bounded memory; {@link Survey} states the
 * rules.
 */
final class ColumnProfile {
    /** With fewer rows, names of rows cannot be told from categories. */
    private static final int ROWS_OF_IDS = 20;

    private static final int DISTINCT_OF_APART = 8;

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
    private final DistinctValues values = new DistinctValues(ColumnSummary.MOST_DISTINCT);
    private final DayEvidence days = new DayEvidence();
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
    private String last = "";
    private @Nullable Measure measure;
    private String measureExample = "";
    private long measures;
    private final NumberFrames frames = new NumberFrames();
    private final TotalSigns totals = new TotalSigns();
    private final Units units = new Units();
    private final MissingWords missingWords = new MissingWords();
    private final Spellings spellings = new Spellings();

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
        boolean isNew = values.add(field);
        if (evidence.add(field)) {
            codes.add(field);
            units.add(field);
            rounded = rounded.isEmpty() ? LongNumber.of(field, line) : rounded;
            days.addOther(field);
        } else if (Fields.isInfinite(field)) {
            infinite++;
            oddOne(field);
            days.addOther(field);
        } else {
            oddOne(field);
            days.add(field);
            look(field, line, isNew);
        }
    }

    /** Looks for signs that a field that is not a number means something other than it seems to. */
    private void look(String field, long line, boolean isNew) {
        if (isNew) {
            spellings.add(field);
        }
        totals.add(field, line);
        frames.add(field);
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

    /** Returns the decimal mark that a column of numbers proves. */
    Optional<DecimalMark> proved() {
        return evidence.provedBy(present());
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
                    values.count() - (hasMarker() ? 1 : 0),
                    numbers.count() > 0
                            && numbers.wholes() == numbers.count()
                            && (numbers.count() == present() || hasMarker()),
                    hasRange ? NumberText.exact(numbers.least()) : isMoment ? days.least() : "",
                    hasRange
                            ? NumberText.exact(numbers.greatest())
                            : isMoment ? days.greatest() : "",
                    example,
                    hasMarker() ? odd : "",
                    hasMarker() ? odds : 0,
                    hasMarker() ? 0 : others,
                    days.form().filter(_ -> isMoment),
                    isMoment ? 0 : days.count(),
                    values.pair(),
                    form,
                    new ColumnSigns(
                            remarks(kind),
                            spellings.alike(),
                            missingWords.counts(),
                            rounded.map(found -> found.remark(name, table.placeOf(found.line())))
                                    .orElse(""),
                            table.unread().valuesOf(name).orElse(""),
                            isMoment ? "" : days.odd(),
                            isMoment && days.isRising()));
        }

        /** Returns what a user should check about the column's values, a sentence each. */
        private List<String> remarks(Kind kind) {
            var remarks = new ArrayList<String>();
            if (kind == Kind.DATE || kind == Kind.DATETIME) {
                remarks.addAll(days.remarks(name));
            } else if (kind == Kind.NUMBER) {
                remarks.addAll(units.remarks(name, this::number));
                ofDayNumbers(remarks);
                ofNumberApart(remarks);
            } else if (kind != Kind.CONSTANT && 2 * numbers.count() < present()) {
                ofMeasures(kind, remarks);
            }
            return remarks;
        }

        private String number(String field) {
            return NumberText.exact(Fields.number(field, form.mark()));
        }

        private void ofDayNumbers(List<String> remarks) {
            if (numbers.wholes() == numbers.count()
                    && DayNumbers.areLikely(name, numbers.least(), numbers.greatest())) {
                remarks.add(
                        "column '%s' holds numbers that seem to mean days or times, such as '%s', and they are used as numbers; write them as 2026-11-28 or 2026-11-28T09:30 to have the day of the year and of the week, and the time, as inputs"
                                .formatted(name, example));
            }
        }

        /** Of few different numbers, each may be far from the others. */
        private void ofNumberApart(List<String> remarks) {
            if (values.count() >= DISTINCT_OF_APART) {
                numbers.apart().map(this::apart).ifPresent(remarks::add);
            }
        }

        private String apart(Extreme number) {
            boolean isLeast = number.first() < number.second();
            return Text.of(
                    "column '%s' has %s in %s, far from all its other numbers (%s to %s); if it stands for a missing value, leave the field empty",
                    name,
                    NumberText.exact(number.first()),
                    NumberText.counted(number.count(), "row"),
                    NumberText.exact(isLeast ? number.second() : numbers.least()),
                    NumberText.exact(isLeast ? numbers.greatest() : number.second()));
        }

        private void ofMeasures(Kind kind, List<String> remarks) {
            long framed = frames.count(present(), values.count(), numbers.count());
            if (measure == null || !isOfOneUnit(framed)) {
                ofFrames(kind, framed, remarks);
                return;
            }
            remarks.add(
                    Text.of(
                            "column '%s' is of kind %s, although %,d of its %,d values are numbers with something else, as in '%s'; write the number alone, as %s, to have it used as a number",
                            name, kind, measures, present(), measureExample, measure.number()));
        }

        private boolean isOfOneUnit(long framed) {
            return 2 * measures >= present()
                    && (framed == 0
                            || measures + numbers.count() >= MarkEvidence.NUMBERS * present());
        }

        /** Two values are told apart as well by inputs of their own, and days have a remark. */
        private void ofFrames(Kind kind, long framed, List<String> remarks) {
            if (framed > 0
                    && values.count() > 2
                    && 2 * days.count() < present()
                    && !CodeSigns.isNameOfCodes(name)) {
                remarks.add(
                        Text.of(
                                "column '%s' is of kind %s, although %,d of its %,d values seem to be numbers in a form that is not read, as in '%s'; write each as one plain number, such as 1234.5, to have it used as a number",
                                name,
                                kind,
                                framed,
                                present(),
                                String.join("' and '", frames.examples())));
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
            int distinct = values.count();
            if (distinct == 0 || (distinct == 1 && missing == 0)) {
                return Kind.CONSTANT;
            }
            if (OPPOSITES.contains(Set.copyOf(values.pair()))) {
                return Kind.BOOLEAN;
            }
            boolean isOfNumbers =
                    numbers.count() > 0
                            && numbers.count() + infinite >= MarkEvidence.NUMBERS * present();
            if (hasMarker() || isOfNumbers) {
                return isRowNumber(distinct)
                        ? Kind.ID
                        : isOfCodes() ? ofCodes(distinct) : Kind.NUMBER;
            }
            return days.form().isPresent() ? days.kind() : ofWords(distinct);
        }

        /**
         * Row numbers: whole numbers from near 0, each once, with few gaps. A last row that sums up
         * the others has none.
         */
        private boolean isRowNumber(int distinct) {
            boolean isLastOfSums = Fields.isMissing(last) || TotalWords.is(last);
            return present() >= ROWS_OF_IDS
                    && numbers.wholes() == rows - (isLastOfSums ? 1 : 0)
                    && distinct == present()
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
