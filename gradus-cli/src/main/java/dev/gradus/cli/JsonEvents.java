package dev.gradus.cli;

import dev.gradus.run.EventJson;
import dev.gradus.run.TrainingEvent;
import dev.gradus.run.TrainingListener;
import java.io.PrintStream;

/** Prints every event as a JSON line. A reader that goes away is no reason to stop. */
record JsonEvents(PrintStream out) implements TrainingListener {
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
