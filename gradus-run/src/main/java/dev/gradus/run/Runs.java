package dev.gradus.run;

import dev.gradus.number.Text;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import dev.gradus.text.LocalTime;
import dev.gradus.text.ShellWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A folder of runs.
 *
 * @param folder the folder; it need not exist before the first run is created
 */
public record Runs(Path folder) {
    /** Stands for the newest run in {@link #find}. */
    public static final String LATEST = "latest";

    private static final int ATTEMPTS = 100;
    private static final int LISTED = 5;

    /**
     * Creates a run named by the user.
     *
     * @param name letters, digits, {@code .}, {@code -} and {@code _}
     * @param configuration what it trains
     * @param clock tells when it was created
     * @return the new run
     * @throws IllegalArgumentException if the name is not valid
     * @throws RunException if there is such a run already, or the folder cannot be written
     */
    public Run create(String name, Configuration configuration, InstantSource clock) {
        Path path = folder.resolve(RunNames.checked(name));
        if (!created(path)) {
            throw isThere(name);
        }
        return Run.initialize(path, configuration, clock.instant());
    }

    /**
     * Checks that a run of this name could be created, before work is done for it.
     *
     * @param name as for {@link #create(String, Configuration, InstantSource)}
     * @throws IllegalArgumentException if the name is not valid
     * @throws RunException if there is such a run already, or the folder cannot be written
     */
    public void requireFree(String name) {
        requireWritable();
        if (Files.exists(folder.resolve(RunNames.checked(name)), LinkOption.NOFOLLOW_LINKS)) {
            throw isThere(name);
        }
    }

