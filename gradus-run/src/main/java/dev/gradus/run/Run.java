package dev.gradus.run;

import dev.gradus.number.NumberText;
import dev.gradus.run.codec.Json;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.run.event.EventReader;
import dev.gradus.run.event.LineCheck;
import dev.gradus.run.event.MissingSteps;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.file.CheckpointName;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder that keeps a run:
 *
 * <pre>
 * configuration.json   what is trained, written once
 * events.jsonl         everything that happened, append-only
 * model.gradus         the trained network, once the run has ended
 * checkpoints/         what training can continue from
 * origin/              the checkpoint it was forked from, if it was
 * control/             requests on their way to the trainer
 * plots/               pictures
 * run.lock             held by the process that trains
 * </pre>
 *
 * @param folder where it is
 * @param created when it was created
 * @param configuration what it trains
 */
public record Run(Path folder, Instant created, Configuration configuration) {
    private static final String CONFIGURATION = "configuration.json";
    private static final String EVENTS = "events.jsonl";
    private static final List<String> TRACES = List.of(CONFIGURATION, EVENTS, "run.lock");
    private static final Set<String> UNCHECKED = Set.of("created", "configuration");
    private static final int LARGEST_CONFIGURATION = 1 << 24;

    /**
     * Opens an existing run.
     *
     * @param folder its folder
     * @return the run
     * @throws RunException if the folder is not a run's or its configuration cannot be read
     */
    public static Run open(Path folder) {
        Path file = folder.resolve(CONFIGURATION);
        if (!isRun(folder)) {
            throw new RunException(folder + " is not a run folder: it has no " + CONFIGURATION);
        }
        JsonFields fields = Json.read(RunFile.read(file, LARGEST_CONFIGURATION), file.toString());
        try {
            return new Run(
                    folder, fields.instant("created"), fields.configuration("configuration"));
        } catch (IllegalArgumentException e) {
            throw new RunException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    static Run initialize(Path folder, Configuration configuration, Instant created) {
        var run = new Run(folder, created, configuration);
        String text =
                Json.object(json -> {
                    json.writeStringProperty("created", created.toString());
                    json.writeName("configuration");
                    Json.value(json, configuration.values());
                });
        String checked = new String(LineCheck.checked(text, 1), StandardCharsets.UTF_8);
        RunFile.replace(folder.resolve(CONFIGURATION), checked + '\n');
        for (Path part : List.of(run.checkpoints(), run.plots(), run.mailbox())) {
            create(part);
        }
        return run;
    }

    /**
     * {@return what is wrong with the configuration, in a sentence, if its checksum does not match}
     * Configurations of older versions have no checksum.
     *
     * @throws RunException if it cannot be read
     */
    public Optional<String> damage() {
        Path file = folder.resolve(CONFIGURATION);
        String text = RunFile.read(file, LARGEST_CONFIGURATION);
        return isAsWritten(text, file)
                ? Optional.empty()
                : Optional.of(
                        "%s is not as it was written: its checksum does not match; check that it says what you intend"
                                .formatted(file));
    }

    private static boolean isAsWritten(String text, Path file) {
        boolean endsWithALine = text.endsWith("\n");
        String line = endsWithALine ? text.substring(0, text.length() - 1) : text;
        return LineCheck.of(line.getBytes(StandardCharsets.UTF_8))
                .map(check -> check.isRight() && endsWithALine)
                .orElseGet(() ->
                        Json.read(text, file.toString()).all().values().keySet().equals(UNCHECKED));
    }

    /**
     * {@return whether a folder is a run folder, even if its configuration is damaged or missing}
     *
     * @param folder the folder
     */
    public static boolean isRun(Path folder) {
        return Files.isDirectory(folder)
                && TRACES.stream()
                        .anyMatch(trace ->
                                Files.exists(folder.resolve(trace), LinkOption.NOFOLLOW_LINKS));
    }

    /** {@return whether the configuration is where {@link #open} looks for it} */
    public boolean hasConfiguration() {
        return Files.isRegularFile(folder.resolve(CONFIGURATION), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * The run's id: the folder's name.
     *
     * @return the id
     */
    public String id() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    /**
     * Where the events are.
     *
     * @return the path of {@code events.jsonl}
     */
    public Path events() {
        return folder.resolve(EVENTS);
    }

    /**
     * Where checkpoints are kept.
     *
     * @return the path of the folder
     */
    public Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    /**
     * Where a fork keeps the checkpoint that it started from.
     *
     * @return the path of the folder, which only forks have
     */
    public Path origin() {
        return folder.resolve("origin");
    }

    /**
     * Where the trained network is kept, once the run is over.
     *
     * @return the path of {@code model.gradus}
     */
    public Path model() {
        return folder.resolve("model.gradus");
    }

    /**
     * Where files for TensorBoard are kept.
     *
     * @return the path of the folder
     */
    public Path tensorboard() {
        return folder.resolve("tensorboard");
    }

    /**
     * Where plots are kept.
     *
     * @return the path of the folder
     */
    public Path plots() {
        return folder.resolve("plots");
    }

    /**
     * Where control requests wait for the trainer.
     *
     * @return the path of the folder
     */
    public Path mailbox() {
        return folder.resolve("control");
    }

    /**
     * Acquires the right to write this run, which one process at a time may have.
     *
     * @return the lock, to be closed
     * @throws RunException if another process, or this one, is writing the run; says which
     */
    public RunLock lock() {
        return RunLock.take(this);
    }

    /**
     * Whether a process holds the {@link #lock}.
     *
     * @return true while the run is being trained, as far as can be told: see {@link #lockState}
     */
    public boolean isLive() {
        return lockState() == RunLock.State.HELD;
    }

    /** {@return whether a process holds the {@link #lock}, if that can be told} */
    public RunLock.State lockState() {
        return RunLock.state(this);
    }

    /**
     * Returns how the run ended: the last event of its record, without reading what comes before.
     *
     * @return empty while the run is being trained, and where its process was killed or could not
     *     record its end, see {@link #unrecordedEnd}
     * @throws RunException if the log cannot be read
     */
    public Optional<RunEnded> end() {
        var last = new ArrayList<TrainingEvent>();
        EventReader.ofLastEvent(events()).read(last::add, _ -> {});
        return last.isEmpty() || !(last.getLast() instanceof RunEnded end)
                ? Optional.empty()
                : Optional.of(end);
    }

    /**
     * {@return how a run whose record has no end did end, and why that is not on record, half a
     * sentence; empty if its process was killed, and while this process holds the {@link #lock}}
     */
    public Optional<String> unrecordedEnd() {
        return RunLock.word(folder);
    }

    /**
     * Reads the record. Steps that a {@link RunResumed} made void are still in it.
     *
     * @param consumer receives the events in order
     * @throws RunException if the log cannot be read
     */
    public void read(Consumer<? super TrainingEvent> consumer) {
        new EventReader(events()).read(consumer);
    }

    /**
     * Reads the record as far as it can be read.
     *
     * @param consumer receives the events in order
     * @param unreadable receives a sentence for each line that is not an event, which is left as it
     *     is, and for events that are missing
     * @throws RunException if the log cannot be read at all
     */
    public void read(Consumer<? super TrainingEvent> consumer, Consumer<String> unreadable) {
        var missing = new MissingSteps();
        scan(
                missing,
                reader ->
                        reader.read(
                                event -> {
                                    missing.see(event).ifPresent(unreadable);
                                    consumer.accept(event);
                                },
                                unreadable),
                unreadable);
    }

    /**
     * Checks the record as {@link #read(Consumer, Consumer)} does, in a fraction of its time: the
     * bytes of all lines are compared with their checks, and steps are not decoded.
     *
     * @param unreadable receives a sentence for each line that is not an event, and for events that
     *     are missing
     * @throws RunException if the log cannot be read at all
     */
    public void check(Consumer<String> unreadable) {
        readAllButSteps(_ -> {}, new MissingSteps(), unreadable);
    }

    /** Returns where the record ends, in bytes. */
    long readAllButSteps(
            Consumer<? super TrainingEvent> consumer,
            MissingSteps missing,
            Consumer<String> unreadable) {
        return scan(
                missing,
                reader ->
                        reader.check(
                                missing::see,
                                event -> {
                                    missing.see(event).ifPresent(unreadable);
                                    consumer.accept(event);
                                },
                                unreadable),
                unreadable);
    }

    private long scan(
            MissingSteps missing, Consumer<EventReader> events, Consumer<String> unreadable) {
        boolean isOver = lockState() == RunLock.State.FREE;
        var reader = new EventReader(events());
        events.accept(reader);
        if (isOver) {
            cutEnd(reader.unfinished()).ifPresent(unreadable);
            missing.before(newestCheckpoint()).ifPresent(unreadable);
        }
        return reader.position();
    }

    /**
     * {@return what is wrong with the end of a record that nobody is writing, in a sentence; empty
     * if it ends with a complete line}
     *
     * @param bytes how many bytes follow the last complete line
     */
    public static Optional<String> cutEnd(long bytes) {
        return bytes == 0
                ? Optional.empty()
                : Optional.of(
                        EVENTS
                                + " ends with "
                                + NumberText.counted(bytes, "byte")
                                + " that are not a complete line: its end was cut off, or its process was killed while it wrote");
    }

    /** Returns the step of the newest checkpoint; 0 if there is none. */
    private long newestCheckpoint() {
        if (!Files.isDirectory(checkpoints())) {
            return 0;
        }
        try (Stream<Path> files = Files.list(checkpoints())) {
            return files.mapToLong(file ->
                            CheckpointName.step(String.valueOf(file.getFileName())).orElse(0))
                    .max()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            throw new RunException("cannot read " + checkpoints() + ": " + FileFault.reason(e), e);
        }
    }

    /**
     * Reads the events that count: without those that a {@link RunResumed} made void, because
     * training continued from an earlier step. Controls that change the run or say how often to
     * measure updates are included even if the run has not reached them again, unless others
     * replaced them.
     *
     * @return the events in order
     * @throws RunException if the log cannot be read
     */
    public List<TrainingEvent> record() {
        return recordOf(this::read);
    }

    /**
     * Reads the events that count, as {@link #record()} does, as far as the record can be read.
     *
     * @param unreadable receives a sentence for each line that is not an event, which is left as it
     *     is
     * @return the events in order
     * @throws RunException if the log cannot be read at all
     */
    public List<TrainingEvent> record(Consumer<String> unreadable) {
        return recordOf(consumer -> read(consumer, unreadable));
    }

    /**
     * Reads the events that count but for the steps, of which a long run has millions; they are not
     * decoded, as in {@link #check}.
     *
     * @param missing follows the record, steps included
     * @param unreadable receives a sentence for each line that is not an event, which is left as it
     *     is
     * @return the events in order
     * @throws RunException if the log cannot be read at all
     */
    public List<TrainingEvent> recordWithoutSteps(
            MissingSteps missing, Consumer<String> unreadable) {
        return recordOf(consumer -> readAllButSteps(consumer, missing, unreadable));
    }

    /**
     * Reads the events that count, as {@link #recordWithoutSteps} does, and leaves the steps in the
     * file, to be read one after another.
     *
     * @param unreadable receives a sentence for each line that is not an event, which is left as it
     *     is
     * @return the record as it is now
     * @throws RunException if the log cannot be read at all
     */
    public ValidRecord validRecord(Consumer<String> unreadable) {
        return ValidRecord.of(this, unreadable);
    }

    private static List<TrainingEvent> recordOf(Consumer<Consumer<TrainingEvent>> reader) {
        var valid = new ValidEvents();
        reader.accept(valid::add);
        return valid.list();
    }

    /**
     * {@return the controls on record that change the run, in the order in which they take effect}
     *
     * @throws RunException if the log cannot be read
     */
    public List<ControlAnswered> changes() {
        return changes(record());
    }

    /**
     * {@return the controls that change the run as far as the record can be read, in the order in
     * which they take effect} Steps are not decoded, as in {@link #check}.
     *
     * @param unreadable receives a sentence for each line that is not an event, which is left as it
     *     is
     * @throws RunException if the log cannot be read at all
     */
    public List<ControlAnswered> changes(Consumer<String> unreadable) {
        return changes(recordWithoutSteps(new MissingSteps(), unreadable));
    }

    /**
     * {@return the controls among events that change the run, in the order in which they take
     * effect}
     *
     * @param record the events that count
     */
    public static List<ControlAnswered> changes(List<TrainingEvent> record) {
        return record.stream()
                .filter(ControlAnswered.class::isInstance)
                .map(ControlAnswered.class::cast)
                .filter(ControlAnswered::changesRun)
                .sorted(Comparator.comparingLong(ControlAnswered::batch))
                .toList();
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot create", folder, e), e);
        }
    }
}
