package dev.gradus.data.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.DataException;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.prepare.Kind;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.OnBadRow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against H2, within this process, and a real PostgreSQL of its own. */
class JdbcTableTest {
    private static final String ROWS =
            """
            create table flowers (id int primary key, species varchar(20), petal numeric(6, 2),
                seen timestamp, born date, wild boolean, height double precision);
            insert into flowers values
                (1, 'setosa', 1.40, '2026-05-01 10:30:00', '2026-05-01', true, 0.1),
                (2, 'virginica', 123.45, '2026-05-02 00:00:00', '2026-05-02', false, 1e-7),
                (3, null, null, null, null, null, null);
            create table moments (id int, local timestamp, zoned timestamp with time zone);
            insert into moments values
                (1, '2026-03-08 02:30:00', '2026-03-08 02:30:00+00'),
                (2, '2026-11-28 00:00:00', '2026-11-28 01:00:00+01'),
                (3, null, null);
            """;

    private static EmbeddedPostgres postgres;

    @TempDir private Path folder;

    enum Database {
        H2("jdbc:h2:mem:flowers;DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"),
        POSTGRESQL("");

        private final String url;

        Database(String url) {
            this.url = url;
        }

        String url() {
            return url.isEmpty() ? postgres.getJdbcUrl("postgres", "postgres") : url;
        }
    }

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        for (Database database : Database.values()) {
            try (Connection connection = DriverManager.getConnection(database.url());
                    Statement statement = connection.createStatement()) {
                statement.execute(ROWS);
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private Table table(Database database, String query) {
        return JdbcTable.of(JdbcAddress.of(database.url(), Map.of()), query, folder, OnBadRow.FAIL);
    }

    private static List<List<String>> rows(Table table) {
        var rows = new ArrayList<List<String>>();
        table.forEach(row -> rows.add(List.copyOf(row.fields())));
        return rows;
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void readsWhatADatabaseHolds(Database database) throws IOException {
        Table table = table(database, "select * from flowers order by id");

        assertThat(table.columns())
                .containsExactly("id", "species", "petal", "seen", "born", "wild", "height");
        assertThat(rows(table))
                .containsExactly(
                        List.of(
                                "1",
                                "setosa",
                                "1.40",
                                "2026-05-01T10:30",
                                "2026-05-01",
                                "true",
                                "0.1"),
                        List.of(
                                "2",
                                "virginica",
                                "123.45",
                                "2026-05-02T00:00",
                                "2026-05-02",
                                "false",
                                "1.0E-7"),
                        List.of("3", "", "", "", "", "", ""));
        assertThat(rows(table)).as("read again").hasSize(3);
        assertThat(table.notes()).singleElement().asString().contains("3 rows of the query (");
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing is left behind").isEmpty();
        }
    }

    /** In New York, no clock showed 2:30 on 8 March 2026. */
    @ParameterizedTest
    @CsvSource({
        "H2, UTC",
        "H2, America/New_York",
        "H2, Asia/Tokyo",
        "POSTGRESQL, UTC",
        "POSTGRESQL, America/New_York",
        "POSTGRESQL, Asia/Tokyo"
    })
    void momentsAreTheSameWhereverTheProgramRuns(Database database, String zone) {
        TimeZone here = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            assertThat(rows(table(database, "select local, zoned from moments order by id")))
                    .containsExactly(
                            List.of("2026-03-08T02:30", "2026-03-08T02:30"),
                            List.of("2026-11-28T00:00", "2026-11-28T00:00"),
                            List.of("", ""));
        } finally {
            TimeZone.setDefault(here);
        }
    }

    /** Fails in a way that JDBC does not provide for. */
    private static final class Failing extends OwnDriver {
        private final Throwable thrown;

        Failing(Throwable thrown) {
            super("jdbc:failing:");
            this.thrown = thrown;
        }

        @Override
        public Connection connect(String url, Properties properties) {
            if (!acceptsURL(url)) {
                return null;
            }
            switch (thrown) {
                case Error error -> throw error;
                case RuntimeException failure -> throw failure;
                default -> throw new IllegalArgumentException(thrown);
            }
        }
    }

    /** Answers as another driver does, and notes what its connections are asked. */
    private static final class Noting extends OwnDriver {
        private static final String PREFIX = "jdbc:noting:";
        private final List<String> asked = new ArrayList<>();

        Noting() {
            super(PREFIX);
        }

        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            if (!acceptsURL(url)) {
                return null;
            }
            Connection real = DriverManager.getConnection(url.substring(PREFIX.length()));
            return (Connection)
                    Proxy.newProxyInstance(
                            Noting.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (_, method, arguments) -> {
                                asked.add(method.getName());
                                if (method.getName().equals("setReadOnly")) {
                                    throw new SQLFeatureNotSupportedException("cannot");
                                }
                                try {
                                    return method.invoke(real, arguments);
                                } catch (InvocationTargetException failure) {
                                    throw failure.getCause();
                                }
                            });
        }
    }

    /** What drivers have in common. */
    private abstract static class OwnDriver implements Driver {
        private final String prefix;