    /**
     * Checks that runs could be created here, before work is done for one.
     *
     * @throws RunException if the folder cannot be written
     */
    public void requireWritable() {
        Path existing = folder.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new RunException(existing + " is not a folder; runs need one");
        }
        try {
            FileFault.requireWritableFolder(existing);
        } catch (IOException e) {
            throw cannot("create runs in", folder, e);
        }
    }

    private static RunException cannot(String deed, Path place, IOException fault) {
        return new RunException(
                FileFault.of("cannot " + deed, place, fault)
                        + "; keep runs in another folder (--runs DIR, in Java Trainer.runs)",
                fault);
    }

    private RunException isThere(String name) {
        Optional<RunGroup> group = RunGroup.of(folder.resolve(name));
        String place = ShellWord.of(folder.toString());
        String continues = group.map(RunGroup::continues).orElse("gradus resume") + " " + name;
        return new RunException(
                "there is already a %s '%s' in %s; give another name, continue it (%s), or remove it first (gradus runs %s--remove %s)"
                        .formatted(
                                group.map(RunGroup::word).orElse("run"),
                                name,
                                folder,
                                isUsual() ? continues : continues + " --runs " + place,
                                isUsual() ? "" : place + " ",
                                name));
    }

    /** Returns whether commands look here that are told no folder. */
    private boolean isUsual() {
        return folder.equals(Path.of("runs"));
    }

    /**
     * Creates a run named by time and two words, such as {@code 20260105-143207-calm-heron}.
     *
     * @param configuration what it trains
     * @param clock tells when it was created
     * @param random chooses the words
     * @return the new run
     * @throws RunException if the folder cannot be written
     */
    public Run create(Configuration configuration, InstantSource clock, RandomGenerator random) {
        Instant now = clock.instant();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path path = folder.resolve(invented(now, random));
            if (created(path)) {
                return Run.initialize(path, configuration, now);
            }
        }
        throw new RunException("found no free name for a run in " + folder + "; give one");
    }

    /**
     * {@return an unused name made from time and two words, for what is kept beside runs}
     *
     * @param clock tells the time
     * @param random chooses the words
     * @throws RunException if the folder cannot be written
     */
    public String freeName(InstantSource clock, RandomGenerator random) {
        requireWritable();
        Instant now = clock.instant();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String name = invented(now, random);
            if (!Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                return name;
            }
        }
        throw new RunException("found no free name in " + folder + "; give one");
    }

    private static String invented(Instant now, RandomGenerator random) {
        return RunNames.invent(LocalTime.of(now), random);
    }

    /**
     * Lists the runs that can be opened.
     *
     * @return all of them, the newest first; empty when the folder does not exist
     * @throws RunException if the folder cannot be read
     */
    public List<Run> list() {
        return list(_ -> {});
    }

    /**
     * Lists the runs that can be opened.
     *
     * @param damaged receives a sentence for each run that cannot be opened
     * @return the others, the newest first; empty when the folder does not exist
     * @throws RunException if the folder cannot be read
     */
    public List<Run> list(Consumer<String> damaged) {
        var runs = new ArrayList<Run>();
        for (Path path : folders()) {
            try {
                runs.add(Run.open(path));
            } catch (RunException e) {
                damaged.accept(
                        "run %s is skipped: %s".formatted(path.getFileName(), e.getMessage()));
            }
        }
        runs.sort(Comparator.comparing(Run::created).thenComparing(Run::id).reversed());
        return runs;
    }

    /**
     * {@return the folder of a run here that cannot be opened, such as one whose configuration was
     * half written; empty for other names}
     *
     * @param name the run's id
     */
    public Optional<Path> damaged(String name) {
        return folders().stream()
                .filter(path -> path.endsWith(name))
                .filter(Runs::isDamaged)
                .findFirst();
    }

    private static boolean isDamaged(Path path) {
        try {
            Run.open(path);
            return false;
        } catch (RunException damaged) {
            return true;
        }
    }

    /**
     * {@return the folder of a sweep or a cross-validation here; empty for other names}
     *
     * @param name its name
     */
    public Optional<Path> group(String name) {
        return Optional.of(name)
                .filter(RunNames::isValid)
                .map(folder::resolve)
                .filter(path -> RunGroup.of(path).isPresent());
    }

    /** {@return the folders of the sweeps and cross-validations here, the latest name first} */
    public List<Path> groups() {
        return folders(path -> RunGroup.of(path).isPresent());
    }

    /** Returns the folders of all runs, damaged or not, the latest name first. */
    private List<Path> folders() {
        return folders(Run::isRun);
    }

    private List<Path> folders(Predicate<Path> what) {
        return listed(path -> what.test(path) && !RunRemoval.isRemoved(path));
    }

    /** Returns what is in the folder, the latest name first. */
    List<Path> listed(Predicate<Path> what) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        if (!Files.isDirectory(folder)) {
            throw new RunException(folder + " is not a folder; runs are kept in one");
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(what).sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            throw new RunException(FileFault.of("cannot read", folder, e), e);
        }
    }

    /**
     * Finds a run by a name that a user gave.
     *
     * @param name {@code latest}, a run's name, the path of its folder, or whole words of a name
     *     that Gradus chose ({@code calm-heron}, {@code 20260105}) when only one run has them. A
     *     part of a word, or of a name that a user chose, finds nothing: it may stand for a run
     *     that is gone
     * @return the run
     * @throws RunException if there is none or more than one; the message lists them
     */
    public Run find(String name) {
        return find(name, _ -> {});
    }

    /**
     * Finds a run as {@link #find(String)} does.
     *
     * @param name how the user names it
     * @param damaged receives a sentence for each other run that was skipped because it cannot be
     *     opened
     * @return the run
     * @throws RunException if there is none or more than one; the message lists them
     */
    public Run find(String name, Consumer<String> damaged) {
        return exactly(name, damaged).orElseGet(() -> byWords(name));
    }

    private Optional<Run> exactly(String name, Consumer<String> damaged) {
        if (name.equals(LATEST)) {
            return Optional.of(
                    list(damaged).stream()
                            .findFirst()
                            .orElseThrow(() ->
                                    new RunException(
                                            "there are no runs in "
                                                    + folder
                                                    + "; train one first")));
        }
        return Stream.of(folder.resolve(name), Path.of(name))
                .filter(Run::isRun)
                .findFirst()
                .map(Run::open);
    }

    /** Only a message needs to know when runs were created, and so to open all of them. */
    private Run byWords(String name) {
        List<Path> found =
                folders().stream().filter(path -> RunNames.hasWords(id(path), name)).toList();
        if (found.size() == 1) {
            return Run.open(found.getFirst());
        }
        List<String> ids = ids();
        if (found.isEmpty()) {
            requireNoGroup(name);
            throw none(name, ids);
        }
        List<String> fitting = ids.stream().filter(id -> RunNames.hasWords(id, name)).toList();
        throw new RunException(
                "'" + name + "' may be " + Text.listed(fitting, LISTED) + "; write more of it");
    }

    /** Returns the names of all runs, the newest first; those that cannot be opened come last. */
    private List<String> ids() {
        return Stream.concat(list().stream().map(Run::folder), folders().stream())
                .map(Runs::id)
                .distinct()
                .toList();
    }

    private static String id(Path run) {
        return String.valueOf(run.getFileName());
    }

    /** A sweep and a cross-validation have names like runs, but consist of them. */
    private void requireNoGroup(String name) {
        for (Path path : List.of(folder.resolve(name), Path.of(name))) {
            RunGroup.of(path)
                    .ifPresent(group -> {
                        throw new RunException(
                                "'%s' is a %s, not a run; name one of its runs, which are in %s"
                                        .formatted(name, group.word(), group.runs(path)));
                    });
        }
    }

    private RunException none(String name, List<String> ids) {
        List<String> alike =
                ids.stream().filter(id -> id.startsWith(name) || id.contains('-' + name)).toList();
        String others = ids.isEmpty() ? "" : "; there are " + Text.listed(ids, LISTED);
        return new RunException(
                "there is no run '%s' in %s%s"
                        .formatted(
                                name,
                                folder,
                                alike.isEmpty()
                                        ? others
                                        : "; did you mean %s? write the whole name, or whole words of one that Gradus chose"
                                                .formatted(Text.listed(alike, LISTED))));
    }

    private boolean created(Path path) {
        try {
            Files.createDirectories(folder);
            Files.createDirectory(path);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw new RunException(folder + " is not a folder; runs need one", e);
            }
            return false;
        } catch (IOException e) {
            throw cannot("create", path, e);
        }
    }
}
