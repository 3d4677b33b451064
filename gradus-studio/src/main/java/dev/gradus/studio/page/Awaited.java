package dev.gradus.studio.page;

import dev.gradus.run.json.RunException;
import dev.gradus.studio.process.Started;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Processes for whose end a page waits, longer than one request may take. */
final class Awaited {
    private static final long LONGEST_WAIT_MILLIS = 15_000;

    private final Map<String, Started> processes = new ConcurrentHashMap<>();

    /**
     * Starts a process unless it was started before, and replies when it has ended; if that takes
     * too long for one request, the page is told to ask again.
     *
     * @param what names the process: asked for again by the same name, it is the same process
     * @param start starts it
     * @param reply replies once it has ended
     * @return the reply
     * @throws RunException if the process cannot be started, or the studio ends meanwhile
     */
    Reply reply(String what, Supplier<Started> start, Function<Started, Reply> reply) {
        Started process = processes.computeIfAbsent(what, _ -> start.get());
        try {
            if (!process.endsWithin(LONGEST_WAIT_MILLIS)) {
                return Facts.of("running", true).reply();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new RunException("the studio ends");
        }
        processes.remove(what, process);
        return reply.apply(process);
    }
}