        OwnDriver(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith(prefix);
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }

    @EnabledOnOs(value = OS.LINUX, disabledReason = "others do not list the files that are open")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select id from flowers",
                "select 1 as a, 2 as a",
                "select nonsense",
                "select repeat('x', 20000000) as long"
            })
    void aTransactionIsRolledBackAndNoFileStaysOpenHoweverItEnds(String query)
            throws SQLException, IOException {
        var driver = new Noting();
        DriverManager.registerDriver(driver);
        try {
            JdbcAddress address = JdbcAddress.of(Noting.PREFIX + Database.H2.url(), Map.of());
            boolean isRead = query.endsWith("flowers");
            var reading = assertThatCode(() -> JdbcTable.of(address, query, folder, OnBadRow.FAIL));
            if (isRead) {
                reading.doesNotThrowAnyException();
            } else {
                reading.isInstanceOf(DataException.class);
                assertThat(openFiles()).isEmpty();
            }
            assertThat(driver.asked).endsWith("rollback", "close");
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    /** DuckDB's refuses to. */
    @Test
    void aDriverThatCannotRestrictItselfToReadingIsSaid() throws SQLException {
        var driver = new Noting();
        DriverManager.registerDriver(driver);
        try {
            JdbcAddress address = JdbcAddress.of(Noting.PREFIX + Database.H2.url(), Map.of());
            Table table =
                    JdbcTable.of(
                            address, "select id from flowers order by id", folder, OnBadRow.FAIL);
            assertThat(rows(table)).hasSize(3);
            assertThat(table.notes())
                    .anyMatch(note -> note.startsWith("the driver cannot restrict a connection"));
        } finally {
            DriverManager.deregisterDriver(driver);
        }
    }

    /** Returns the open files of this process in the folder, which have no name any more. */
    private List<String> openFiles() throws IOException {
        var open = new ArrayList<String>();
        try (var links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            links.forEach(link -> target(link).ifPresent(open::add));
        }
        open.removeIf(target -> !target.startsWith(folder.toString()));
        return open;
    }

    /** Returns what an open file is; empty once it is closed, as that of the listing itself. */
    private static Optional<String> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (NoSuchFileException closed) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void preparesRowsAsThoseOfAFile(Database database) {
        Table table =
                table(
                        database,
                        "select mod(a.n, 7) as x, mod(a.n, 7) * 2 as y, case when mod(a.n, 2) = 0 then 'even' else 'odd' end as side from (select * from ("
                                + numbers()
                                + ") q) a order by a.n");
        Survey survey = Survey.of(table);
        PreparedTable prepared =
                PreparedTable.of(
                        table,
                        Roles.of(survey, Wishes.learn("side")),
                        new PreparedTable.Shares(0.25, 0),
                        1);

        assertThat(survey.columns().getFirst().kind()).isEqualTo(Kind.NUMBER);
        assertThat(prepared.training().size() + prepared.validation().orElseThrow().size())
                .isEqualTo(40);
        assertThat(prepared.training().origin().orElseThrow().words())
                .containsKeys("data", "query", "target");
    }

    private static String numbers() {
        var rows = new ArrayList<String>();
        for (int n = 0; n < 40; n++) {
            rows.add("select " + n + " as n");
        }
        return String.join(" union all ", rows);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    select * from nothing                  | nothing
                    selec 1                                | selec
                    select 1 as a, 2 as a                  | two columns of the query are named 'a'
                    """)
    void saysInOneLineWhatIsWrong(String query, String sentence) {
        for (Database database : Database.values()) {
            assertThatThrownBy(() -> table(database, query))
                    .isInstanceOf(DataException.class)
                    .message()
                    .containsIgnoringCase(sentence)
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void valuesWithoutAFormInATableAreMissingAndSaid(Database database) {
        Table table =
                table(
                        database,
                        "select cast('ab' as bytea) as photo, array[1, 2] as sizes, 3 as id");
        assertThat(rows(table)).containsExactly(List.of("", "", "3"));
        assertThat(table.notes())
                .anyMatch(note ->
                        note.startsWith("the values of 'photo', 'sizes' are bytes, arrays"));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void readsTypesThatDriversHandOverInTheirOwnWay(Database database) {
        assertThat(
                        rows(
                                table(
                                        database,
                                        "select cast('00000000-0000-0000-0000-000000000001' as uuid) as id")))
                .containsExactly(List.of("00000000-0000-0000-0000-000000000001"));
        assertThat(rows(table(database, "select cast('7' as json) as j")).getFirst().getFirst())
                .contains("7");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void namesWithoutValuesOfTheirOwnAreEmpty(Database database) {
        Table table = table(database, "select cast(null as bytea) as photo, 3 as id");
        assertThat(rows(table)).containsExactly(List.of("", "3"));
        assertThat(table.notes()).noneMatch(note -> note.contains("photo"));
    }

    /** PostgreSQL has them; as words they are no days, which is said like that of other words. */
    @Test
    void infiniteDaysAreTheWordsOfTheDatabase() {
        assertThat(
                        rows(
                                table(
                                        Database.POSTGRESQL,
                                        "select 'infinity'::date, '-infinity'::timestamp as a, 'infinity'::timestamptz as b, '-infinity'::timestamptz as c")))
                .containsExactly(List.of("infinity", "-infinity", "infinity", "-infinity"));
    }

    @Test
    void columnsWithoutANameAreCalledByTheirPlace() {
        assertThat(table(Database.H2, "select 1 as a, 2 as \"\", 3 as \" \"").columns())
                .containsExactly("a", "c2", "c3");
    }

    @Test
    void changesNothing() {
        assertThatThrownBy(() -> table(Database.POSTGRESQL, "delete from flowers returning id"))
                .hasMessageContaining("read-only");
        assertThat(rows(table(Database.POSTGRESQL, "select 1 from flowers"))).hasSize(3);
    }

    @Test
    void tellsOfAQueryWithoutAnOrder() {
        assertThat(table(Database.H2, "select id from flowers").notes())
                .anyMatch(note -> note.contains("no 'order by'"));
    }

    @Test
    void namesTheVariablesOfWhatARecordDoesNotKeep() {
        String bare = postgres.getJdbcUrl("postgres", "postgres").replaceFirst("\\?.*", "");
        Map<String, String> wrong =
                Map.of(JdbcAddress.USER, "nobody", JdbcAddress.PASSWORD, "S3CR3T");

        assertThatThrownBy(() ->
                        JdbcTable.of(
                                JdbcAddress.of(bare + "?user=nobody&password=S3CR3T", Map.of()),
                                "select 1",
                                folder,
                                OnBadRow.FAIL))
                .message()
                .contains(JdbcAddress.USER, JdbcAddress.PASSWORD, JdbcAddress.URL)
                .doesNotContain("nobody", "S3CR3T");
        assertThatThrownBy(() ->
                        JdbcTable.of(
                                JdbcAddress.of(bare, wrong), "select 1", folder, OnBadRow.FAIL))
                .satisfies(thrown -> {
                    var trace = new StringWriter();
                    thrown.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("nobody", "S3CR3T");
                });
        assertThat(
                        rows(
                                JdbcTable.of(
                                        JdbcAddress.of(bare, Map.of(JdbcAddress.USER, "postgres")),
                                        "select 1 as one",
                                        folder,
                                        OnBadRow.FAIL)))
                .hasSize(1);
    }

    @Test
    void whatADriverThrowsIsNotCalledAnErrorInGradus() throws SQLException {
        for (Throwable thrown :
                List.of(
                        new NoClassDefFoundError("org/slf4j/Logger"),
                        new IllegalStateException("bad address jdbc:failing:S3CR3T"))) {
            var driver = new Failing(thrown);
            DriverManager.registerDriver(driver);
            try {
                assertThatThrownBy(() ->
                                JdbcTable.of(
                                        JdbcAddress.of("jdbc:failing:x?password=S3CR3T", Map.of()),
                                        "select 1",
                                        folder,
                                        OnBadRow.FAIL))
                        .isInstanceOf(DataException.class)
                        .hasMessageContainingAll(
                                "the driver failed with",
                                thrown.getClass().getSimpleName(),
                                "GRADUS_CLASSPATH")
                        .message()
                        .doesNotContain("S3CR3T");
            } finally {
                DriverManager.deregisterDriver(driver);
            }
        }
    }

    @Test
    void saysWhatIsWrongWithWhereADriverIsLookedFor() throws IOException {
        assertThat(DriverAdvice.of("")).endsWith("GRADUS_CLASSPATH=driver.jar");
        Path nowhere = folder.resolve("nowhere.jar");
        assertThat(DriverAdvice.of(folder + File.pathSeparator + nowhere))
                .endsWith("('%s', which is on it, does not exist)".formatted(nowhere));
        Files.createFile(folder.resolve("driver.jar"));
        assertThat(DriverAdvice.of(folder.toString()))
                .endsWith(
                        "is a folder: '%s' stands for the jars in it)"
                                .formatted(folder.resolve("*")));
        assertThat(DriverAdvice.of(folder.resolve("*").toString()))
                .endsWith("GRADUS_CLASSPATH=driver.jar");
    }

    @Test
    void saysWhereADriverIsPut() {
        assertThatThrownBy(() ->
                        JdbcTable.of(
                                JdbcAddress.of("jdbc:none://db/x?password=S3CR3T", Map.of()),
                                "select 1",
                                folder,
                                OnBadRow.FAIL))
                .hasMessageContainingAll("jdbc:none://db/x", "GRADUS_CLASSPATH=driver.jar")
                .message()
                .doesNotContain("S3CR3T");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from t order by day | true",
                "select * from t ORDER  BY day | true",
                "select sum(x) over (order by day) from t | false",
                "select * from (select * from t order by day) q | false",
                "select * from t -- order by day | false",
                "select 'order by' from t | false",
                "select sum(x) over (order by day) from t order by id | true",
            })
    void tellsAnOrderOfTheRowsFromOneWithinParentheses(String query, boolean isOrdered) {
        assertThat(JdbcTable.isOrdered(query)).isEqualTo(isOrdered);
    }
}
