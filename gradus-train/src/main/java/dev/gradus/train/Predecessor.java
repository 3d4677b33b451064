package dev.gradus.train;

import dev.gradus.nn.engine.StateEntry;
import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Level;
import dev.gradus.run.event.TrainingEvent.UpdatesMeasured;
import dev.gradus.run.json.Configuration;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.train.checkpoint.Loaded;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.state.Checkpoint;
import dev.gradus.train.state.Continuity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Compares what a training continues from with what it trains itself, and collects warnings and
 * events about the differences for the record.
 */
final class Predecessor {
    /** The beginning of the record's note on an accepted change. */
    static final String ACCEPTED = "the run continues with accepted changes: ";

    private final Configuration configuration;
    private final Supplier<TrainingEvent.Machine> machine;
    private final List<String> warnings = new ArrayList<>();
    private final List<TrainingEvent> remarks = new ArrayList<>();

    Predecessor(Configuration configuration, Supplier<TrainingEvent.Machine> machine) {
        this.configuration = configuration;
        this.machine = machine;
    }

    /** Keeps a warning, to be recorded when the run continues. */
    void warn(String sentence) {
        warnings.add(sentence);
    }

    /** Keeps events, to be recorded when the run continues. */
    void remark(List<TrainingEvent> events) {
        remarks.addAll(events);
    }

    private void warn(long step, String sentence) {
        remarks.add(new TrainingEvent.Note(step, Level.WARNING, sentence));
    }

    /** Returns the warnings kept so far, which are forgotten then. */
    List<String> takeWarnings() {
        return take(warnings);
    }

    /** Returns the events kept so far, which are forgotten then. */
    List<TrainingEvent> takeRemarks() {
        return take(remarks);
    }

    private static <T> List<T> take(List<T> kept) {
        List<T> taken = List.copyOf(kept);
        kept.clear();
        return taken;
    }

    /**
     * Refuses a recipe or data other than those on record, or records the differences if they are
     * accepted.
     */
    void requireTheSame(Configuration then, Changes accepted) {
        require(Continuity.changes(then, configuration), accepted);
        Continuity.unchecked(then).ifPresent(this::warn);
        Continuity.otherReplicas(then, configuration).ifPresent(this::warn);
    }

    /**
     * Refuses a file of another run; files of older versions do not say which run they belong to.
     */
    void requireOf(Run run, Loaded loaded, Changes accepted) {
        String of = Checkpoint.run(loaded.contents());
        if (!of.isEmpty() && !of.equals(Checkpoint.identity(run))) {
            require(
                    List.of(
                            "%s is a checkpoint of another run, created at %s"
                                    .formatted(loaded.file().getFileName(), of)),
                    accepted);
        }
    }

    private void require(List<String> changes, Changes accepted) {
        if (changes.isEmpty()) {
            return;
        }
        String what = String.join("; ", changes);
        if (accepted == Changes.REFUSED) {
            throw new IllegalArgumentException(
                    "the run cannot continue with something else: %s; continue with what it was started with, begin a new run or a fork, or accept the change (--accept-changes, in Java Changes.ACCEPTED)"
                            .formatted(what));
        }
        warn(ACCEPTED + what);
    }

    /** Records how a fork differs from its checkpoint, since a fork may train something else. */
    void noteFork(Loaded loaded, List<String> but) {
        List<String> changes =
                Continuity.changes(
                        Checkpoint.configuration(loaded.contents()),
                        configuration,
                        but.toArray(String[]::new));
        if (!changes.isEmpty()) {
            warn("the fork differs from the run of its checkpoint: " + String.join("; ", changes));
        }
    }

