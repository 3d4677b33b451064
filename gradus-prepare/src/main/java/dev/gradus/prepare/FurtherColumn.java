package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.Encoding.Missing;
import dev.gradus.prepare.signs.FarDays;
import dev.gradus.prepare.signs.LongNumber;
import dev.gradus.prepare.signs.TotalSigns;
import dev.gradus.prepare.signs.Units;
import dev.gradus.prepare.signs.UnknownValues;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a column holds of a table that is prepared as another one was. */
final class FurtherColumn {
    /** Few numbers may lie close together by chance. */
    private static final int FEWEST_OF_UNIT = 20;

    private static final int MISSING_OF_NEARLY_EMPTY = 9;

    private final String name;
    private final @Nullable Encoding encoding;
    private final @Nullable DecimalMark trained; // null unless the column is of numbers
    private final MarkEvidence numbers;
    private final Predicate<String> isKnown;
    private final UnknownValues unknown = new UnknownValues();
    private final TotalSigns totals = new TotalSigns();
    private final Units units = new Units();
    private final FarDays days = new FarDays();
    private Optional<LongNumber> rounded = Optional.empty();
    private long values;
    private long missing;
    private long marked; // words among those that are missing
    private String last = "";
    private String swapped = ""; // the first day whose month stands where the day is read

    FurtherColumn(
            String name,
            @Nullable Encoding encoding,
            @Nullable DecimalMark trained,
            Optional<DecimalMark> usual) {
        this.name = name;
        this.encoding = encoding;
        this.trained = trained;
        this.numbers = new MarkEvidence(usual);
        this.isKnown = known(encoding);
    }

    private static Predicate<String> known(@Nullable Encoding encoding) {
        return switch (encoding) {
            case Encoding.Category category -> new HashSet<>(category.values())::contains;
            case Encoding.Embedded embedded -> new HashSet<>(embedded.values())::contains;
            case Encoding.Flag flag ->
                    field ->
                            field.equalsIgnoreCase(flag.zero())
                                    || field.equalsIgnoreCase(flag.one());
            case Encoding.Numeric _, Encoding.AsItIs _, Encoding.Moment _, Encoding.LeftOut _ ->
                    _ -> true;
            case null -> _ -> true;
        };
    }

    String name() {
        return name;
    }

    /** Returns whether the column is one of those that are prepared, and not learned. */
    boolean isPrepared() {
        return encoding != null;
    }

    /** Returns whether the numbers of training had the other decimal mark. */
    boolean hadOther(DecimalMark mark) {
        return trained != null && trained != mark;
    }

    void add(String field, long line) {
        last = field;
        if (isMissing(field)) {
            missing++;
            marked += Fields.isMissing(field) ? 0 : 1;
            return;
        }
        values++;
        boolean isNumber = numbers.add(field);
        if (isNumber && trained != null) {
            units.add(field);
            rounded = rounded.isEmpty() ? LongNumber.of(field, line) : rounded;
        } else {
            totals.add(field, line);
        }
        if (!isKnown.test(field)) {
            unknown.add(field);
        }
        if (encoding instanceof Encoding.Moment moment) {
            Optional.ofNullable(moment.form().read(field))
                    .ifPresent(day -> add(moment, Encoders.year(day), line));
            swapped = swapped.isEmpty() && moment.form().readsSwapped(field) ? field : swapped;
        }
    }

    private void add(Encoding.Moment moment, double year, long line) {
        days.add(year);
        if (moment.isAstray(year)) {
            days.addAstray(year, line);
        }
    }

    private boolean isMissing(String field) {
        return Fields.isMissing(field)
                || (encoding instanceof Encoding.Numeric numeric
                        && !field.isEmpty()
                        && field.equals(numeric.marker()));
    }

    Optional<DecimalMark> proved() {
        return trained == null ? Optional.empty() : numbers.proved();
    }

    /**
     * Returns the decimal mark that the column proves for others, as in training: whatever the
     * column is used for.
     */
    Optional<DecimalMark> provedForOthers() {
        return numbers.provedBy(values + marked);
    }

    /**
     * Returns what to check where percentages and numbers, or several currencies, are mixed.
     *
     * @param common what the columns prove that do, if they agree
     */
    List<String> mixedUnits(Optional<DecimalMark> common) {
        return trained == null
                ? List.of()
                : units.remarks(
                        name,
                        field ->
                                NumberText.exact(
                                        Fields.number(
                                                field, proved().or(() -> common).orElse(trained))));
    }

