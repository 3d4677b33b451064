package dev.gradus.data.csv;

import dev.gradus.number.Text;
import dev.gradus.prepare.table.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of a table's columns: those of its first row, those of a comment right above a first
 * row that is data, or their places.
 *
 * @param all one for each column
 * @param source where they come from
 * @param clash which two columns have the same name and what to do, a sentence that begins with the
 *     line; empty if all are different
 * @param doubt why a column that a user names may be missing, a sentence, if that is known
 * @param notes what a user should know of the first row, a sentence each
 * @param ofComment what a user should know of the names in a comment, a sentence, if there are any
 */
public record ColumnNames(
        List<String> all,
        Source source,
        Optional<String> clash,
        Optional<String> doubt,
        List<String> notes,
        Optional<String> ofComment) {
    private static final Pattern DECIMAL_COMMA =
            Pattern.compile(
                    "[+-]?(\\p{Sc}\\h*)?[+-]?([0-9]+|[0-9]{1,3}(\\.[0-9]{3})+)?,[0-9]+([eE][+-]?[0-9]+)?(\\h*[\\p{Sc}%])?");

    /** Copies the lists. */
    public ColumnNames {
        all = List.copyOf(all);
        notes = List.copyOf(notes);
    }

    /** Where names come from. */
    public enum Source {
        /** The first row. */
        FIRST_ROW,
        /** A comment right above the first row. */
        COMMENT,
        /** Their places: c1, c2 and so on. */
        PLACE;

        private static Source of(FirstRow first, Header header, boolean isCommented) {
            return switch (header) {
                case YES -> FIRST_ROW;
                case NO -> PLACE;
                case AUTO -> !first.hasNumber() ? FIRST_ROW : isCommented ? COMMENT : PLACE;
            };
        }
    }

    /**
     * The first row of a file, comments aside.
     *
     * @param fields what it holds
     * @param line its line
     */
    public record FirstRow(List<String> fields, long line) {
        /** Copies the list. */
        public FirstRow {
            fields = List.copyOf(fields);
        }

        private boolean hasNumber() {
            return fields.stream().anyMatch(ColumnNames::isNumber);
        }
    }

    /**
     * {@return the names of a table's columns}
     *
     * @param first the first row
     * @param header who names the columns, if that was asked for
     * @param above the names in a comment above the first row, if there are any
     */
    public static ColumnNames of(FirstRow first, Header header, Optional<CommentedNames> above) {
        Optional<CommentedNames> commented = above.filter(_ -> first.hasNumber());
        Source source = Source.of(first, header, commented.isPresent());
        List<String> all =
                switch (source) {
                    case FIRST_ROW -> filled(first.fields());
                    case COMMENT -> filled(commented.orElseThrow().names());
                    case PLACE -> numbered(first.fields().size());
                };
        Optional<String> passedOver =
                commented.filter(_ -> header != Header.AUTO).map(names -> names.passedOver(header));
        Optional<String> unnamed =
                blanks(first.fields())
                        .or(() -> source == Source.FIRST_ROW ? title(first) : Optional.empty());
        List<String> notes = new ArrayList<>(unnamed.stream().toList());
        if (source == Source.PLACE && header == Header.AUTO) {
            notes.add(isData(all));
        }
        return new ColumnNames(
                all,
                source,
                source == Source.FIRST_ROW ? clash(first, all, passedOver) : Optional.empty(),
                unnamed.or(() -> passedOver)
                        .or(() ->
                                source == Source.PLACE
                                        ? Optional.of(isReadAsData(all))
                                        : ofOneField(all)),
                notes,
                source == Source.COMMENT ? commented.map(CommentedNames::note) : passedOver);
    }

    private static List<String> numbered(int width) {
        var names = new ArrayList<String>();
        for (int column = 1; column <= width; column++) {
            names.add("c" + column);
        }
        return names;
    }

    /** Returns fields as names, with the place of those that are empty. */
    private static List<String> filled(List<String> fields) {
        var names = new ArrayList<String>();
        for (String field : fields) {
            names.add(field.isBlank() ? "c" + (names.size() + 1) : field.strip());
        }
        return names;
    }

    /** Returns which two columns the first row gives the same name; a comment's are different. */
    private static Optional<String> clash(
            FirstRow first, List<String> names, Optional<String> advice) {
        Map<String, Integer> places = new HashMap<>();
        for (int place = 0; place < names.size(); place++) {
            Integer other = places.put(names.get(place), place);
            if (other != null) {
                boolean isNameless =
                        first.fields().get(place).isBlank() || first.fields().get(other).isBlank();
                return Optional.of(
                        Text.of(
                                "line %d: columns %d and %d are both named '%s'%s; %s",
                                first.line(),
                                other + 1,
                                place + 1,
                                Text.shortened(names.get(place)),
                                isNameless ? ", as one without a name is called by its place" : "",
                                advice.orElse(
                                        "give each a different name, or, if the first row is data, read the table without a header (--header no)")));
            }
        }
        return Optional.empty();
    }

    private static String isData(List<String> names) {
        return Text.of(
                "the first row holds a number, so it is data and the columns are called c1 to c%d (--header yes takes it for their names)",
                names.size());
    }

    private static String isReadAsData(List<String> names) {
        return "the table's first row is read as data, so its columns are called %s to %s; write --header yes if that row has their names"
                .formatted(names.getFirst(), names.getLast());
    }

    /** Other separators than those that are read leave one field, and so do lines of a title. */
    private static Optional<String> ofOneField(List<String> names) {
        return names.size() > 1
                ? Optional.empty()
                : Optional.of(
                        "the first row has one field, '%s'; fields are separated by commas, semicolons, tabs or bars, and what stands above the names of the columns has to be deleted"
                                .formatted(Text.shortened(names.getFirst())));
    }

    /**
     * Tells of a first row that leaves most columns without a name, as a title above a table does.
     */
    private static Optional<String> title(FirstRow row) {
        List<String> first = row.fields();
        List<String> names = first.stream().filter(field -> !field.isBlank()).toList();
        return 2 * names.size() >= first.size()
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "the first row names %d of %d columns%s; if it is a title, delete what stands above the names of the columns",
                                names.size(),
                                first.size(),
                                names.isEmpty()
                                        ? ""
                                        : ", '%s'".formatted(Text.shortened(names.getFirst()))));
    }

    /** Tells of a first row of numbers with blanks between them, which is one field. */
    private static Optional<String> blanks(List<String> first) {
        String[] parts = first.getFirst().strip().split("\\h+", -1);
        boolean areNumbers =
                first.size() == 1
                        && parts.length > 1
                        && Arrays.stream(parts).allMatch(ColumnNames::isNumber);
        return areNumbers
                ? Optional.of(
                        "the first row has numbers with blanks between them, which do not separate fields; write commas, semicolons or tabs, as in numpy.savetxt(file, table, delimiter=',')")
                : Optional.empty();
    }

    /** Returns whether a field is a number, which no name of a column is. */
    static boolean isNumber(String field) {
        if (DECIMAL_COMMA.matcher(field.strip()).matches()) {
            return true;
        }
        try {
            return Double.isFinite(Double.parseDouble(field))
                    && !field.isEmpty()
                    && Character.isDigit(field.strip().charAt(field.strip().length() - 1));
        } catch (NumberFormatException none) {
            return false;
        }
    }
}
