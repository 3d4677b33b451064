package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.terminal.Style;
import dev.gradus.number.NumberText;
import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.Refusal;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.event.TrainingListener;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run to a person: a permanent line for each epoch, and below it one live line that is
 * redrawn on a terminal, or printed now and then in a pipe.
 */
public final class Progress implements TrainingListener {
    private static final long LIVE_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 10_000_000_000L;

    private final Output out;
    private final LongSupplier clock;
    private final Redrawn live;
    private final EpochTable table;
    private final Predicate<String> told;
    private @Nullable LiveLine line;
    private @Nullable StepCompleted newest;
    private boolean paused;
    private boolean asking;
    private boolean prompted;
    private long shown;

    /**
     * Shows progress on a screen.
     *
     * @param out where to print
     * @param style colours or none
     * @param clock nanoseconds
     * @param live where the live line goes, if the output is a terminal
     */
    public Progress(Output out, Style style, LongSupplier clock, Redrawn live) {
        this(out, style, clock, live, _ -> false);
    }

    /**
     * Shows progress on a screen.
     *
     * @param told the notes that the person has already seen in another form
     */
    public Progress(
            Output out, Style style, LongSupplier clock, Redrawn live, Predicate<String> told) {
        this.told = told;
        this.out = out;
        this.clock = clock;
        this.live = live;
        this.table = new EpochTable(style);
        this.shown = clock.getAsLong();
    }

    @Override
    public void on(TrainingEvent event) {
        switch (event) {
            case RunStarted start -> begin(start);
            case StepCompleted step -> {
                newest = step;
                if (line != null) {
                    line.step(step);
                }
            }
            case EpochCompleted epoch -> keep(epoch);
            case Note note -> {
                if (!told.test(note.text())) {
                    kept(note.text());
                }
            }
            case ControlAnswered answered -> answered(answered);
            case TrainingEvent.PlanChanged plan -> replanned(plan);
            case TrainingEvent.RunResumed resumed -> goOn(resumed);
            case TrainingEvent.CheckpointWritten _, TrainingEvent.UpdatesMeasured _ -> {}
            case TrainingEvent.FileRejected _ -> {} // was reported when it was set aside
            case TrainingEvent.RunEnded _ -> {
                line = null;
                clear();
            }
        }
    }

    private void answered(ControlAnswered event) {
        Control control = event.request().control();
        String what = "%s (%s)".formatted(ControlText.of(control), event.request().by());
        switch (event.answer()) {
            case Answer.Refused(Refusal refusal, String reason) -> {
                if (refusal != Refusal.LEFT_BEHIND) { // was reported when it was found
                    kept("refused: %s: %s".formatted(what, reason));
                }
            }
            case Answer.Paused() -> {
                kept(step(event, what));
                asking = event.request().by().equals(PauseMenu.BY);
                if (asking) {
                    PauseMenu.HELP.lines().forEach(this::kept);
                }
            }
            case Answer.Applied _,
                    Answer.Validated _,
                    Answer.Found _,
                    Answer.Measuring _,
                    Answer.Checkpointed _,
                    Answer.Resumed _,
                    Answer.Ending _ -> {
                kept(step(event, what));
                if (!(control instanceof Control.Extend)) { // the new plan follows
                    AnswerText.lines(event, "set learningRate").forEach(line -> kept("  " + line));
                }
            }
        }
        paused = event.activity() == Activity.PAUSED;
        asking &= paused;
    }

    private static String step(ControlAnswered event, String what) {
        return "step %s: %s".formatted(NumberText.grouped(event.step()), what);
    }

    private void replanned(TrainingEvent.PlanChanged plan) {
        if (line != null) {
            table.begin(line.steps(plan.steps()));
        }
        kept("the run has %s; learning rates:".formatted(NumberText.counted(plan.steps(), "step")));
        for (TrainingEvent.RateChange rate : plan.rates()) {
            kept(
                    "  step %s: %s, before %s"
                            .formatted(
                                    NumberText.grouped(rate.step()),
                                    rate(rate.after()),
                                    rate(rate.before())));
        }
    }

    private static String rate(double value) {
        return Double.isNaN(value) ? "none" : NumberText.brief(value, 3);
    }

    private void goOn(TrainingEvent.RunResumed resumed) {
        line = new LiveLine(resumed.extent());
        table.begin(resumed.extent());
        kept(
                "continuing at step %s of %s, from %s"
                        .formatted(
                                NumberText.grouped(resumed.step()),
                                NumberText.grouped(resumed.extent().steps()),
                                resumed.checkpoint()));
    }

    private void begin(RunStarted start) {
        line = new LiveLine(start.extent());
        table.begin(start.extent());
        kept(
                "%s, %s (%s an epoch)%s"
                        .formatted(
                                NumberText.counted(start.extent().parameters(), "parameter"),
                                NumberText.counted(start.extent().steps(), "step"),
                                NumberText.grouped(start.extent().stepsPerEpoch()),
                                start.run().isEmpty() ? "" : ", run " + start.run()));
    }

    private void keep(EpochCompleted epoch) {
        if (line != null) {
            line.epoch(epoch);
        }
        table.lines(epoch, newest, out.isTerminal() ? live.width() : Integer.MAX_VALUE)
                .forEach(this::kept);
    }

    /** Prompts for the next command of a paused run once everything else has been printed. */
    private void prompt() {
        if (asking && !prompted) {
            out.stream().print(PauseMenu.PROMPT);
            out.stream().flush();
            prompted = true;
        }
    }

    private void kept(String text) {
        prompted = false;
        clear();
        out.line(text);
        out.stream().flush();
    }

    private void clear() {
        if (out.isTerminal()) {
            live.clear();
        }
    }

    /** Repaints, at most ten times a second; in a pipe, a line every ten seconds. */
    @Override
    public void caughtUp() {
        long now = clock.getAsLong();
        if (paused) {
            prompt();
            return;
        }
        if (line == null
                || newest == null
                || now - shown < (out.isTerminal() ? LIVE_NANOS : PLAIN_NANOS)) {
            return;
        }
        shown = now;
        if (out.isTerminal()) {
            int width = live.width();
            live.show(line.fitting(width), width);
        } else {
            out.line(line.whole());
            out.stream().flush();
        }
    }

    @Override
    public String name() {
        return "progress";
    }
}
