package dev.gradus.studio.page;

import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.record.RunShelf.Seen;
import dev.gradus.studio.server.Facts;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The models of earlier runs, from which a new run can start. */
final class StartModels {
    private static final int MOST = 300;

    private final RunShelf shelf;

    /** Offers those of the runs on a shelf. */
    StartModels(RunShelf shelf) {
        this.shelf = shelf;
    }

    /** Returns the ids and names of the newest runs that have one. */
    List<Object> offered() {
        return shelf.runs().stream()
                .filter(StartModels::hasModel)
                .limit(MOST)
                .<Object>map(run -> Facts.of("id", run.id()).and("name", run.name()).map())
                .toList();
    }

    /**
     * Returns the file of a run's model.
     *
     * @throws IllegalArgumentException if the run has none, or was removed meanwhile
     */
    Path file(String id) {
        return shelf.runs().stream()
                .filter(run -> run.id().equals(id) && hasModel(run))
                .findFirst()
                .map(run -> run.run().model().toAbsolutePath())
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the run to start from has no model, or was removed; choose another"));
    }

    private static boolean hasModel(Seen run) {
        return Files.isRegularFile(run.run().model(), LinkOption.NOFOLLOW_LINKS);
    }
}
