package dev.gradus.train.checkpoint;

import dev.gradus.file.SafeFile;
import dev.gradus.model.file.Contents;
import dev.gradus.model.file.SectionFormat;
import dev.gradus.model.file.SectionReader;
import dev.gradus.model.file.SectionWriter;
import dev.gradus.number.Text;
import dev.gradus.run.file.CheckpointName;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checkpoints of a run in their folder: the newest few and the best.
 *
 * <p>Saving writes to another name, forces the bytes to the disk, reads them back, and only then
 * renames the file: whenever the process or the machine dies, the old or the new checkpoint is
 * complete. Loading takes the newest complete checkpoint and reports those it skipped. Where
 * training goes back to an earlier step, the checkpoints of later ones are set aside, so that the
 * one with the most steps is always the newest.
 */
public final class CheckpointStore {
    /** The format of checkpoint files. */
    public static final SectionFormat FORMAT =
            new SectionFormat("GRADUSCP", 1, "checkpoint", CheckpointException::new);

    private static final String VOID = ".void";
    private static final Pattern SET_ASIDE =
            Pattern.compile(CheckpointName.PATTERN.pattern() + "\\.void");
    private static final String BEST = "best";
    private static final int LONGEST_NAME = 200;

    private final Path folder;
    private final Retention retention;

    /**
     * Creates a store in a folder, which is created when the first checkpoint is saved.
     *
     * @param folder where the files are
     * @param keep how many of the newest to keep besides the best, at least 1
     */
    public CheckpointStore(Path folder, int keep) {
        this.folder = folder;
        this.retention = new Retention(keep);
    }

    /**
     * Saves a checkpoint and then removes those no longer kept. Values that are not finite are
     * refused.
     *
     * @param step how many steps have been done
     * @param contents what to save
     * @return where it is
     */
    public Saved save(long step, Contents contents) {
        Optional<String> notFinite = contents.notFinite();
        if (notFinite.isPresent()) {
            return new Saved.Failed(
                    Text.of(
                            "\"%s\" holds a value that is not finite at step %d, from which training cannot continue",
                            notFinite.get(), step));
        }
        Path file = folder.resolve(CheckpointName.of(step));
        try {
            requireFolder();
            SafeFile.replace(
                    file,
                    SafeFile.beside(file),
                    channel -> SectionWriter.write(contents, channel),
                    written -> verify(written, contents));
        } catch (IOException | UncheckedIOException | RunException | CheckpointException fault) {
            sweep();
            return new Saved.Failed("could not save %s: %s".formatted(file, describe(fault)));
        }
        prune(step);
        return new Saved.Written(file);
    }

    /**
     * Marks the checkpoint of this step, which must have been saved, as the best: it is kept until
     * another one is marked.
     *
     * @param step the step of the checkpoint
     * @return where it is
     */
    public Saved markBest(long step) {
        try {
            requireFolder();
            Path best = folder.resolve(BEST);
            RunFile.replace(best, SafeFile.beside(best), CheckpointName.of(step));
        } catch (IOException | RunException fault) {
            return new Saved.Failed("could not mark the best checkpoint: " + describe(fault));
        }
        prune(step);
        return new Saved.Written(folder.resolve(CheckpointName.of(step)));
    }

    /**
     * Sets the checkpoints of later steps aside, because training goes back to an earlier one: they
     * get names that end in {@code .void}, and are removed once training has come as far again. If
     * the best is among them, none is marked as the best.
     *
     * @param step the step from which training continues
     * @return the steps that were set aside, in order
     * @throws CheckpointException if one cannot be renamed
     */
    public List<Long> setAside(long step) {
        List<Long> later = steps().stream().filter(each -> each > step).sorted().toList();
        try {
            if (marksLaterThan(step)) {
                Files.delete(folder.resolve(BEST));
            }
            for (long each : later.reversed()) {
                SafeFile.move(
                        folder.resolve(CheckpointName.of(each)),
                        folder.resolve(CheckpointName.of(each) + VOID));
            }
        } catch (IOException | RunException fault) {
            throw new CheckpointException(
                    Text.of(
                            "could not set aside the checkpoints after step %d in %s, from which training must not continue: %s",
                            step, folder, describe(fault)),
                    fault);
        }
        return later;
    }

