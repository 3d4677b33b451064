package dev.gradus.data.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.BadRows;
import dev.gradus.prepare.table.OnBadRow;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against rows as SQLite's driver hands them over: any value may be in any column. */
class SpoolTest {
    @TempDir private Path folder;

    private static ResultSetMetaData columns(String... names) {
        return (ResultSetMetaData)
                Proxy.newProxyInstance(
                        SpoolTest.class.getClassLoader(),
                        new Class<?>[] {ResultSetMetaData.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "getColumnCount" -> names.length;
                                    case "getColumnLabel" -> names[(int) arguments[0] - 1];
                                    case "getColumnType" -> Types.VARCHAR;
                                    default -> "text";
                                });
    }

    private static ResultSet result(ResultSetMetaData columns, Object[]... rows) {
        int[] at = {-1};
        return (ResultSet)
                Proxy.newProxyInstance(
                        SpoolTest.class.getClassLoader(),
                        new Class<?>[] {ResultSet.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "next" -> ++at[0] < rows.length;
                                    case "getMetaData" -> columns;
                                    case "getObject" -> rows[at[0]][(int) arguments[0] - 1];
                                    default -> throw new SQLException(method.getName());
                                });
    }

    @Test
    void bytesAmongOtherValuesAreAFaultOfTheirFieldAndAColumnOfThemIsEmpty()
            throws SQLException, IOException {
        byte[] bytes = {1, -1};
        Spool spool =
                Spool.of(
                        "db",
                        result(
                                columns("mixed", "photo", "x"),
                                new Object[] {"a", bytes, 1},
                                new Object[] {bytes, null, 2},
                                new Object[] {null, bytes, 3}),
                        folder,
                        List.of());
        var rows = new ArrayList<List<String>>();
        var faults = new ArrayList<Map<Integer, String>>();
        var bad = new BadRows(OnBadRow.FAIL);
        spool.forEach(
                row -> {
                    rows.add(List.copyOf(row.fields()));
                    faults.add(row.faults());
                },
                bad);

        assertThat(rows)
                .containsExactly(List.of("a", "", "1"), List.of("", "", "2"), List.of("", "", "3"));
        assertThat(faults)
                .containsExactly(
                        Map.of(),
                        Map.of(
                                0,
                                "the value is bytes, an array or a structure; expected a single value, or leave the column out (--drop)"),
                        Map.of());
        assertThat(spool.unread().names()).containsExactly("photo");
        assertThat(spool.unread().note().orElseThrow())
                .startsWith("the values of 'photo' are bytes");
    }
}