    /**
     * Returns what to check where the numbers are nowhere near those of training, or seem to be a
     * hundredth of what they were.
     *
     * @param common what the columns prove that do, if they agree
     */
    Optional<String> otherUnit(Optional<DecimalMark> common) {
        if (trained == null || !(encoding instanceof Encoding.Numeric numeric)) {
            return Optional.empty();
        }
        MarkEvidence.Tally read = numbers.read(proved().or(() -> common).orElse(trained));
        if (numeric.isFar(read.mean()) && !isNearlyEmpty(numeric, read.count())) {
            return Optional.of(
                    otherUnit(
                            read,
                            "%s far from those of training, whose median was %s"
                                    .formatted(
                                            read.count() == 1 ? "is" : "are",
                                            NumberText.brief(numeric.median()))));
        }
        boolean isHundredth =
                read.count() >= FEWEST_OF_UNIT
                        && numeric.isHundredth(read.mean(), read.greatest() - read.least());
        return isHundredth
                ? Optional.of(
                        otherUnit(
                                read,
                                "lie as those of training would after division by 100 (their median was %s)"
                                        .formatted(NumberText.brief(numeric.median()))))
                : Optional.empty();
    }

    /**
     * Returns whether few numbers stand among many missing ones, as hardly more did in training:
     * their median and deviation say little about what others may be.
     */
    private boolean isNearlyEmpty(Encoding.Numeric numeric, long count) {
        return numeric.missing() == Missing.MARKED
                && count < FEWEST_OF_UNIT
                && missing > MISSING_OF_NEARLY_EMPTY * count;
    }

    private String otherUnit(MarkEvidence.Tally read, String sign) {
        return Text.of(
                "column '%s': %s with the mean %s %s; check that both are in the same unit",
                name,
                NumberText.counted(read.count(), "number"),
                NumberText.brief(read.mean()),
                sign);
    }

    /** Returns what to check where day and month seem to be the other way round. */
    Optional<String> swappedDays() {
        return swapped.isEmpty() || !(encoding instanceof Encoding.Moment moment)
                ? Optional.empty()
                : Optional.of(
                        "column '%s': '%s' has day and month the other way round than in training (%s); if all its days have, those up to the 12th are read as other days: write them as in training"
                                .formatted(name, swapped, moment.form().example()));
    }

    /** Returns what to check where the days, or some, are nowhere near those of training. */
    Optional<String> farDays(RowSource table) {
        if (!(encoding instanceof Encoding.Moment moment)) {
            return Optional.empty();
        }
        return moment.isFar(days.mean())
                ? Optional.of(days.remark(name, moment.mean()))
                : days.remarkOnAstray(name, moment.mean(), table::placeOf);
    }

    /** Returns what becomes of the first whole number that loses digits. */
    Optional<String> rounded(RowSource table) {
        return rounded.map(number -> number.remark(name, table.placeOf(number.line())));
    }

    /**
     * Returns whether the last number is the sum of the others.
     *
     * @param common what the columns prove that do, if they agree
     */
    boolean endsInSum(Optional<DecimalMark> common) {
        return trained != null
                && numbers.endsInSum(proved().or(() -> common).orElse(trained), last);
    }

    Optional<TotalRow.Word> total() {
        return TotalRow.Word.of(name, totals, values);
    }

    /** Returns what stands for missing values where no row had one that was learned from. */
    Optional<String> missingValues() {
        return missing == 0
                ? Optional.empty()
                : standIn()
                        .map(standIn ->
                                Text.of(
                                        "column '%s': %s no value, while each row of training had one; %s",
                                        name,
                                        NumberText.counted(missing, "row")
                                                + (missing == 1 ? " has" : " have"),
                                        standIn));
    }

    /** Returns what a missing value becomes; empty where training had some. */
    private Optional<String> standIn() {
        return switch (encoding) {
            case Encoding.Numeric number when number.missing() == Missing.UNMARKED ->
                    Optional.of(
                            "the median, %s, stands for it"
                                    .formatted(NumberText.brief(number.median())));
            case Encoding.Category category when category.missing() == Missing.UNMARKED ->
                    Optional.of("its inputs are zeros");
            case Encoding.Flag flag when flag.missing() == Missing.UNMARKED ->
                    Optional.of("it counts as halfway between the two values");
            case Encoding.Moment moment when moment.missing() == Missing.UNMARKED ->
                    Optional.of("its inputs are zeros");
            case Encoding.Numeric _,
                    Encoding.Category _,
                    Encoding.Flag _,
                    Encoding.Moment _,
                    Encoding.Embedded _,
                    Encoding.AsItIs _,
                    Encoding.LeftOut _ ->
                    Optional.empty();
            case null -> Optional.empty();
        };
    }

    Optional<String> unknownValues() {
        return unknown.rows() == 0
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "column '%s': in %s the value %s, such as '%s'%s",
                                name,
                                NumberText.counted(unknown.rows(), "row"),
                                wasNotLearned(),
                                unknown.first(),
                                becomes()));
    }

    private String wasNotLearned() {
        return isOfRareValues() ? "was rare or absent in training" : "did not occur in training";
    }

    private boolean isOfRareValues() {
        return encoding instanceof Encoding.Embedded
                || (encoding instanceof Encoding.Category category
                        && category.rare() == Encoding.Rare.TOGETHER);
    }

    private String becomes() {
        return isOfRareValues()
                ? "; such values count as one"
                : encoding instanceof Encoding.Flag
                        ? "; it counts as missing"
                        : "; its inputs are zeros";
    }
}
