/** Data sets, batches and the Trainer. */
module dev.gradus.train {
    requires static org.jspecify;
    requires transitive dev.gradus.schedule;
    requires transitive dev.gradus.run;
    requires transitive dev.gradus.nn;

    exports dev.gradus.train.checkpoint;
}
