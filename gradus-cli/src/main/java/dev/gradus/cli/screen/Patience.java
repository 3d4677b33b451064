package dev.gradus.cli.screen;

import dev.gradus.run.control.Control;
import java.time.Duration;

/** How long a person waits for an answer. */
public final class Patience {
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final Duration FOR_WORK = Duration.ofMinutes(5);

    private Patience() {}

    /** Returns 10 seconds, or 5 minutes if the run has to measure, search or save. */
    public static Duration of(Control control) {
        return switch (control) {
            case Control.Find _,
                    Control.Validate _,
                    Control.Checkpoint _,
                    Control.Quit _,
                    Control.Stop _,
                    Control.StopAndKeepBest _ ->
                    FOR_WORK;
            case Control.Set _,
                    Control.Scale _,
                    Control.Release _,
                    Control.ReplaceSchedule _,
                    Control.CoolDown _,
                    Control.Extend _,
                    Control.Pause _,
                    Control.MeasureUpdates _,
                    Control.Resume _ ->
                    USUAL;
        };
    }
}
