package dev.gradus.train;

import dev.gradus.nn.engine.Program;
import dev.gradus.recipe.Keys;
import dev.gradus.run.event.EventStream;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.json.Configuration;
import dev.gradus.train.parallel.ReplicatedUpdates;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.session.TrainingSession;
import dev.gradus.train.session.Undo;
import dev.gradus.train.state.Checkpoint;
import dev.gradus.train.state.Checkpointing;
import dev.gradus.train.state.RunDescription;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * What a run needs before its first turn: checked, compiled and opened.
 *
 * @param settings the settings of the trainer
 * @param data the data, divided
 * @param session the network in training
 * @param replicas what updates it, if it is trained in replicas
 * @param configuration what is trained, as it is recorded
 * @param files the folder of the run
 * @param events takes what happens in the run
 */
record OpenRun(
        Settings settings,
        TrainingParts data,
        TrainingSession session,
        Optional<ReplicatedUpdates> replicas,
        Configuration configuration,
        RunFiles files,
        EventStream events) {
    /**
     * Opens everything.
     *
     * @param undo closes what has been opened if the rest cannot be
     */
    static OpenRun of(Settings settings, TrainingParts data, Undo undo) {
        TrainingSession session = TrainingSession.open(settings, data.train());
        undo.with(session, session::close);
        session.backend().warnings().forEach(settings.warnings);
        checkMemory(settings, data, session.program());
        Optional<ReplicatedUpdates> replicas = replicas(settings, data, session.program());
        replicas.ifPresent(session::updateBy);
        Configuration configuration = RunDescription.of(settings, data.whole(), data.train());
        RunFiles files = RunFiles.open(settings, configuration);
        undo.with(files, files::close);
        EventStream events = files.stream(settings.listeners);
        undo.with(events, events::close);
        return new OpenRun(settings, data, session, replicas, configuration, files, events);
    }

    private static void checkMemory(Settings settings, TrainingParts data, Program program) {
        boolean validates = data.validation().isPresent();
        MemoryNeed.requireMachine(program, validates || settings.test.isPresent());
        if (settings.place.isPresent()) {
            MemoryNeed.complaint(program, validates).ifPresent(settings.warnings);
        }
    }

    private static Optional<ReplicatedUpdates> replicas(
            Settings settings, TrainingParts data, Program program) {
        return settings.recipe
                .find(Keys.REPLICAS)
                .map(_ -> ReplicatedUpdates.open(settings, data.train(), program));
    }

    /** Returns what keeps the checkpoints of the run, if it has a folder for them. */
    Optional<Checkpointing> checkpointing() {
        return files.home()
                .map(home ->
                        new Checkpointing(
                                settings,
                                home::own,
                                session.remaining().horizon(),
                                events,
                                snapshot ->
                                        new Checkpoint(
                                                snapshot,
                                                configuration,
                                                machine(),
                                                Checkpoint.identity(home.run()))));
    }

    /** Returns what the run is trained with. */
    TrainingEvent.Machine machine() {
        Program program = session.program();
        var versions = new LinkedHashMap<String, String>();
        versions.put("jdk", Runtime.version().toString());
        versions.put("processor", System.getProperty("os.arch", "unknown"));
        versions.put("kernels", program.description());
        return new TrainingEvent.Machine(
                session.backend().backend().name(),
                program.threads(),
                program.precision().toString(),
                versions);
    }
}
