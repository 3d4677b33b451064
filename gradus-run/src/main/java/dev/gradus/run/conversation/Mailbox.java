package dev.gradus.run.conversation;

import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.codec.ControlJson;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A folder through which other processes send control requests: one file each, named so that they
 * sort by time, written completely or not at all. Any other file is moved into its folder {@code
 * rejected}.
 */
public final class Mailbox {
    private static final String SUFFIX = ".json";
    private static final String UNFINISHED = ".tmp";
    private static final String REJECTED = "rejected";
    private static final int LARGEST_REQUEST = 1 << 16;
    private static final int FREE_NAMES = 1000;
    private static final Duration GIVEN_UP = Duration.ofMinutes(1);

    private final Supplier<Path> place;
    private final InstantSource clock;

    /** The file of each request, which another program may have named. */
    private final Map<ControlRequest, Path> places = new ConcurrentHashMap<>();

    /** Files that could not be moved aside, each reported once. */
    private final Set<Path> stuck = new HashSet<>();

    /**
     * A mailbox in a folder.
     *
     * @param folder the folder, usually {@link Run#mailbox}
     * @param clock tells how old an unfinished file is
     */
    public Mailbox(Path folder, InstantSource clock) {
        this(() -> folder, clock);
    }

    /**
     * The mailbox of a run whose folder may be renamed.
     *
     * @param place where its folder is now
     * @param clock tells how old an unfinished file is
     */
    public Mailbox(Supplier<Path> place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** {@return the folder} */
    public Path folder() {
        return place.get();
    }

    /**
     * Sends a request. Sending it again while it waits changes nothing.
     *
     * @param request what is asked
     * @throws RunException if the folder cannot be written
     */
    public void send(ControlRequest request) {
        Path folder = folder();
        RunFile.requireFolder(folder);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new RunException(
                    FileFault.of("cannot send a control request through", folder, e), e);
        }
        RunFile.replace(
                file(request),
                folder.resolve(request.id() + UNFINISHED),
                ControlJson.write(request));
    }

    /**
     * Looks for requests and leaves them where they are.
     *
     * @param rejected receives each file that is not a request, which is moved aside
     * @return the pending requests, the oldest first
     * @throws RunException if the folder cannot be read, or the thread is interrupted
     */
    public List<ControlRequest> waiting(Consumer<RejectedFile> rejected) {
        var requests = new ArrayList<ControlRequest>();
        for (Path file : files()) {
            if (stuck.contains(file)) {
                continue;
            }
            String name = String.valueOf(file.getFileName());
            try {
                if (!name.endsWith(SUFFIX)) {
                    throw new RunException(
                            "it is not a control request, whose name would end in " + SUFFIX);
                }
                ControlRequest request =
                        ControlJson.read(RunFile.read(file, LARGEST_REQUEST), name);
                places.put(request, file);
                requests.add(request);
            } catch (RunException | IllegalArgumentException e) {
                if (e.getCause() instanceof ClosedByInterruptException) {
                    throw e; // which says nothing about the file
                }
                if (Files.exists(
                        file, LinkOption.NOFOLLOW_LINKS)) { // otherwise it was just removed
                    rejected.accept(setAside(file, String.valueOf(e.getMessage())));
                }
            }
        }
        places.keySet().retainAll(requests);
        return requests;
    }

    /**
     * Removes a request that has been answered.
     *
     * @param request the request; it need not be here
     * @throws RunException if the file cannot be deleted
     */
    public void remove(ControlRequest request) {
        Path file = place(request);
        places.remove(request);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new RunException("cannot remove %s: %s".formatted(file, FileFault.reason(e)), e);
        }
    }

    /** Moves a request to the rejected files. */
    RejectedFile setAside(ControlRequest request, String reason) {
        Path file = place(request);
        places.remove(request);
        return setAside(file, reason);
    }

    private Path place(ControlRequest request) {
        Path seen = places.get(request);
        return seen == null ? file(request) : seen;
    }

    /** Returns the name in the record of a request that could not be read. */
    static String rejectedName(ControlRequest request) {
        return REJECTED + "/" + name(request);
    }

    private RejectedFile setAside(Path file, String reason) {
        Path aside = folder().resolve(REJECTED);
        try {
            RunFile.requireFolder(aside);
            Files.createDirectories(aside);
            Path place = free(aside, file);
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
            return new RejectedFile(relative(place), reason);
        } catch (IOException e) {
            stuck.add(file);
            return new RejectedFile(
                    relative(file),
                    "%s; it could not be moved aside: %s".formatted(reason, FileFault.reason(e)));
        } catch (RunException e) {
            stuck.add(file);
            return new RejectedFile(
                    relative(file),
                    "%s; it could not be moved aside: %s".formatted(reason, e.getMessage()));
        }
    }

    /** Returns an unused name. */
    private static Path free(Path aside, Path file) throws IOException {
        Path place = aside.resolve(file.getFileName());
        for (int i = 2; Files.exists(place, LinkOption.NOFOLLOW_LINKS); i++) {
            if (i > FREE_NAMES) {
                throw new IOException("there are too many files of that name in " + aside);
            }
            place = aside.resolve(file.getFileName() + "-" + i);
        }
        return place;
    }

    private String relative(Path file) {
        Path folder = folder();
        return String.valueOf(folder.getFileName().resolve(folder.relativize(file)));
    }

    private Path file(ControlRequest request) {
        return folder().resolve(name(request));
    }

    private static String name(ControlRequest request) {
        return Text.of("%015d-%s%s", request.at().toEpochMilli(), request.id(), SUFFIX);
    }

    private List<Path> files() {
        Path folder = folder();
        RunFile.requireFolder(folder);
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(this::isForUs).sorted().toList();
        } catch (IOException e) {
            throw new RunException(
                    "cannot read control requests in %s: %s".formatted(folder, FileFault.reason(e)),
                    e);
        }
    }

    /** Hidden files are the system's; unfinished ones are their writer's. */
    private boolean isForUs(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean isUnfinished = name.endsWith(UNFINISHED) && isBeingWritten(file);
        return !name.startsWith(".") && !isUnfinished && !name.equals(REJECTED);
    }

    /**
     * A request is written in an instant, so a file that is still unfinished later was abandoned.
     */
    private boolean isBeingWritten(Path file) {
        try {
            BasicFileAttributes seen =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Instant changed = seen.lastModifiedTime().toInstant();
            return seen.isRegularFile() && changed.isAfter(clock.instant().minus(GIVEN_UP));
        } catch (IOException takenAway) {
            return true;
        }
    }
}
