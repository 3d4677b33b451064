package dev.gradus.train.state;

import dev.gradus.model.StateValues;
import dev.gradus.model.file.Contents;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingEvent.Machine;
import dev.gradus.run.file.ConfigurationText;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.train.checkpoint.CheckpointException;
import dev.gradus.train.checkpoint.CheckpointStore;
import dev.gradus.train.session.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The contents of a run's checkpoint file: a snapshot, and its origin.
 *
 * @param snapshot all that training continues from; its step is its position in the run's record
 * @param configuration what the run trains
 * @param machine the machine it was trained on: the same bits are promised only there
 * @param run the {@link #identity} of its run; empty in files of older versions
 */
public record Checkpoint(
        Snapshot snapshot, Configuration configuration, Machine machine, String run) {
    private static final String STATE = "state";
    private static final String CONFIGURATION = "configuration";
    private static final String MACHINE = "machine";
    private static final String RUN = "run";
    private static final String BEST = "best/";
    private static final String GOOD = "good/";
    private static final String OUTER = "outer/";

    /** Returns the contents of the file; the arrays are not copied. */
    Contents contents() {
        var contents =
                new Contents(CheckpointStore.FORMAT)
                        .with(CONFIGURATION, ConfigurationText.write(configuration))
                        .with(MACHINE, json(machine))
                        .with(RUN, run)
                        .with(STATE, StateText.write(snapshot));
        add(contents, "", snapshot.values());
        snapshot.best().ifPresent(best -> add(contents, BEST, best.values()));
        snapshot.rescue().good().ifPresent(good -> add(contents, GOOD, good.values()));
        snapshot.outer().ifPresent(outer -> add(contents, OUTER, outer));
        return contents;
    }

    private static void add(Contents contents, String prefix, StateValues values) {
        List<StateEntry> entries = values.entries();
        for (int i = 0; i < entries.size(); i++) {
            contents.with(prefix + entries.get(i).name(), values.values(i));
        }
    }

    /**
     * Reads the contents of a file.
     *
     * @param contents the sections of the file
     * @param entries every part of the state of the run's program
     * @param controllers those of the run
     * @return the checkpoint
     * @throws CheckpointException if it is of another network, optimizer or run
     */
    public static Checkpoint of(
            Contents contents, List<StateEntry> entries, List<Controller> controllers) {
        List<StateEntry> model = entries.stream().filter(StateEntry::isOfModel).toList();
        List<StateEntry> parameters =
                entries.stream().filter(each -> each.kind() == StateEntry.Kind.PARAMETER).toList();
        Snapshot snapshot =
                StateText.read(
                        contents.text(STATE),
                        controllers,
                        values(contents, "", entries),
                        optionalValues(contents, BEST, model),
                        optionalValues(contents, GOOD, entries),
                        optionalValues(contents, OUTER, parameters));
        try {
            return new Checkpoint(
                    snapshot,
                    configuration(contents),
                    machine(ConfigurationText.read(contents.text(MACHINE), MACHINE)),
                    run(contents));
        } catch (RunException fault) {
            throw new CheckpointException(String.valueOf(fault.getMessage()), fault);
        }
    }

    /**
     * {@return what the run trains, without reading anything else}
     *
     * @param contents the sections of the file
     * @throws CheckpointException if the file does not say so
     */
    public static Configuration configuration(Contents contents) {
        try {
            return ConfigurationText.read(contents.text(CONFIGURATION), CONFIGURATION);
        } catch (RunException fault) {
            throw new CheckpointException(String.valueOf(fault.getMessage()), fault);
        }
    }

    /**
     * {@return which run a file is of; empty if an older version wrote it}
     *
     * @param contents the sections of the file
     */
    public static String run(Contents contents) {
        return contents.texts().getOrDefault(RUN, "");
    }

    /**
     * {@return what identifies a run, even if its folder is renamed}
     *
     * @param run the run
     */
    public static String identity(Run run) {
        return run.created().toString();
    }

    private static Optional<StateValues> optionalValues(
            Contents contents, String prefix, List<StateEntry> entries) {
        return contents.values().keySet().stream().anyMatch(name -> name.startsWith(prefix))
                ? Optional.of(values(contents, prefix, entries))
                : Optional.empty();
    }

    private static StateValues values(Contents contents, String prefix, List<StateEntry> entries) {
        // A run that is averaged from here on has no average yet.
        List<StateEntry> kept =
                entries.stream()
                        .filter(entry ->
                                !entry.isAverage()
                                        || contents.values().containsKey(prefix + entry.name()))
                        .toList();
        var values = new ArrayList<float[]>();
        kept.forEach(entry -> values.add(contents.values(prefix + entry.name(), entry.size())));
        return new StateValues(kept, values);
    }

    private static String json(Machine machine) {
        var values = new LinkedHashMap<String, Object>();
        values.put("backend", machine.backend());
        values.put("threads", machine.threads());
        values.put("precision", machine.precision());
        values.put("versions", machine.versions());
        return ConfigurationText.write(new Configuration(values));
    }

    private static Machine machine(Configuration configuration) {
        var fields = new StateFields(configuration.values());
        var versions = new LinkedHashMap<String, String>();
        fields.fields("versions")
                .map()
                .forEach((name, version) -> versions.put(name, version.toString()));
        return new Machine(
                fields.text("backend"),
                (int) fields.whole("threads"),
                fields.text("precision"),
                versions);
    }

    /**
     * Returns how another machine differs from the one the checkpoint was made on, if it does.
     *
     * @param now the current machine
     * @return a sentence, or nothing
     */
    public Optional<String> difference(Machine now) {
        List<String> changes = Continuity.changes(machine, now);
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the run continues with another %s; its further bits may differ from those of an uninterrupted run"
                                .formatted(String.join(", another ", changes)));
    }
}
