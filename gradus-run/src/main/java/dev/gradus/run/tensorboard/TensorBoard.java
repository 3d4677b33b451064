package dev.gradus.run.tensorboard;

import dev.gradus.number.Text;
import dev.gradus.protobuf.Message;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingListener;
import dev.gradus.text.FileFault;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's numbers as a file of TensorBoard's: {@code loss}, {@code learningRate}, {@code
 * momentum}, {@code weightDecay} and {@code gradientNorm} of each step, {@code trainLoss} and
 * {@code validation/…} of each epoch, {@code test/…} at the end, and {@code updateRatio/…} of each
 * layer and histograms of the weights where these are measured. A resumed run writes another file;
 * at its first step, TensorBoard discards what it has of that step and later ones. So numbers about
 * the weights after an update carry the step of that update, not of the next one.
 *
 * <p>If something cannot be written, the file ends there and training continues: {@link #takeFault}
 * says why.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto">the
 *     messages</a>
 */
public final class TensorBoard implements TrainingListener, AutoCloseable {
    private static final String VERSION = "brain.Event:2";
    private static final int SESSION_STARTED = 1;

    private final EventRecords records;
    private final Path file;
    private final InstantSource clock;
    private @Nullable String fault;
    private boolean isTaken;

    TensorBoard(EventRecords records, Path file, InstantSource clock) {
        this.records = records;
        this.file = file;
        this.clock = clock;
        write(() -> new Message().text(3, VERSION));
    }

    /**
     * {@return a new file of events in a folder, which is created}
     *
     * @param folder where TensorBoard looks for the file
     * @param clock the time of events
     * @throws UncheckedIOException if it cannot be created
     */
    public static TensorBoard in(Path folder, InstantSource clock) {
        Instant now = clock.instant();
        try {
            Files.createDirectories(folder);
            Path file = free(folder, now);
            var out = new BufferedOutputStream(Files.newOutputStream(file));
            return new TensorBoard(new EventRecords(out), file, clock);
        } catch (IOException fault) {
            throw new UncheckedIOException(FileFault.of("cannot write", folder, fault), fault);
        }
    }

    /** TensorBoard reads the files whose names contain {@code tfevents}, in the order of names. */
    private static Path free(Path folder, Instant now) {
        String name = Text.of("events.out.tfevents.%010d.gradus", now.getEpochSecond());
        Path file = folder.resolve(name + ".0");
        for (int number = 1; Files.exists(file); number++) {
            file = folder.resolve(name + "." + number);
        }
        return file;
    }

    /** {@return the file} */
    public Path file() {
        return file;
    }

    @Override
    public String name() {
        return "TensorBoard's file " + file;
    }

    @Override
    public void on(TrainingEvent event) {
        switch (event) {
            case TrainingEvent.StepCompleted step -> step(step);
            case TrainingEvent.UpdatesMeasured measured ->
                    scalars(measured.step(), "updateRatio/", measured.ratios());
            case TrainingEvent.EpochCompleted epoch -> epoch(epoch);
            case TrainingEvent.RunResumed resumed ->
                    write(() -> event(resumed.step()).message(7, started()));
            case TrainingEvent.RunEnded end -> scalars(last(end.step()), "test/", end.test());
            case TrainingEvent.RunStarted _,
                    TrainingEvent.PlanChanged _,
                    TrainingEvent.ControlAnswered _,
                    TrainingEvent.FileRejected _,
                    TrainingEvent.CheckpointWritten _,
                    TrainingEvent.Note _ -> {}
        }
    }

    private static Message started() {
        return new Message().number(1, SESSION_STARTED);
    }

    private void step(TrainingEvent.StepCompleted step) {
        Message values = new Message();
        scalar(values, "loss", step.loss());
        scalar(values, "learningRate", step.learningRate().value());
        step.momentum().ifPresent(momentum -> scalar(values, "momentum", momentum));
        step.weightDecay().ifPresent(decay -> scalar(values, "weightDecay", decay));
        scalar(values, "gradientNorm", step.gradientNorm());
        write(() -> event(step.step()).message(5, values));
    }

    private void epoch(TrainingEvent.EpochCompleted epoch) {
        long step = last(epoch.step());
        scalars(step, "", Map.of("trainLoss", epoch.trainLoss()));
        scalars(step, "validation/", epoch.validation());
    }

    /** Returns the number of the last of some updates. */
    private static long last(long updates) {
        return Math.max(0, updates - 1);
    }

    private void scalars(long step, String prefix, Map<String, Double> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        Message values = new Message();
        metrics.forEach((name, value) -> scalar(values, prefix + name, value));
        write(() -> event(step).message(5, values));
    }

    private static void scalar(Message values, String tag, double value) {
        values.message(1, new Message().text(1, tag).real(2, (float) value));
    }

    /**
     * Writes histograms.
     *
     * @param step the number of updates made so far
     * @param values the weights of each parameter, by its name
     */
    public void histograms(long step, Map<String, float[]> values) {
        Message all = new Message();
        values.forEach((tag, each) ->
                all.message(1, new Message().text(1, tag).message(5, Histogram.of(each))));
        write(() -> event(last(step)).message(5, all));
    }

    private Message event(long step) {
        Instant now = clock.instant();
        double seconds = now.getEpochSecond() + now.getNano() / 1e9;
        return new Message().real(1, seconds).number(2, step);
    }

    private synchronized void write(Supplier<Message> event) {
        guarded(() -> records.write(event.get()));
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** After a fault nothing more is written: what follows a torn record cannot be read. */
    private void guarded(Writing writing) {
        if (fault != null) {
            return;
        }
        try {
            writing.run();
        } catch (IOException failure) {
            fault =
                    FileFault.of("cannot write", file, failure)
                            + "; it ends here, and training goes on";
        }
    }

    /** {@return why the file ends before the run, once} */
    public synchronized Optional<String> takeFault() {
        Optional<String> taken = isTaken ? Optional.empty() : Optional.ofNullable(fault);
        isTaken |= taken.isPresent();
        return taken;
    }

    @Override
    public synchronized void caughtUp() {
        guarded(records::flush);
    }

    /** Closes the file; if its end cannot be written, that is a fault. */
    @Override
    public synchronized void close() {
        try {
            records.close();
        } catch (IOException failure) {
            guarded(() -> {
                throw failure;
            });
        }
    }
}
