package dev.gradus.data.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;

/**
 * A column of what a query answers, whose values become fields of a table.
 *
 * @param name its name
 * @param number its place among the columns, from 1
 * @param type its type, of {@link Types}; some databases have values of other types in it
 * @param isZoned whether it holds moments with a time zone
 */
record QueryColumn(String name, int number, int type, boolean isZoned) {
    private static final String MISSING = "";

    /** Texts and bits that drivers hand over as bytes, and read as texts: JSON, a row of bits. */
    private static final Set<Integer> TEXT_AS_BYTES = Set.of(Types.OTHER, Types.BIT);

    /** Drivers have classes of their own for some of them, which write them as texts. */
    private static final Set<Integer> SEVERAL_VALUES = Set.of(Types.STRUCT, Types.ARRAY);

    private static final int LAST_YEAR = 9999;

    static QueryColumn of(ResultSetMetaData data, int number) throws SQLException {
        String label = data.getColumnLabel(number);
        int type = data.getColumnType(number);
        return new QueryColumn(
                label.isBlank() ? "c" + number : label,
                number,
                type,
                isZoned(type, data.getColumnTypeName(number)));
    }

    /**
     * Returns whether a column holds moments with a time zone. PostgreSQL's driver calls their type
     * that of moments without one, and names it differently.
     */
    private static boolean isZoned(int type, String typeName) {
        return type == Types.TIMESTAMP_WITH_TIMEZONE
                || typeName.equalsIgnoreCase("timestamptz")
                || typeName.equalsIgnoreCase("datetimeoffset");
    }

    /**
     * Returns the field of a row: empty text where there is no value, and nothing where the value
     * has no form in a table. A moment with a time zone becomes that in UTC, and one without stays
     * as it is, wherever this program runs.
     */
    Optional<String> field(ResultSet row) throws SQLException {
        Object value = row.getObject(number);
        return hasForm(value) ? Optional.of(text(row, value)) : Optional.empty();
    }

    private boolean hasForm(Object value) {
        return switch (value) {
            case null -> true;
            case byte[] _ -> TEXT_AS_BYTES.contains(type);
            case Blob _, Array _, Struct _, Map<?, ?> _, ResultSet _ -> false;
            default -> !SEVERAL_VALUES.contains(type);
        };
    }

    private String text(ResultSet row, Object value) throws SQLException {
        return switch (value) {
            case null -> MISSING;
            case BigDecimal decimal -> decimal.toPlainString();
            case Timestamp _ when isZoned ->
                    inUtc(row, row.getObject(number, OffsetDateTime.class));
            case OffsetDateTime moment -> inUtc(row, moment);
            case Timestamp _ -> moment(row, local(row));
            case Date day -> day(row, day.toLocalDate());
            case Boolean flag -> flag.toString();
            case Number plain -> plain.toString();
            case String text -> text;
            case Clob text -> // some drivers read it once only
                    text.getSubString(1, (int) Math.min(text.length(), Spool.LONGEST_FIELD + 1L));
            default -> asDriversWrite(row);
        };
    }

    private String asDriversWrite(ResultSet row) throws SQLException {
        return Objects.requireNonNullElse(row.getString(number), MISSING);
    }

    /** Days before year 1 and after 9999, and infinite ones, are left to the database's words. */
    private static boolean isUsual(int year) {
        return year >= 1 && year <= LAST_YEAR;
    }

    private String day(ResultSet row, LocalDate day) throws SQLException {
        return isUsual(day.getYear()) ? day.toString() : asDriversWrite(row);
    }

    private String moment(ResultSet row, LocalDateTime moment) throws SQLException {
        return isUsual(moment.getYear()) ? moment.toString() : asDriversWrite(row);
    }

    private String inUtc(ResultSet row, OffsetDateTime moment) throws SQLException {
        return isUsual(moment.getYear())
                ? moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime().toString()
                : asDriversWrite(row);
    }

    /**
     * Drivers that know no days of {@code java.time}, such as Derby's, are asked for the moment in
     * UTC, where no clock is put forward.
     */
    private LocalDateTime local(ResultSet row) throws SQLException {
        try {
            return row.getObject(number, LocalDateTime.class);
        } catch (SQLException unable) {
            Calendar utc = Calendar.getInstance(TimeZone.getTimeZone(ZoneOffset.UTC));
            return LocalDateTime.ofInstant(
                    row.getTimestamp(number, utc).toInstant(), ZoneOffset.UTC);
        }
    }
}
