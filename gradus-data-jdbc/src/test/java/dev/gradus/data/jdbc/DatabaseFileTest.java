package dev.gradus.data.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.data.DataException;
import dev.gradus.prepare.table.OnBadRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers create the database that an address names: a misspelt one is refused before that. */
class DatabaseFileTest {
    @TempDir private Path folder;

    private static JdbcAddress address(String url) {
        return JdbcAddress.of(url, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:sqlite:FOLDER/shop.db                      | shop.db",
                "jdbc:sqlite:file:FOLDER/shop.db?mode=rwc        | shop.db",
                "jdbc:sqlite:FOLDER/my shop.db                   | my shop.db",
                "jdbc:duckdb:FOLDER/shop.duckdb;threads=1        | shop.duckdb",
                "jdbc:h2:FOLDER/shop;MODE=MySQL                  | shop.mv.db",
                "jdbc:h2:file:FOLDER/shop                        | shop.h2.db",
                "jdbc:hsqldb:file:FOLDER/shop;shutdown=true      | shop.script",
                "jdbc:hsqldb:FOLDER/shop                         | shop.properties",
                "jdbc:derby:FOLDER/shop;create=true              | shop/service.properties",
                "jdbc:derby:directory:FOLDER/shop                | shop/service.properties",
                "jdbc:h2:FOLDER/shop;USER=me@home                | shop.mv.db",
            })
    void onlyADatabaseThatIsThereIsOpened(String form, String file) throws IOException {
        JdbcAddress address = address(form.replace("FOLDER", folder.toString()));

        assertThatThrownBy(() -> DatabaseFile.requireThere(address))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(": there is no database " + folder)
                .hasMessageEndingWith(", and none is created; name one that exists");

        Path there = folder.resolve(file);
        Files.createDirectories(there.getParent());
        Files.createFile(there);
        assertThatCode(() -> DatabaseFile.requireThere(address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:FOLDER/shpo.db, shop.db, shop.db",
        "jdbc:h2:FOLDER/shpo, shop.mv.db, shop",
        "jdbc:derby:FOLDER/shpo, shop, shop",
    })
    void suggestsTheNameThatWasMeant(String form, String file, String meant) throws IOException {
        Files.createFile(folder.resolve(file));

        assertThatThrownBy(() ->
                        DatabaseFile.requireThere(
                                address(form.replace("FOLDER", folder.toString()))))
                .hasMessageEndingWith(", and none is created; did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:file::memory:?cache=shared",
                "jdbc:sqlite::resource:shop.db",
                "jdbc:duckdb:",
                "jdbc:duckdb:md:shop",
                "jdbc:duckdb:s3://bucket/shop.duckdb",
                "jdbc:h2:mem:shop",
                "jdbc:h2:tcp://localhost/~/shop",
                "jdbc:hsqldb:mem:shop",
                "jdbc:hsqldb:hsql://localhost/shop",
                "jdbc:derby:memory:shop",
                "jdbc:derby://localhost:1527/shop",
                "jdbc:derby:;databaseName=shop",
                "jdbc:postgresql://localhost/shop",
                "jdbc:sqlite:file:shop?mode=memory",
                "jdbc:sqlite:file:/shop?vfs=memdb",
                "jdbc:hsqldb:.",
            })
    void leavesWhatIsNoFileToTheDriver(String url) {
        assertThatCode(() -> DatabaseFile.requireThere(address(url))).doesNotThrowAnyException();
    }

    /** Each was tried with the driver, which opens another file than the path that is written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:file:my%20shop.db",
                "jdbc:sqlite:file://localhost/data/shop.db",
                "jdbc:sqlite:file:shop.db#1",
                "jdbc:sqlite:shop.db?mode=rwc",
                "jdbc:sqlite:directory:shop.db",
                "jdbc:duckdb: shop.duckdb",
                "jdbc:duckdb:~/shop.duckdb",
                "jdbc:duckdb:shop.duckdb?threads=1",
                "jdbc:duckdb:file://localhost/data/shop.duckdb",
                "jdbc:h2:FILE:./shop",
                "jdbc:h2:nio:./shop",
                "jdbc:h2:directory:./shop",
                "jdbc:hsqldb:file:${user.home}/shop",
                "jdbc:hsqldb:directory:shop",
                "jdbc:hsqldb:shops/",
                "jdbc:derby: shop ",
                "jdbc:derby:file:shop",
            })
    void leavesWhatOnlyTheDriverUnderstandsToIt(String url) {
        assertThatCode(() -> DatabaseFile.requireThere(address(url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:/",
                "jdbc:duckdb:/",
                "jdbc:h2:/",
                "jdbc:h2:~/",
                "jdbc:hsqldb:/",
                "jdbc:derby:/",
            })
    void leavesAFolderInPlaceOfAFileToTheDriver(String url) {
        assertThatCode(() -> DatabaseFile.requireThere(address(url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "derby.system.home, jdbc:derby:shop, shop/service.properties",
        "h2.baseDir, jdbc:h2:./shop, shop.mv.db",
    })
    void findsNamesInTheFolderOfTheDriver(String property, String url, String file)
            throws IOException {
        System.setProperty(property, folder.toString());
        try {
            assertThatThrownBy(() -> DatabaseFile.requireThere(address(url)))
                    .hasMessageContaining("there is no database " + folder.resolve("shop"));

            Path there = folder.resolve(file);
            Files.createDirectories(there.getParent());
            Files.createFile(there);
            assertThatCode(() -> DatabaseFile.requireThere(address(url)))
                    .doesNotThrowAnyException();
        } finally {
            System.clearProperty(property);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:FOLDER/link/../shop.db", "jdbc:h2:FOLDER/link/../shop.db"})
    void findsAFileBesideTheFolderThatALinkLeadsTo(String form) throws IOException {
        Path inner = Files.createDirectories(folder.resolve("outer/inner"));
        Files.createSymbolicLink(folder.resolve("link"), inner);
        Files.createFile(folder.resolve("outer/shop.db"));
        Files.createFile(folder.resolve("outer/shop.db.mv.db"));
        JdbcAddress address = address(form.replace("FOLDER", folder.toString()));

        assertThatCode(() -> DatabaseFile.requireThere(address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sa", "s"})
    void thePathIsNamedInFullWhateverTheUserIsCalled(String user) {
        JdbcAddress address =
                JdbcAddress.of(
                        "jdbc:h2:" + folder.resolve("sales"),
                        Map.of(JdbcAddress.USER, user, JdbcAddress.PASSWORD, "ale"));

        assertThatThrownBy(() -> DatabaseFile.requireThere(address))
                .hasMessageContaining(
                        "there is no database " + folder.resolve("sales") + ", and none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:FOLDER/shop;PASSWORD=geheim",
                "jdbc:h2:FOLDER/shop&password=geheim",
                "jdbc:h2:FOLDER/password=geheim/shop",
                "jdbc:sqlite:FOLDER/shop.db?password=geheim",
                "jdbc:sqlite:file:FOLDER/shop.db?password=geheim",
                "jdbc:derby:FOLDER/me:geheim@shop",
            })
    void noPasswordOfTheAddressIsTold(String form) {
        JdbcAddress address = address(form.replace("FOLDER", folder.toString()));

        assertThat(String.valueOf(catchThrowable(() -> DatabaseFile.requireThere(address))))
                .doesNotContain("geheim");
    }

    @Test
    void aQueryOfAMisspeltDatabaseLeavesNothingBehind() {
        assertThatThrownBy(() ->
                        JdbcTable.of(
                                address("jdbc:h2:" + folder.resolve("shpo")),
                                "select 1 order by 1",
                                folder,
                                OnBadRow.FAIL))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("there is no database");
        assertThat(folder).isEmptyDirectory();
    }
}
