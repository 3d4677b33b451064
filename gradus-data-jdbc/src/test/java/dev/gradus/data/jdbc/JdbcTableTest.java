package dev.gradus.data.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.DataException;
import dev.gradus.data.OnBadRow;
import dev.gradus.data.PreparedTable;
import dev.gradus.data.Table;
import dev.gradus.prepare.Kind;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
            create table bytes (b bytea);
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
        assertThat(table.notes()).singleElement().asString().contains("3 rows of the query take");
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing is left behind").isEmpty();
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
                    select b from bytes                    | column 'b' holds bytes
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
}
