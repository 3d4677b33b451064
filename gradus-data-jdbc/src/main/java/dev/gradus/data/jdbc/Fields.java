package dev.gradus.data.jdbc;

import dev.gradus.data.DataException;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
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

    /** Returns a field; null where there is no value. */
    static @Nullable String text(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number.toPlainString();
            case Timestamp moment -> moment.toLocalDateTime().toString();
            case Date day -> day.toLocalDate().toString();
            case Boolean flag -> flag.toString();
            case Number number -> number.toString();
            case String text -> text;
            default -> row.getString(column);
        };
    }
}
