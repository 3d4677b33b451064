/** Tables from databases. */
module dev.gradus.data.jdbc {
    requires static org.jspecify;
    requires transitive dev.gradus.data;
    requires java.sql;

    exports dev.gradus.data.jdbc;
}
