package dev.gradus.run;

import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A folder through which other processes send control requests: one file each, named so that they
 * sort by time, there in full or not at all.
 *
 * @param folder the folder, usually {@link Run#mailbox}
 */
public record Mailbox(Path folder) {
    private static final String SUFFIX = ".json";

    /**
     * Sends a request. Sending it again while it waits changes nothing.
     *
     * @param request what is asked
     * @throws RunException if the folder cannot be written
     */
    public void send(ControlRequest request) {
        Path temporary = folder.resolve(request.id() + ".tmp");
        try {
            Files.createDirectories(folder);
            Files.writeString(temporary, ControlJson.write(request));
            Files.move(
                    temporary,
                    file(request),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RunException(
                    FileFault.of("cannot send a control request through", folder, e), e);
        }
    }

    /**
     * Looks for requests; leaves them where they are.
     *
     * @param warn told of each file that is no request; the file is removed
     * @return what waits, the oldest first
     * @throws RunException if the folder cannot be read
     */
    public List<ControlRequest> waiting(Consumer<String> warn) {
        var requests = new ArrayList<ControlRequest>();
        for (Path file : files()) {
            try {
                requests.add(
                        ControlJson.read(
                                Files.readString(file), String.valueOf(file.getFileName())));
            } catch (RunException e) {
                warn.accept("a control request was not understood: " + e.getMessage());
                delete(file);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        return requests;
    }

    /**
     * Takes a request away when it has been dealt with.
     *
     * @param request the request; it need not wait here
     * @throws RunException if the file cannot be deleted
     */
    public void remove(ControlRequest request) {
        delete(file(request));
    }

    private Path file(ControlRequest request) {
        return folder.resolve(
                String.format(
                        Locale.ROOT,
                        "%015d-%s%s",
                        request.at().toEpochMilli(),
                        request.id(),
                        SUFFIX));
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new RunException(FileFault.of("cannot remove", file, e), e);
        }
    }

    private RunException unreadable(IOException e) {
        return new RunException(FileFault.of("cannot read control requests in", folder, e), e);
    }
}
