/** Rows of tables and how they become numbers, as values without readers. */
module dev.gradus.prepare {
    requires static org.jspecify;
    requires transitive dev.gradus.text;

    exports dev.gradus.prepare;
    exports dev.gradus.prepare.table;
}
