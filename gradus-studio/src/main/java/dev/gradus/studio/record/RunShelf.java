package dev.gradus.studio.record;

import dev.gradus.number.Sha256;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All runs of a folder, watched. Runs that are being trained or looked at are read as they grow; of
 * the others only one line is kept, and their records are released.
 */
public final class RunShelf implements AutoCloseable {
    private static final long LOOK_MILLIS = 250;
    private static final int LOOKS_A_LISTING = 6;
    private static final int LOOKS_A_LOCK = 4;

    /** Locks of runs that are over and not looked at; a run that goes on shows in its log, too. */
    private static final int LOOKS_A_QUIET_LOCK = 40;

    private static final int LOOKS_A_SAVE = 120;
    private static final long KEPT_MILLIS = 120_000;
    private static final long FIRST_LISTING_MILLIS = 5000;
    private static final int ID_BYTES = 8;

    private final Runs runs;
    private final boolean keeps;
    private final SummaryFile index;
    private final Map<String, Shelved> shelf = new ConcurrentHashMap<>();
    private final Object bell = new Object();
    private final CountDownLatch listed = new CountDownLatch(1);
    private volatile Set<String> refused = Set.of();
    private volatile String trouble = "";
    private volatile String unkept = "";
    private volatile boolean closed;
    private volatile boolean isIndexOld;
    private long rung;

    /**
     * Watches a folder.
     *
     * @param keeps whether lines are saved in the folder for the next start
     */
    public RunShelf(Runs runs, boolean keeps) {
        this.runs = runs;
        this.keeps = keeps;
        this.index = new SummaryFile(runs.folder());
    }

    /** Starts watching. */
    public void start() {
        Thread.ofPlatform().daemon().name("studio-watch").start(() -> watch());
        Thread.ofPlatform().daemon().name("studio-read").start(() -> readOthers());
    }

    /**
     * A run as the table shows it.
     *
     * @param id names it in requests
     * @param run the run
     * @param version changes when there is something new
     * @param summary its line; empty while it is being read
     */
    public record Seen(String id, Run run, long version, Optional<RunSummary> summary) {
        /** Returns the run's name. */
        public String name() {
            return run.id();
        }
    }

    /** Returns all runs, the newest first; at the very beginning it waits until they are found. */
    public List<Seen> runs() {
        awaitListing();
        return shelf.values().stream()
                .sorted(
                        Comparator.comparing((Shelved each) -> each.run.created())
                                .thenComparing(each -> each.run.id())
                                .reversed())
                .map(each -> new Seen(each.id, each.run, each.version(), each.summary()))
                .toList();
    }

