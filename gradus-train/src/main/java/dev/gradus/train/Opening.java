package dev.gradus.train;

import dev.gradus.nn.optimizer.WeightAverage;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.recipe.Keys;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.Note;
import dev.gradus.schedule.peer.Peers;
import dev.gradus.schedule.peer.Quirk;
import dev.gradus.train.parallel.ReplicatedUpdates;
import dev.gradus.train.plan.Oversights;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.session.FewOfClass;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.TrainingSession;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The first events on the record of a run that starts or continues. */
final class Opening {
    private final OpenRun run;
    private final Settings settings;
    private final TrainingSession session;

    Opening(OpenRun run) {
        this.run = run;
        this.settings = run.settings();
        this.session = run.session();
    }

    TrainingEvent started() {
        return new TrainingEvent.RunStarted(
                run.files().run().map(Run::id).orElse(""),
                settings.clock.date().instant(),
                settings.parent,
                run.configuration(),
                settings.seed(),
                extent(),
                run.machine());
    }

    TrainingEvent resumed(Snapshot.Place place, String checkpoint) {
        return new TrainingEvent.RunResumed(
                place.step(),
                place.batch(),
                settings.clock.date().instant(),
                checkpoint,
                extent(),
                run.machine());
    }

    private TrainingEvent.Extent extent() {
        return new TrainingEvent.Extent(
                settings.network.parameterCount(),
                session.end(),
                session.remaining().horizon().stepsPerEpoch());
    }

    /** Returns notes on the backend that computes, and on what the settings mean for this run. */
    List<Note> notes() {
        String why = session.backend().why(session.program());
        Level level = session.backend().warnings().isEmpty() ? Level.INFO : Level.WARNING;
        return Stream.concat(
                        Stream.of(new Note(session.step(), level, why)),
                        sentences().map(each -> new Note(session.step(), Level.INFO, each)))
                .toList();
    }

    /** Returns what is probably not meant: doubtful rates, and settings that have no effect. */
    Stream<String> warnings(Target target) {
        return Oversights.of(settings, session.remaining().horizon(), target);
    }

    private Stream<String> sentences() {
        return Stream.of(
                        session.start().stream(),
                        groups().stream(),
                        averaging().stream(),
                        run.replicas().map(ReplicatedUpdates::sentence).stream(),
                        idle().stream(),
                        board().stream(),
                        settings.notes.stream(),
                        fewOfClass(),
                        unexpected(),
                        session.cut().stream())
                .flatMap(each -> each);
    }

    /** Which classes have few examples; a table said so when it was prepared. */
    private Stream<String> fewOfClass() {
        return settings.preparation.isPresent()
                ? Stream.of()
                : FewOfClass.notes(
                        run.data().train(),
                        Stream.of(run.data().validation(), settings.test)
                                .flatMap(Optional::stream)
                                .toList())
                        .stream();
    }

    /** Whether an epoch, with which rounds end, has fewer updates than there are replicas. */
    private Optional<String> idle() {
        int count = settings.recipe.find(Keys.REPLICAS).orElse(1);
        long updates = session.remaining().horizon().stepsPerEpoch();
        return updates >= count
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "a round ends with the epoch, which has %s here: that leaves %,d of %,d replicas without work; take fewer replicas, or smaller batches",
                                NumberText.counted(updates, "update"), count - updates, count));
    }

    /** The multiples of the parameter groups, if the learning rate has a rate for each. */
    private Optional<String> groups() {
        return settings.recipe
                .find(Keys.LEARNING_RATE)
                .flatMap(Peers::groupRates)
                .map(_ ->
                        settings.groups().stream()
                                .map(group ->
                                        NumberText.brief(group.learningRate())
                                                + "x for "
                                                + group.pattern())
                                .collect(
                                        Collectors.joining(
                                                ", ", "learning rates of parameter groups: ", "")));
    }

    /** Where TensorBoard finds the run's numbers, or why there are none for it. */
    private Optional<String> board() {
        if (!settings.get(Keys.TENSORBOARD)) {
            return Optional.empty();
        }
        return Optional.of(
                run.files()
                        .board()
                        .map(file -> "TensorBoard's file is " + file.file())
                        .orElse(
                                "TensorBoard's file would be in the run's folder, but this run has none"));
    }

    /** Which weights the model has, if they are not those in training. */
    private Optional<String> averaging() {
        return settings.recipe
                .find(Keys.AVERAGE)
                .map(average ->
                        "what is validated, kept as the best and saved is the average of the weights by %s%s"
                                .formatted(
                                        average,
                                        average instanceof WeightAverage.Swa swa
                                                ? Text.of(
                                                        " from step %d on; before that, the weights in training",
                                                        swa.first(session.end()))
                                                : ""));
    }

    /** How a constructor of another library behaves differently here. */
    private Stream<String> unexpected() {
        return settings.schedules().values().stream()
                .flatMap(schedule -> Peers.quirks(schedule).stream())
                .filter(Quirk::isUnexpected)
                .map(Quirk::toString)
                .distinct();
    }
}
