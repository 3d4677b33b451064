/** Pictures of runs, schedules and sweeps. The charts are XChart's; nothing of it shows. */
module dev.gradus.plot {
    requires static org.jspecify;
    requires transitive dev.gradus.schedule;
    requires transitive dev.gradus.run;
    requires java.desktop;
    requires xchart;
    requires VectorGraphics2D;

    exports dev.gradus.plot;
}
