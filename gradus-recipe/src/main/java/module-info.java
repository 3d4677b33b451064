/** What a run is, as one value with its text forms. */
module dev.gradus.recipe {
    requires static org.jspecify;
    requires transitive dev.gradus.nn;
    requires transitive dev.gradus.prepare;
    requires transitive dev.gradus.schedule;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    exports dev.gradus.recipe;
}