    /**
     * Reads a checkpoint, and records if newer ones were unusable or the machine is another. An
     * average of the weights that was made in another way is left out, since this one cannot
     * continue it.
     */
    Snapshot read(Loaded loaded, List<StateEntry> entries, List<Controller> controllers) {
        Checkpoint checkpoint = Checkpoint.of(loaded.contents(), entries, controllers);
        long step = checkpoint.snapshot().step();
        loaded.passedOver().forEach(fault -> warn(step, "passed over " + fault));
        checkpoint.difference(machine.get()).ifPresent(sentence -> warn(step, sentence));
        Configuration then = Checkpoint.configuration(loaded.contents());
        if (!Continuity.isOtherAverage(then, configuration)) {
            return checkpoint.snapshot();
        }
        if (Continuity.isAveraged(configuration)) {
            warn(
                    Text.of(
                            "the average of the weights begins anew, with those after step %d at the earliest",
                            step));
        }
        return checkpoint.snapshot().withoutAverage();
    }

    /** Returns what the record of the run adds to a snapshot of it. */
    Past past(RunFiles.Recorded recorded, Snapshot.Place place) {
        List<TrainingEvent> record = recorded.events();
        Optional<String> missing = recorded.steps().before(place.step());
        missing.ifPresent(sentence -> warn(place.step(), sentence));
        List<ControlAnswered> changes = Run.changes(record);
        boolean isWhole = missing.isEmpty() && recorded.faults().isEmpty();
        if (!isWhole) {
            warn(
                    place.step(),
                    "if a line that cannot be read was a control after the checkpoint, it is not applied again");
        }
        return new Past(
                isWhole
                        ? changes.stream().skip(place.changes()).toList()
                        : certainlyAfter(place, changes),
                sizes(record, place.step()),
                measuring(record),
                losses(record, place.step()));
    }

    /** A snapshot knows how many changes came before it, but some cannot be read. */
    private static List<ControlAnswered> certainlyAfter(
            Snapshot.Place place, List<ControlAnswered> changes) {
        return IntStream.range(0, changes.size())
                .filter(i ->
                        changes.get(i).batch() > place.batch()
                                || (changes.get(i).batch() == place.batch()
                                        && i >= place.changes()))
                .mapToObj(changes::get)
                .toList();
    }

    private static UpdateSizes sizes(List<TrainingEvent> record, long step) {
        UpdateSizes sizes = UpdateSizes.START;
        for (TrainingEvent event : record) {
            if (event instanceof UpdatesMeasured measured && measured.step() <= step) {
                sizes = sizes.with(measured.ratios());
            }
        }
        return sizes;
    }

    /** An epoch that was trained again counts as it was trained last. */
    private static Doubts.Losses losses(List<TrainingEvent> record, long step) {
        var epochs = new TreeMap<Long, Double>();
        for (TrainingEvent event : record) {
            if (event instanceof EpochCompleted epoch && epoch.step() <= step) {
                epochs.put(epoch.epoch(), epoch.trainLoss());
            }
        }
        Doubts.Losses losses = Doubts.Losses.UNKNOWN;
        for (Map.Entry<Long, Double> epoch : epochs.entrySet()) {
            losses = losses.with(epoch.getKey(), epoch.getValue());
        }
        return losses;
    }

    private static Optional<Integer> measuring(List<TrainingEvent> record) {
        return record.reversed().stream()
                .map(event ->
                        event instanceof ControlAnswered answered
                                        && answered.answer() instanceof Answer.Measuring(int every)
                                ? Optional.of(every)
                                : Optional.<Integer>empty())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns how this differs from what a run was started with, one phrase each. */
    List<String> changesSince(Run run) {
        return Continuity.changes(run.configuration(), configuration);
    }

    /** Returns what may keep this training from reproducing a record, one phrase each. */
    List<String> changesSince(TrainingEvent.RunStarted recorded) {
        var changes = new ArrayList<String>();
        // The command makes a rule that depends on a clock end the run at the recorded step.
        changes.addAll(Continuity.changes(recorded.configuration(), configuration, "stop"));
        changes.addAll(changesSince(recorded.machine()));
        return changes;
    }

    /** Returns how another machine differs from this one, one phrase each. */
    List<String> changesSince(TrainingEvent.Machine recorded) {
        return Continuity.changes(recorded, machine.get()).stream()
                .map(each -> "another " + each)
                .toList();
    }
}
