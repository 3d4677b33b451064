/**
 * A web page to watch and steer training. It reads run folders and sends controls; it never trains.
 */
module dev.gradus.studio {
    requires static org.jspecify;
    requires transitive dev.gradus.run;
    requires dev.gradus.data;
    requires dev.gradus.nn;
    requires dev.gradus.prepare;
    requires dev.gradus.recipe;
    requires dev.gradus.schedule;
    requires dev.gradus.text;
    requires org.eclipse.jetty.server;
    requires tools.jackson.core;

    exports dev.gradus.studio;
    exports dev.gradus.studio.sweep;
}
