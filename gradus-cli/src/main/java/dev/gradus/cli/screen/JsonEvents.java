package dev.gradus.cli.screen;

import dev.gradus.run.event.EventJson;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingListener;
import java.io.PrintStream;

/** Prints every event as a JSON line. A reader that goes away does not stop the run. */
public record JsonEvents(PrintStream out) implements TrainingListener {
    @Override
    public void on(TrainingEvent event) {
        out.println(EventJson.write(event));
    }

    @Override
    public void caughtUp() {
        out.flush();
    }

    @Override
    public String name() {
        return "--json";
    }
}
