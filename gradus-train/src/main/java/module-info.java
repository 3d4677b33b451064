/** Data sets, batches and the Trainer. */
module dev.gradus.train {
    requires static org.jspecify;
    requires jdk.management;
    requires transitive dev.gradus.schedule;
    requires transitive dev.gradus.run;
    requires transitive dev.gradus.nn;
    requires transitive dev.gradus.data;
    requires transitive dev.gradus.model;
    requires transitive dev.gradus.recipe;

    exports dev.gradus.train;
    exports dev.gradus.train.batch;
    exports dev.gradus.train.parallel;
    exports dev.gradus.train.plan;
    exports dev.gradus.train.round;
    exports dev.gradus.train.score;
    exports dev.gradus.train.session;
    exports dev.gradus.train.state;
    exports dev.gradus.train.table;
    exports dev.gradus.train.checkpoint;
    exports dev.gradus.train.finder;
}