    private void awaitListing() {
        try {
            listed.await(FIRST_LISTING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns sentences on what cannot be shown, such as runs that cannot be opened. */
    public List<String> faults() {
        return Stream.concat(Stream.of(trouble, unkept), refused.stream().sorted())
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    /** Returns the id of a run by its name. */
    public static String id(String name) {
        byte[] digest = Sha256.digest().digest(name.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }

    /**
     * Returns a run by its id, and starts reading its record if necessary; at the very beginning it
     * waits until runs are found, since a page may be open from before a restart.
     */
    public Optional<RunRecord> open(String id) {
        awaitListing();
        Shelved found = shelf.get(id);
        if (found == null) {
            return Optional.empty();
        }
        boolean isNew = found.record().isEmpty();
        RunRecord record = found.opened(System.currentTimeMillis());
        if (isNew) {
            Thread.ofVirtual()
                    .start(() -> {
                        guarded(found, () -> read(found));
                        ring();
                    });
        }
        return Optional.of(record);
    }

    /** Returns the line of a run. */
    public Optional<RunSummary> summary(String id) {
        return Optional.ofNullable(shelf.get(id)).flatMap(Shelved::summary);
    }

    /**
     * Waits until something has changed.
     *
     * @param since what this returned before; 0 the first time
     * @param millis how long at most
     */
    @SuppressWarnings(
            "WaitNotInLoop") // after a spurious wake-up there is nothing new, and it waits again
    public long await(long since, long millis) throws InterruptedException {
        synchronized (bell) {
            if (rung == since && !closed) {
                bell.wait(millis);
            }
            return rung;
        }
    }

    private void ring() {
        synchronized (bell) {
            rung++;
            bell.notifyAll();
        }
    }

    private void watch() {
        for (long look = 0; !closed; look++) {
            try {
                if (look % LOOKS_A_LISTING == 0) {
                    list();
                }
                refreshOpen(look % LOOKS_A_LOCK == 0, look % LOOKS_A_QUIET_LOCK == 0);
                if (look % LOOKS_A_SAVE == LOOKS_A_SAVE - 1) {
                    Thread.ofVirtual().start(this::save); // a busy disk keeps nobody waiting
                }
            } catch (RuntimeException fault) { // the next look may succeed
                say(words(fault));
            }
            listed.countDown();
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void say(String sentence) {
        if (!sentence.equals(trouble)) {
            trouble = sentence;
            ring();
        }
    }

    private static String words(RuntimeException fault) {
        return fault instanceof RunException
                ? String.valueOf(fault.getMessage())
                : "an error in Gradus: " + fault;
    }

    /** Adds new folders and removes vanished ones. */
    private void list() {
        var there = new HashSet<String>();
        var faults = new HashSet<String>();
        boolean changed = false;
        for (Path folder : folders()) {
            String id = id(String.valueOf(folder.getFileName()));
            boolean isKnown =
                    Optional.ofNullable(shelf.get(id)).filter(Shelved::isThere).isPresent();
            if (isKnown || Run.isRun(folder)) {
                there.add(id);
                changed |= !isKnown && found(id, folder, faults);
            }
        }
        changed |= shelf.keySet().retainAll(there);
        changed |= !refused.equals(faults);
        refused = Set.copyOf(faults);
        say("");
        if (changed) {
            ring();
        }
    }

    /** Opens a run that is new, or another than the one that had its name before. */
    private boolean found(String id, Path folder, Set<String> faults) {
        Shelved known = shelf.get(id);
        try {
            Run run = Run.open(folder);
            var configuration = FileStamp.of(folder.resolve("configuration.json"));
            long version = known == null ? 0 : known.version() + 1;
            shelf.put(id, new Shelved(id, run, configuration, version));
            return true;
        } catch (RunException damaged) {
            faults.add(String.valueOf(damaged.getMessage()));
        } catch (IOException gone) {
            faults.add(FileFault.of("cannot read", folder, gone));
        }
        return shelf.remove(id) != null;
    }

    /** Returns what may be a run. */
    private List<Path> folders() {
        if (!Files.exists(runs.folder())) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(runs.folder())) {
            return paths.filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new RunException(FileFault.of("cannot read", runs.folder(), e), e);
        }
    }

    private void refreshOpen(boolean looksAlive, boolean looksAtQuiet) {
        boolean changed = false;
        for (Shelved each : shelf.values()) {
            long before = each.version();
            if (each.isRead()) {
                guarded(each, () -> look(each, looksAlive, looksAtQuiet));
            }
            changed |= each.version() != before;
        }
        if (changed) {
            ring();
        }
    }

    private static void look(Shelved each, boolean looksAlive, boolean looksAtQuiet) {
        long now = System.currentTimeMillis();
        long[] log = sizeAndTime(each.run.events());
        if (looksAlive && (looksAtQuiet || !each.isQuiet(log[0], log[1]))) {
            boolean wasLive = each.isLive();
            boolean live = each.run.isLive();
            if (wasLive && !live && each.isThere()) {
                read(each); // how it ended is on record by now
            }
            each.lookAlive(live, now);
            if (live && !wasLive) {
                each.opened(now);
            }
            each.closeUnlessAskedSince(now - KEPT_MILLIS);
        }
        if (each.isWorthReading(log[0], log[1], now)) {
            if (each.isThere()) { // else it is another run's, which the next listing finds
                read(each);
            }
        } else if (looksAlive && each.record().isEmpty() && each.isChanged(log[0], log[1])) {
            each.opened(now);
        }
    }

    /** Whatever is wrong with a run is said of that run; the others are read nevertheless. */
    private static void guarded(Shelved each, Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException fault) {
            long[] log = sizeAndTime(each.run.events());
            each.fail(words(fault), log[0], log[1], System.currentTimeMillis());
        }
    }

    /** Reads what is new. */
    private static void read(Shelved each) {
        long[] log = sizeAndTime(each.run.events());
        RunRecord record = each.record().orElseGet(() -> each.opened(0));
        record.refresh();
        each.summarize(log[0], log[1], System.currentTimeMillis());
    }

    private static long[] sizeAndTime(Path log) {
        try {
            BasicFileAttributes seen =
                    Files.readAttributes(log, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new long[] {seen.size(), seen.lastModifiedTime().toMillis()};
        } catch (IOException none) {
            return new long[] {0, 0};
        }
    }

    /** Reads once the runs whose line is not known, the newest first. */
    private void readOthers() {
        while (!closed) {
            Optional<Shelved> next =
                    shelf.values().stream()
                            .filter(each -> !each.isRead())
                            .max(Comparator.comparing(each -> each.run.created()));
            if (next.isPresent()) {
                guarded(next.get(), () -> readOnce(next.get()));
                ring();
            } else {
                try {
                    Thread.sleep(LOOK_MILLIS);
                } catch (InterruptedException end) {
                    return;
                }
            }
        }
    }

    private void readOnce(Shelved each) {
        long[] now = sizeAndTime(each.run.events());
        boolean live = each.run.isLive();
        Optional<RunSummary> kept =
                live ? Optional.empty() : index.find(each.run.id(), now[0], now[1]);
        if (kept.isPresent()) {
            each.take(kept.get(), now[0], now[1]);
        } else {
            each.opened(0);
            each.lookAlive(live, System.currentTimeMillis());
            isIndexOld = true; // the studio may end as soon as the line is there
            read(each);
            isIndexOld = true;
        }
    }

    /** Keeps the lines of runs that are over. */
    private synchronized void save() {
        if (!keeps || !isIndexOld || !Files.isDirectory(runs.folder())) {
            return;
        }
        isIndexOld = false; // first, so that a line that comes meanwhile is saved the next time
        index.keepOnly(
                shelf.values().stream().map(each -> each.run.id()).collect(Collectors.toSet()));
        for (Shelved each : shelf.values()) {
            each.summary()
                    .filter(_ -> each.isSettled())
                    .ifPresent(line -> index.put(line, each.size(), each.modified()));
        }
        try {
            index.save();
            unkept = "";
        } catch (RunException fault) {
            isIndexOld = true;
            unkept =
                    "what is known of the runs cannot be kept for the next start: "
                            + fault.getMessage();
        }
    }

    @Override
    public void close() {
        save();
        closed = true;
        ring();
    }
}
