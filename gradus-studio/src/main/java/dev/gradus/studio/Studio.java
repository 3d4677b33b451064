package dev.gradus.studio;

import dev.gradus.run.Runs;
import dev.gradus.run.json.RunException;
import dev.gradus.studio.page.ComparePage;
import dev.gradus.studio.page.NewRunPage;
import dev.gradus.studio.page.PageNews;
import dev.gradus.studio.page.RunPage;
import dev.gradus.studio.page.RunsPage;
import dev.gradus.studio.page.StartPage;
import dev.gradus.studio.page.SteeringPage;
import dev.gradus.studio.page.SweepsPage;
import dev.gradus.studio.page.WorkshopPage;
import dev.gradus.studio.process.DataFiles;
import dev.gradus.studio.process.GradusCommand;
import dev.gradus.studio.record.Notebook;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Assets;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Route;
import dev.gradus.studio.server.StudioServer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * A studio: a page over a folder of runs. It reads their records and sends them controls; training
 * runs in separate processes and does not depend on the studio.
 */
public final class Studio implements AutoCloseable {
    private final RunShelf shelf;
    private final StudioServer server;
    private boolean closed;

    private Studio(RunShelf shelf, StudioServer server) {
        this.shelf = shelf;
        this.server = server;
    }

    /**
     * Opens a studio.
     *
     * @param settings which runs to show, and where
     * @return the studio, to be closed
     * @throws RunException if the port is taken
     */
    public static Studio open(StudioSettings settings) {
        boolean isFull = settings.access() == StudioSettings.Access.FULL;
        var shelf = new RunShelf(new Runs(settings.runs()), isFull);
        var server =
                new StudioServer(
                        routes(settings, shelf),
                        new PageNews(shelf),
                        settings.port(),
                        isFull
                                ? EnumSet.allOf(Route.Kind.class)
                                : EnumSet.complementOf(EnumSet.of(Route.Kind.WRITE)));
        var studio = new Studio(shelf, server);
        shelf.start(); // first, so that the first page finds the runs already there
        try {
            server.start();
        } catch (RunException taken) {
            studio.close();
            throw taken;
        }
        return studio;
    }

    private static List<Route> routes(StudioSettings settings, RunShelf shelf) {
        var routes = new ArrayList<Route>();
        Facts facts =
                Facts.of("folder", settings.runs().toString())
                        .and("readOnly", settings.access() == StudioSettings.Access.READ_ONLY)
                        .and("starts", !settings.gradus().isEmpty());
        var clock = InstantSource.system();
        routes.addAll(Assets.routes(Studio.class, "page/"));
        routes.addAll(new RunsPage(shelf, new Notebook(settings.runs()), facts).routes());
        routes.addAll(new RunPage(shelf).routes());
        routes.addAll(new SteeringPage(shelf, clock).routes());
        routes.addAll(new WorkshopPage().routes());
        routes.addAll(new ComparePage(shelf).routes());
        routes.addAll(new SweepsPage(settings.runs(), settings.sweeps()).routes());
        var command = new GradusCommand(settings.gradus(), settings.runs());
        routes.addAll(new StartPage(shelf, command).routes());
        routes.addAll(
                new NewRunPage(new DataFiles(settings.data()), shelf, command, clock).routes());
        return routes;
    }

    /** {@return the address to open in a browser; it carries the key to the page} */
    public String address() {
        return server.address();
    }

    /**
     * {@return the address of a run's page}
     *
     * @param address what {@link #address} returned
     * @param run the run's id
     */
    public static String pageOf(String address, String run) {
        return address + "#/run/" + RunShelf.id(run);
    }

    /** {@return how many pages are open now} */
    public int pages() {
        return server.open();
    }

    /** Closes everything; does nothing the second time. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try (server) {
                shelf.close();
            }
        }
    }
}
