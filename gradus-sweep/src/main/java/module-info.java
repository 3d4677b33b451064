/** Many runs of one recipe, side by side. */
module dev.gradus.sweep {
    requires static org.jspecify;
    requires transitive dev.gradus.train;
    requires tools.jackson.databind;

    exports dev.gradus.sweep;
    exports dev.gradus.sweep.cluster;

    uses dev.gradus.sweep.cluster.ClusterProvider;

    opens dev.gradus.sweep to
            tools.jackson.databind;
}
