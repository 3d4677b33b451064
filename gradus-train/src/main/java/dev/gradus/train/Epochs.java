package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.recipe.Judge;
import dev.gradus.recipe.Keys;
import dev.gradus.run.event.EventStream;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.run.tensorboard.TensorBoard;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.TrainedValues;
import dev.gradus.train.session.TrainingSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ends the epochs of a run: validates, judges, and lets stop rules and controllers see what was
 * measured.
 */
final class Epochs {
    private final TrainingSession session;
    private final EventStream events;
    private final Optional<Dataset> validation;
    private final int validateEvery;
    private final Judge judge;

    /** The metric that stop rules and controllers are told by. */
    private final String told;

    private final Stopping stopping;
    private final Stopwatch watch;
    private final Optional<TensorBoard> board;
    private final boolean histograms;

    private Judge.State judged = Judge.State.START;
    private Optional<TrainedValues> best = Optional.empty();
    private Doubts.Losses losses = Doubts.Losses.UNKNOWN;

    Epochs(OpenRun run, Stopping stopping, Stopwatch watch) {
        Settings settings = run.settings();
        this.session = run.session();
        this.events = run.events();
        this.validation = run.data().validation();
        this.validateEvery = settings.get(Keys.VALIDATE_EVERY);
        this.judge = settings.best();
        this.told = settings.judge().metric();
        this.stopping = stopping;
        this.watch = watch;
        this.board = run.files().board();
        this.histograms = settings.get(Keys.HISTOGRAMS);
    }

    /**
     * Ends an epoch.
     *
     * @param last whether the run ends with it
     * @return what is remarkable about it
     */
    Set<Mark> end(boolean last) {
        long epoch = session.epoch();
        double trainLoss = session.epochMean().value();
        losses = losses.with(epoch, trainLoss);
        Map<String, Double> measured = Map.of();
        if (validation.isPresent() && (last || (epoch + 1) % validateEvery == 0)) {
            measured = session.measure(validation.get());
        }
        Set<Mark> marks = Set.of();
        if (validation.isEmpty() || !measured.isEmpty()) {
            marks = report(trainLoss, validation.isEmpty() ? Map.of("loss", trainLoss) : measured);
        }
        events.publish(
                new TrainingEvent.EpochCompleted(
                        session.step(),
                        session.batch(),
                        epoch,
                        trainLoss,
                        measured,
                        marks,
                        watch.nextEpoch()));
        board.ifPresent(this::draw);
        session.epochMean().begin();
        return marks;
    }

    private Set<Mark> report(double trainLoss, Map<String, Double> metrics) {
        judged = judge.next(judged, session.step(), trainLoss, metrics);
        Set<Mark> marks = Marks.of(judged, session.step());
        if (marks.contains(Mark.BEST)) {
            best = Optional.of(session.model());
        }
        stopping.report(metrics);
        double value = metrics.getOrDefault(told, Double.NaN);
        session.remaining().report(value).forEach(this::lowered);
        return marks;
    }

    private void lowered(Controller controller) {
        boolean back = controller.afterCut() == Controller.Weights.RESTORE_BEST;
        if (back) {
            best.ifPresent(model -> session.goOnFrom(model.values()));
        }
        publish(
                Level.INFO,
                controller
                        + " lowered the learning rate"
                        + (back ? " and went back to the best parameters" : ""));
    }

    /** Writes the histograms if they are wanted, and says once if the file cannot be written. */
    private void draw(TensorBoard file) {
        if (histograms) {
            drawWeights(file);
        }
        file.takeFault().ifPresent(fault -> publish(Level.WARNING, fault));
    }

    private void drawWeights(TensorBoard file) {
        StateValues values = session.model().values();
        var weights = new LinkedHashMap<String, float[]>();
        for (int i = 0; i < values.entries().size(); i++) {
            weights.put(values.entries().get(i).name(), values.values(i));
        }
        file.histograms(session.step(), weights);
    }

    private void publish(Level level, String text) {
        events.publish(new Note(session.step(), level, text));
    }

    /** Returns the validation part, if there is one. */
    Optional<Dataset> validation() {
        return validation;
    }

    /** Measures the validation part now; changes nothing. */
    Map<String, Double> measuredNow() {
        return validation.map(session::measure).orElse(Map.of());
    }

    /** Returns parameters and statistics of the best epoch, once there was one. */
    Optional<TrainedValues> best() {
        return best;
    }

    /** Returns after how many updates the best epoch ended. */
    long bestStep() {
        return judged.bestStep();
    }

    /** Returns what the judge remembers. */
    Judge.State judged() {
        return judged;
    }

    /** Returns the course of the training loss. */
    Doubts.Losses losses() {
        return losses;
    }

    /** Continues from a snapshot, and what the record adds to it. */
    void restore(Snapshot snapshot, Past past) {
        judged = snapshot.judge();
        best = snapshot.best();
        losses = past.losses();
    }
}
