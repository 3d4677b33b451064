package dev.gradus.data.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Calendar;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against rows as drivers hand them over that are not among those of the other tests. */
class QueryColumnTest {
    private static QueryColumn column(int type) {
        return new QueryColumn("x", 1, type, false);
    }

    /** Answers getObject(int) with a value, and fails at all else but what is known. */
    private static ResultSet row(@Nullable Object value, Timestamp inUtc) {
        return (ResultSet)
                Proxy.newProxyInstance(
                        QueryColumnTest.class.getClassLoader(),
                        new Class<?>[] {ResultSet.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("getObject") && arguments.length == 1) {
                                return value;
                            }
                            if (method.getName().equals("getTimestamp")
                                    && arguments[1] instanceof Calendar calendar
                                    && calendar.getTimeZone().getRawOffset() == 0) {
                                return inUtc;
                            }
                            throw new SQLException("22005: cannot " + method.getName());
                        });
    }

    /** Derby's driver, of version 10.17, gives no java.time.LocalDateTime. */
    @Test
    void aMomentIsReadWhereTheDriverKnowsNoneOfJavaTime() throws SQLException {
        Timestamp inUtc = Timestamp.from(Instant.parse("2026-03-08T02:30:00.5Z"));
        assertThat(column(Types.TIMESTAMP).field(row(new Timestamp(0), inUtc)))
                .hasValue("2026-03-08T02:30:00.500");
    }

    /** Derby's driver reads a long text once only. */
    @Test
    void aLongTextIsReadOnce() throws SQLException {
        Clob text =
                (Clob)
                        Proxy.newProxyInstance(
                                QueryColumnTest.class.getClassLoader(),
                                new Class<?>[] {Clob.class},
                                (_, method, _) ->
                                        method.getName().equals("length") ? (Object) 4L : "long");
        assertThat(column(Types.CLOB).field(row(text, new Timestamp(0)))).hasValue("long");
    }

    /** SQLite's columns hold values of any type, whatever their own is. */
    @Test
    void bytesHaveNoFormInAColumnOfAnotherType() throws SQLException {
        assertThat(column(Types.VARCHAR).field(row(new byte[] {1, -1}, new Timestamp(0))))
                .isEmpty();
    }

    /** PostgreSQL's driver hands a composite over as an object of a class of its own. */
    @ParameterizedTest
    @ValueSource(ints = {Types.STRUCT, Types.ARRAY})
    void whatHasSeveralValuesHasNoForm(int type) throws SQLException {
        Object several = new AtomicReference<>("(1,2)");
        assertThat(column(type).field(row(several, new Timestamp(0)))).isEmpty();
        assertThat(column(type).field(row(null, new Timestamp(0)))).hasValue("");
    }
}