    /** The checkpoint itself may have been set aside already, before the disk failed. */
    private boolean marksLaterThan(long step) {
        Path pointer = folder.resolve(BEST);
        if (!Files.exists(pointer, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return CheckpointName.step(RunFile.read(pointer, LONGEST_NAME).strip()).orElse(-1) > step;
    }

    /**
     * Loads the newest complete checkpoint.
     *
     * @return the checkpoint
     * @throws CheckpointException if there is none; the message says what was found instead
     */
    public Loaded newest() {
        Loaded newest = load(steps());
        if (best().isPresent() || !Files.exists(folder.resolve(BEST), LinkOption.NOFOLLOW_LINKS)) {
            return newest;
        }
        var passedOver = new ArrayList<>(newest.passedOver());
        passedOver.add(
                BEST
                        + ": it names no existing checkpoint, so none is removed until another best one is marked");
        return new Loaded(newest.file(), newest.step(), newest.contents(), passedOver);
    }

    /**
     * Loads the checkpoint of this step, and no other.
     *
     * @param step the step of the checkpoint
     * @return the checkpoint
     * @throws CheckpointException if there is none, or it is damaged
     */
    public Loaded at(long step) {
        if (!steps().contains(step)) {
            throw new CheckpointException(
                    Text.of(
                            "there is no checkpoint of step %d in %s; there are those of %s",
                            step, folder, steps()));
        }
        return load(List.of(step));
    }

    /** {@return the step of the best checkpoint, if one was marked and is still there} */
    public OptionalLong best() {
        try {
            String name = RunFile.read(folder.resolve(BEST), LONGEST_NAME).strip();
            OptionalLong step = CheckpointName.step(name);
            return step.isPresent() && Files.exists(folder.resolve(name))
                    ? step
                    : OptionalLong.empty();
        } catch (RunException none) {
            return OptionalLong.empty();
        }
    }

    /** {@return the steps of all checkpoint files, damaged or not, the newest first} */
    public List<Long> steps() {
        return steps(CheckpointName.PATTERN);
    }

    private List<Long> steps(Pattern pattern) {
        var steps = new ArrayList<Long>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher matcher = pattern.matcher(String.valueOf(file.getFileName()));
                if (matcher.matches()) {
                    steps.add(Long.parseLong(matcher.group(1)));
                }
            }
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException | DirectoryIteratorException fault) {
            throw new CheckpointException(
                    "could not list %s: %s".formatted(folder, describe(fault)), fault);
        }
        steps.sort(Comparator.reverseOrder());
        return steps;
    }

    private Loaded load(List<Long> candidates) {
        var passedOver = new ArrayList<String>();
        for (long step : candidates) {
            Path file = folder.resolve(CheckpointName.of(step));
            try {
                return new Loaded(file, step, read(file), passedOver);
            } catch (IOException | RunException | CheckpointException fault) {
                passedOver.add("%s: %s".formatted(file.getFileName(), describe(fault)));
            }
        }
        throw new CheckpointException(
                passedOver.isEmpty()
                        ? "there is no checkpoint in " + folder
                        : "no checkpoint in %s can be used: %s; move them elsewhere, and resuming begins again at step 0"
                                .formatted(folder, String.join("; ", passedOver)));
    }

    /** Creates the folder, but not that of the run: a removed run must not reappear. */
    private void requireFolder() throws IOException {
        RunFile.requireFolder(folder);
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder);
        }
    }

    private static void verify(Path file, Contents contents) throws IOException {
        if (!read(file).equals(contents)) {
            throw new CheckpointException("what was read back is not what was written");
        }
    }

    private static Contents read(Path file) throws IOException {
        RunFile.requireReadable(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return SectionReader.read(channel, FORMAT);
        }
    }

    /** Removes checkpoints that are no longer kept. One that cannot be removed only takes space. */
    private void prune(long saved) {
        OptionalLong best = best();
        if (best.isEmpty() && Files.exists(folder.resolve(BEST), LinkOption.NOFOLLOW_LINKS)) {
            return; // which one is the best cannot be read, so none of them is removed
        }
        try {
            for (long step : retention.surplus(steps(), saved, best)) {
                Files.deleteIfExists(folder.resolve(CheckpointName.of(step)));
            }
            for (long step : steps(SET_ASIDE)) {
                if (step <= saved) {
                    Files.deleteIfExists(folder.resolve(CheckpointName.of(step) + VOID));
                }
            }
        } catch (IOException | CheckpointException stays) {
            return;
        }
        sweep();
    }

    private void sweep() {
        SafeFile.removeUnfinished(folder, _ -> true);
    }

    private static String describe(Exception fault) {
        return fault instanceof CheckpointException || fault instanceof RunException
                ? String.valueOf(fault.getMessage())
                : FileFault.reason(fault);
    }
}
