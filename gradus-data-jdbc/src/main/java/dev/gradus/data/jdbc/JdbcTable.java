package dev.gradus.data.jdbc;

import dev.gradus.data.DataException;
import dev.gradus.data.DataSource;
import dev.gradus.data.Table;
import dev.gradus.prepare.table.OnBadRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Asks a database. Its rows are read once, into a file without a name, for a table is read several
 * times and a database may answer in another order each time.
 *
 * <p>The driver is the user's: it lies on the class path, and registers itself. The connection only
 * reads, where the driver can do so, and what the query changed is not kept.
 */
public final class JdbcTable {
    private static final int AT_ONCE = 1000;
    private static final Pattern ORDERED =
            Pattern.compile("\\border\\s+by\\b", Pattern.CASE_INSENSITIVE);

    /** Texts, quoted names and comments. */
    private static final Pattern UNREAD =
            Pattern.compile("'[^']*'|\"[^\"]*\"|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private static final String UNORDERED =
            "the query has no 'order by': a resumed run may find its rows in another order, and is then refused";

    private JdbcTable() {}

    /**
     * Reads the rows of a query.
     *
     * @param address where the database is
     * @param query a {@code select}; with an {@code order by}, so that a resumed run finds the rows
     *     in the same order
     * @param folder where the rows lie until nobody holds them any more
     * @param onBadRow what to do about a row that cannot be used
     * @return the table
     * @throws DataException if the database cannot be reached or does not answer with rows; the
     *     message has nothing of the address but what is shown of it
     */
    public static Table of(JdbcAddress address, String query, Path folder, OnBadRow onBadRow) {
        var words = new LinkedHashMap<String, Object>();
        words.put("data", address.shown());
        words.put("query", query);
        try (Connection connection = connected(address);
                Statement statement = connection.createStatement()) {
            List<String> notes = beCareful(connection, statement);
            try (Undoing _ = connection::rollback;
                    ResultSet rows = statement.executeQuery(query)) {
                if (!isOrdered(query)) {
                    notes.add(UNORDERED);
                }
                Spool spool = Spool.of(address.shown(), rows, folder, notes);
                return Table.of(
                        address.shown(),
                        new DataSource(words, DataSource.Part.WHOLE),
                        spool,
                        onBadRow);
            }
        } catch (SQLException failure) {
            // without its cause, whose words may hold a password
            throw new DataException(
                    "%s: %s%s"
                            .formatted(
                                    address.shown(),
                                    address.withoutSecrets(told(failure)),
                                    hint(failure)));
        } catch (LinkageError incomplete) {
            throw failed(address, incomplete);
        }
    }

    /** Returns whether a query orders its own rows, and not only those within parentheses. */
    static boolean isOrdered(String query) {
        String plain = UNREAD.matcher(query).replaceAll(" ");
        var outside = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            outside.append(depth == 0 ? c : ' ');
        }
        return ORDERED.matcher(outside).find();
    }

    /** Drops what a query changed, also where its rows cannot be read. */
    private interface Undoing extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    private static Connection connected(JdbcAddress address) throws SQLException {
        DatabaseFile.requireThere(address);
        var properties = new Properties();
        address.user().ifPresent(user -> properties.setProperty("user", user));
        address.password().ifPresent(password -> properties.setProperty("password", password));
        try {
            return DriverManager.getConnection(address.url(), properties);
        } catch (RuntimeException failure) {
            throw failed(address, failure);
        }
    }

    /** Without its cause, as above. */
    private static DataException failed(JdbcAddress address, Throwable failure) {
        return new DataException(
                "%s: the driver failed with %s; it may need another jar on the class path (GRADUS_CLASSPATH), or another version of Java"
                        .formatted(
                                address.shown(),
                                address.withoutSecrets(firstLine(failure.toString()))));
    }

    private static String firstLine(String words) {
        return words.lines().findFirst().orElse("");
    }

    /**
     * PostgreSQL reads row by row within a transaction alone.
     *
     * @return what there is to say about it, a sentence each
     */
    private static List<String> beCareful(Connection connection, Statement statement)
            throws SQLException {
        var notes = new ArrayList<String>();
        connection.setAutoCommit(false);
        statement.setFetchSize(AT_ONCE);
        try {
            connection.setReadOnly(true);
        } catch (SQLException unable) {
            notes.add(
                    "the driver cannot restrict a connection to reading, as DuckDB's cannot; what the query changes is rolled back");
        }
        return notes;
    }

    private static String told(SQLException failure) {
        String words = firstLine(String.valueOf(failure.getMessage()));
        String state = failure.getSQLState();
        return state == null ? words : "%s (SQL state %s)".formatted(words, state);
    }

    private static String hint(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (String.valueOf(failure.getMessage()).startsWith("No suitable driver")) {
            return "; " + DriverAdvice.of(System.getProperty("java.class.path", ""));
        }
        return state.startsWith("08") || state.startsWith("28")
                ? "; a record keeps neither user nor password nor parameters: set %s and %s, or %s to the whole address"
                        .formatted(JdbcAddress.USER, JdbcAddress.PASSWORD, JdbcAddress.URL)
                : "";
    }
}
