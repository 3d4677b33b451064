package dev.gradus.data.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    jdbc:postgresql://db.org:5432/shop                               | jdbc:postgresql://db.org:5432/shop
                    jdbc:postgresql://db.org/shop?user=ann&password=SECRET           | jdbc:postgresql://db.org/shop
                    jdbc:postgresql://ann:SECRET@db.org/shop                         | jdbc:postgresql://db.org/shop
                    jdbc:postgresql://ann:SE@CRET/x@db.org/shop                      | jdbc:postgresql://db.org/shop
                    jdbc:h2:mem:shop;USER=ann;PASSWORD=SECRET                        | jdbc:h2:mem:shop
                    jdbc:sqlserver://db.org:1433;databaseName=shop;password=SECRET   | jdbc:sqlserver://db.org:1433
                    jdbc:oracle:thin:ann/SECRET@//db.org:1521/shop                   | jdbc:oracle:thin://db.org:1521/shop
                    jdbc:mysql://(host=db.org,user=ann,password=SECRET)/shop         | jdbc:mysql://
                    jdbc:mysql://address=(host=db.org)(password=SECRET)/shop         | jdbc:mysql://
                    jdbc:duckdb:md:shop?motherduck_token=SECRET                      | jdbc:duckdb:md:shop
                    jdbc:other:password=SECRET:db.org                                | jdbc:other:
                    jdbc:databricks://db.org:443/default;PWD=SECRET;UID=token        | jdbc:databricks://db.org:443/default
                    jdbc:snowflake://db.org/?db=shop&token=SECRET#SECRET             | jdbc:snowflake://db.org/
                    jdbc:SECRET                                                      | jdbc:***
                    """)
    void showsNeitherUserNorPasswordNorParameters(String url, String shown) {
        JdbcAddress address = JdbcAddress.of(url, Map.of());

        assertThat(address.shown()).isEqualTo(shown);
        assertThat(address).hasToString(shown);
        if (!url.equals(shown)) {
            assertThat(address.withoutSecrets("cannot reach " + url + " with SECRET, SECRET"))
                    .doesNotContain("SECRET");
        }
    }

    @Test
    void hidesWhatWasEncodedAndWhatCameFromTheEnvironment() {
        JdbcAddress address =
                JdbcAddress.of(
                        "jdbc:x://db/shop?pw=a%20b%21c",
                        Map.of(JdbcAddress.PASSWORD, "from outside", JdbcAddress.USER, "ann"));

        assertThat(address.withoutSecrets("no 'a b!c', a%20b%21c or from outside for ann"))
                .isEqualTo("no '***', *** or *** for ***");
    }

    @Test
    void leavesADriversWordsOutWhereASecretIsOneLetter() {
        JdbcAddress address = JdbcAddress.of("jdbc:x://db/shop?p=!", Map.of());

        assertThat(address.withoutSecrets("wrong: !"))
                .startsWith("the driver's words are left out");
    }

    @Test
    void takesTheWholeAddressOfARecordFromTheEnvironment() {
        String whole = "jdbc:x://db/shop?token=SECRET";
        Map<String, String> environment = Map.of(JdbcAddress.URL, whole);

        assertThat(JdbcAddress.of("jdbc:x://db/shop", environment).url()).isEqualTo(whole);
        assertThat(JdbcAddress.of("jdbc:x://db/other", environment).url())
                .isEqualTo("jdbc:x://db/other");
    }
}
