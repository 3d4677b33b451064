package dev.gradus.data.jdbc;

import dev.gradus.data.DataException;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what a database answers into the fields of a table. */
final class Fields {
    private static final Set<Integer> UNREADABLE =
            Set.of(
                    Types.BINARY,
                    Types.VARBINARY,
                    Types.LONGVARBINARY,
                    Types.BLOB,
                    Types.ARRAY,
                    Types.STRUCT,
                    Types.REF_CURSOR);

    private Fields() {}

    static void requireReadable(String name, String column, int type) {
        if (UNREADABLE.contains(type)) {
            throw new DataException(
                    "%s: column '%s' holds bytes, an array or a structure; leave it out of the query, or take it apart there"
                            .formatted(name, column));
        }
    }

    /**
     * Returns whether a column holds moments with a time zone. PostgreSQL's driver calls their type
     * that of moments without one, and names it differently.
     */
    static boolean isZoned(int type, String typeName) {
        return type == Types.TIMESTAMP_WITH_TIMEZONE
                || typeName.equalsIgnoreCase("timestamptz")
                || typeName.equalsIgnoreCase("datetimeoffset");
    }

    /**
     * Returns a field; null where there is no value. A moment with a time zone becomes that in UTC,
     * and one without stays as it is, wherever this program runs.
     *
     * @param isZoned whether the column holds moments with a time zone
     */
    static @Nullable String text(ResultSet row, int column, boolean isZoned) throws SQLException {
        Object value = row.getObject(column);
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number.toPlainString();
            case Timestamp _ when isZoned -> inUtc(row.getObject(column, OffsetDateTime.class));
            case Timestamp _ -> row.getObject(column, LocalDateTime.class).toString();
            case OffsetDateTime moment -> inUtc(moment);
            case Date day -> day.toLocalDate().toString();
            case Boolean flag -> flag.toString();
            case Number number -> number.toString();
            case String text -> text;
            default -> row.getString(column);
        };
    }

    private static String inUtc(OffsetDateTime moment) {
        return moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime().toString();
    }
}
