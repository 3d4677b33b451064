package dev.gradus.train.session;

import dev.gradus.number.Text;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.NumberTransform;
import dev.gradus.prepare.Preparation;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tells where the inputs of a network mean something else than in the model it starts from. */
final class OtherInputs {
    private OtherInputs() {}

    /**
     * Returns what a user should know about the inputs.
     *
     * @param theirs how rows became the inputs of the model
     * @param ours how they do here; empty without a table
     * @return a sentence; empty if the rows are prepared alike
     */
    static Optional<String> remark(Preparation theirs, Optional<Preparation> ours) {
        if (ours.map(OtherInputs::used).equals(Optional.of(used(theirs)))) {
            return Optional.empty();
        }
        List<String> names = ours.map(Preparation::inputs).orElse(List.of());
        return Optional.of(
                names.equals(theirs.inputs())
                        ? ofSameNames(used(theirs), used(ours.orElse(theirs)))
                        : ofOtherNames(theirs.inputs(), names));
    }

    private static String ofOtherNames(List<String> theirs, List<String> ours) {
        int all = Math.max(theirs.size(), ours.size());
        int[] others =
                IntStream.range(0, all)
                        .filter(place -> !name(theirs, place).equals(name(ours, place)))
                        .toArray();
        return Text.of(
                "%,d of %,d inputs mean something else than in the model, so what it learned about them is of little use: input %d is %s in the model, and %s here",
                others.length, all, others[0] + 1, name(theirs, others[0]), name(ours, others[0]));
    }

    private static String name(List<String> inputs, int place) {
        return place < inputs.size() ? "'" + inputs.get(place) + "'" : "no column of a table";
    }

    private static List<Column> used(Preparation preparation) {
        return preparation.columns().stream()
                .filter(column -> column.encoding().width() > 0)
                .toList();
    }

    private static String ofSameNames(List<Column> theirs, List<Column> ours) {
        List<String> differences =
                IntStream.range(0, Math.min(theirs.size(), ours.size()))
                        .mapToObj(place -> difference(theirs.get(place), ours.get(place)))
                        .flatMap(Optional::stream)
                        .toList();
        return differences.isEmpty()
                ? "the inputs are those of the model, but scaled, and filled in where a value is missing, by the rows of this table"
                : Text.of(
                        "%,d of %,d columns become inputs in another way than in the model, so what it learned about them is of little use: %s",
                        differences.size(), ours.size(), differences.getFirst());
    }

    private static Optional<String> difference(Column theirs, Column ours) {
        if (theirs.encoding() instanceof Encoding.Embedded before
                && ours.encoding() instanceof Encoding.Embedded now) {
            return before.equals(now)
                    ? Optional.empty()
                    : Optional.of(
                            "the values of '%s' have other numbers here".formatted(ours.name()));
        }
        String before = use(theirs.encoding());
        String now = use(ours.encoding());
        return before.equals(now)
                ? Optional.empty()
                : Optional.of(
                        "'%s' is %s in the model, and %s here".formatted(ours.name(), before, now));
    }

    /** Returns what a field becomes, but for what is fitted to the rows. */
    private static String use(Encoding encoding) {
        return switch (encoding) {
            case Encoding.Numeric number -> use(number.transform()) + missing(number.marker());
            case Encoding.AsItIs _ -> use(new NumberTransform.Plain());
            case Encoding.Flag flag ->
                    "0 for '%s' and 1 for '%s'".formatted(flag.zero(), flag.one());
            case Encoding.Category _ -> "an input for each value";
            case Encoding.Embedded _ -> "the number of a value";
            case Encoding.Moment _ -> "a moment";
            case Encoding.LeftOut _ -> "left out";
        };
    }

    private static String use(NumberTransform transform) {
        return switch (transform) {
            case NumberTransform.Plain _ -> "a number as it is";
            case NumberTransform.Log _ -> "the logarithm of a number";
            case NumberTransform.Ranks _ -> "the rank of a number";
        };
    }

    private static String missing(String marker) {
        return marker.isEmpty() ? "" : " ('%s' for a missing one)".formatted(marker);
    }
}
