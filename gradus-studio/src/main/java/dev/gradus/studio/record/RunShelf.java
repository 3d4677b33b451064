package dev.gradus.studio.record;

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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * All runs of a folder, watched. Runs that are being trained or looked at are read as they grow; of
 * the others only one line is kept, and their records are released.
 */
public final class RunShelf implements AutoCloseable {
    private static final long LOOK_MILLIS = 250;
    private static final int LOOKS_A_LISTING = 6;
    private static final int LOOKS_A_LOCK = 4;
    private static final int LOOKS_A_SAVE = 120;
    private static final long KEPT_MILLIS = 120_000;
    private static final int ID_BYTES = 8;

    private final Runs runs;
    private final boolean keeps;
    private final SummaryFile index;
    private final Map<String, Shelved> shelf = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Object bell = new Object();
    private volatile boolean closed;
    private boolean isIndexOld;
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
     * @param version changes when there is something new
     * @param summary its line; empty while it is being read
     */
    public record Seen(String id, String name, long version, Optional<RunSummary> summary) {}

    /** Returns all runs, the newest first. */
    public List<Seen> runs() {
        return shelf.values().stream()
                .sorted(
                        Comparator.comparing((Shelved each) -> each.run.created())
                                .thenComparing(each -> each.run.id())
                                .reversed())
                .map(each -> new Seen(each.id, each.run.id(), each.version(), each.summary()))
                .toList();
    }

    /** Returns sentences on folders that look like runs and cannot be opened. */
    public List<String> faults() {
        return refused.stream().sorted().toList();
    }

    /** Returns the id of a run by its name. */
    public static String id(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns a run by its id, and starts reading its record if necessary. */
    public Optional<RunRecord> open(String id) {
        Shelved found = shelf.get(id);
        if (found == null) {
            return Optional.empty();
        }
        boolean isNew = found.record().isEmpty();
        RunRecord record = found.opened(System.currentTimeMillis());
        if (isNew) {
            Thread.ofVirtual().start(() -> read(found));
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
                refreshOpen(look % LOOKS_A_LOCK == 0);
                if (look % LOOKS_A_SAVE == LOOKS_A_SAVE - 1) {
                    save();
                }
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException end) {
                return;
            } catch (RunException | UncheckedIOException gone) {
                refused.add(String.valueOf(gone.getMessage()));
            }
        }
    }

    /** Adds new folders and removes vanished ones. */
    private void list() {
        if (!Files.isDirectory(runs.folder())) {
            return;
        }
        var there = new HashSet<String>();
        var faults = new HashSet<String>();
        boolean changed = false;
        for (Path folder : folders()) {
            String id = id(String.valueOf(folder.getFileName()));
            there.add(id);
            if (!shelf.containsKey(id) && Files.exists(folder.resolve("configuration.json"))) {
                try {
                    shelf.put(id, new Shelved(id, Run.open(folder)));
                    changed = true;
                } catch (RunException damaged) {
                    faults.add(String.valueOf(damaged.getMessage()));
                }
            }
        }
        changed |= shelf.keySet().retainAll(there);
        changed |= !refused.equals(faults);
        refused.retainAll(faults);
        refused.addAll(faults);
        if (changed) {
            ring();
        }
    }

    private List<Path> folders() {
        try (Stream<Path> paths = Files.list(runs.folder())) {
            return paths.filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot read", runs.folder(), e), e);
        }
    }

    private void refreshOpen(boolean looksAlive) {
        long now = System.currentTimeMillis();
        boolean changed = false;
        for (Shelved each : shelf.values()) {
            long before = each.version();
            if (looksAlive && each.isRead()) {
                boolean wasLive = each.isLive();
                boolean live = each.run.isLive();
                each.lookAlive(live, now);
                if (live && !wasLive) {
                    each.opened(now);
                }
                each.closeUnlessAskedSince(now - KEPT_MILLIS);
            }
            if (each.record().isPresent() && each.isRead()) {
                refresh(each);
            } else if (each.isRead() && looksAlive && isChanged(each)) {
                each.opened(now);
            }
            changed |= each.version() != before;
        }
        if (changed) {
            ring();
        }
    }

    private static boolean isChanged(Shelved each) {
        long[] now = sizeAndTime(each.run.events());
        return each.isChanged(now[0], now[1]);
    }

    /** Reads what is new. */
    private static void refresh(Shelved each) {
        long[] now = sizeAndTime(each.run.events());
        RunRecord record = each.record().orElse(null);
        if (record == null || (!each.isChanged(now[0], now[1]) && record.share() == 1)) {
            return;
        }
        try {
            record.refresh();
            each.summarize(now[0], now[1], System.currentTimeMillis());
        } catch (RunException unreadable) {
            each.fail(unreadable);
        }
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
                readOnce(next.get());
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
            read(each);
            isIndexOld = true;
        }
        ring();
    }

    private void read(Shelved each) {
        long[] now = sizeAndTime(each.run.events());
        RunRecord record = each.record().orElseGet(() -> each.opened(0));
        try {
            record.refresh();
            each.summarize(now[0], now[1], System.currentTimeMillis());
        } catch (RunException unreadable) {
            each.fail(unreadable);
        }
        ring();
    }

    /** Keeps the lines of runs that are over. */
    private synchronized void save() {
        if (!keeps || !isIndexOld || !Files.isDirectory(runs.folder())) {
            return;
        }
        var settled = new LinkedHashMap<String, Shelved>();
        shelf.forEach((id, each) -> {
            if (each.isSettled()) {
                settled.put(id, each);
            }
        });
        new ArrayList<>(settled.values())
                .forEach(each ->
                        each.summary()
                                .ifPresent(line -> index.put(line, each.size(), each.modified())));
        try {
            index.save();
            isIndexOld = false;
        } catch (RunException unkept) {
            refused.add(
                    "what is known of the runs cannot be kept for the next start: "
                            + unkept.getMessage());
        }
    }

    @Override
    public void close() {
        save();
        closed = true;
        ring();
    }
}
