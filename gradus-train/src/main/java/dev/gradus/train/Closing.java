package dev.gradus.train;

import dev.gradus.data.RowSample;
import dev.gradus.model.Model;
import dev.gradus.number.NumberText;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.session.Ending;
import dev.gradus.train.session.TrainingSession;
import dev.gradus.train.state.Checkpointing;
import dev.gradus.train.state.Unkept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a run: what is measured, kept and recorded then. */
final class Closing {
    private final OpenRun run;
    private final Loop loop;
    private final @Nullable Checkpointing checkpoints;
    private final Settings settings;
    private final TrainingSession session;
    private final List<Unkept> unkept = new ArrayList<>();
    private boolean over;

    Closing(OpenRun run, Loop loop, @Nullable Checkpointing checkpoints) {
        this.run = run;
        this.loop = loop;
        this.checkpoints = checkpoints;
        this.settings = run.settings();
        this.session = run.session();
    }

    /** Ends a run whose loop has ended, and sums it up. */
    TrainingResult result() {
        loop.checkpointAtEnd();
        sayIfNotAveraged();
        Outcome outcome = Outcome.of(settings, session, loop); // while the checkpoint is written
        loop.settleCheckpoints();
        loop.publishNotes();
        doubt(outcome);
        String state = session.stateHash();
        Model model = model(outcome, state);
        // Before the record says that the run is over, so that a failure to save it is on record.
        Optional<Unkept> lost =
                run.files().home().flatMap(home -> ModelKeeping.keep(model, loop.ending(), home));
        end(loop.ending(), outcome.reported(), outcome.tested(), state);
        lost.ifPresent(unkept::add);
        return new TrainingResult(
                loop.ending(),
                session.step(),
                run.files().history(),
                outcome.reported(),
                outcome.tested(),
                outcome.validation().map(Outcome.Measured::scores),
                outcome.test().map(Outcome.Measured::scores),
                model,
                run.files().run(),
                state,
                loop.seconds(),
                List.copyOf(unkept));
    }

    /** The record says why the run failed, unless the run was over; the failure is never lost. */
    void because(Throwable failure) {
        if (over) {
            return;
        }
        try {
            end(
                    Ending.failed(failure),
                    Reported.newest(session.step()),
                    Map.of(),
                    session.stateHash());
        } catch (RuntimeException | Error another) {
            failure.addSuppressed(another);
        }
    }

    private void sayIfNotAveraged() {
        if (loop.ending().isInterrupted() && session.modelTakesAPass()) {
            run.events()
                    .publish(
                            new TrainingEvent.Note(
                                    session.step(),
                                    Level.INFO,
                                    "the saved model has the weights in training, not their average: with batch normalization, computing it takes a pass over the data; resume the run to compute it"));
        }
    }

    private void doubt(Outcome outcome) {
        if (!loop.ending().isInterrupted() && !loop.ending().isDiverged()) {
            Doubts.of(settings, run.data().whole(), loop.epochs().losses(), outcome)
                    .forEach(this::doubt);
            loop.sizes().tooSmall().ifPresent(this::doubt);
        }
    }

    private void doubt(String sentence) {
        settings.doubts.orElse(settings.warnings).accept(sentence);
        run.events().publish(loop.warning(sentence));
    }

    private Model model(Outcome outcome, String state) {
        var origin =
                new Origin(
                        run.configuration(),
                        run.files().run(),
                        settings.seed(),
                        run.machine(),
                        RowSample.of(run.data().train()));
        return new Model(
                settings.network,
                settings.loss(),
                outcome.model().values(),
                settings.meaning(run.data().whole()),
                origin.of(loop.ending(), outcome, state));
    }

    /**
     * Publishes that the run is over, waits until every listener knows and the record is on the
     * disk, and collects what could not be kept.
     */
    private void end(Ending ending, Reported reported, Map<String, Double> test, String state) {
        String words =
                "%s, after %s"
                        .formatted(
                                ending.reason().word(), NumberText.counted(session.step(), "step"));
        loop.refuseRest("the run has ended: " + words);
        loop.settleCheckpoints();
        run.files().home().ifPresent(RunHome::notice);
        loop.publishNotes();
        over = true;
        run.events()
                .publish(
                        new TrainingEvent.RunEnded(
                                session.step(),
                                session.batch(),
                                ending.reason(),
                                ending.detail(),
                                test,
                                reported,
                                loop.seconds(),
                                state));
        run.events().close();
        unkept.addAll(run.files().seal(run.events(), words));
        if (checkpoints != null && !ending.isDiverged() && !ending.isFailed()) {
            unkept.addAll(checkpoints.unkept());
        }
    }
}
