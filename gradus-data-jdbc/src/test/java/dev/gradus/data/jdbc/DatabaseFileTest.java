package dev.gradus.data.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                "jdbc:postgresql://localhost/shop",
            })
    void leavesWhatIsNoFileToTheDriver(String url) {
        assertThatCode(() -> DatabaseFile.requireThere(address(url))).doesNotThrowAnyException();
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
