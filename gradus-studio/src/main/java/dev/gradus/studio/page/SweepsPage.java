package dev.gradus.studio.page;

import dev.gradus.run.json.RunException;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import dev.gradus.studio.sweep.SweepReader;
import dev.gradus.studio.sweep.SweepView;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The sweeps in the folder of runs: their points, and the measurements of validation. */
public final class SweepsPage {
    private static final int MOST_POINTS = 2000;

    private final Path folder;
    private final SweepReader reader;

    /** Creates the page for the sweeps in a folder. */
    public SweepsPage(Path folder, SweepReader reader) {
        this.folder = folder;
        this.reader = reader;
    }

    /** Returns the routes of the page. */
    public List<Route> routes() {
        return List.of(
                Route.read("/api/sweeps", _ -> sweeps()), Route.read("/api/sweep", this::sweep));
    }

    private Reply sweeps() {
        return Facts.of(
                        "sweeps",
                        folders().stream()
                                .map(each ->
                                        Map.of(
                                                "id", RunShelf.id(name(each)),
                                                "name", name(each),
                                                "changed", each.toFile().lastModified()))
                                .toList())
                .reply();
    }

    private Reply sweep(Call call) {
        String id = call.word("id");
        Path found =
                folders().stream()
                        .filter(each -> RunShelf.id(name(each)).equals(id))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("there is no such sweep here"));
        SweepView sweep = reader.read(found, call.find("metric"));
        return Facts.of("name", name(found))
                .and("trials", sweep.trials().toString())
                .and("seeds", sweep.seeds())
                .and("live", sweep.isUnderWay())
                .and("axes", sweep.axes())
                .and("metrics", sweep.metrics())
                .and("metric", sweep.metric())
                .and("trained", sweep.points().size())
                .and("best", sweep.best().map(SweepView.Point::number))
                .and(
                        "points",
                        sweep.points().stream().limit(MOST_POINTS).map(SweepsPage::point).toList())
                .reply();
    }

    private static Map<String, ?> point(SweepView.Point point) {
        return Facts.of("point", point.number())
                .and("settings", point.settings())
                .and("rung", point.rung())
                .and("steps", point.steps())
                .and("runs", point.runs())
                .and("values", point.values())
                .and("mean", point.mean())
                .and("trouble", point.trouble())
                .map();
    }

    private List<Path> folders() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(reader::isSweep).sorted().toList();
        } catch (IOException | UncheckedIOException fault) {
            throw new RunException(FileFault.of("cannot read", folder, fault), fault);
        }
    }

    private static String name(Path sweep) {
        return String.valueOf(sweep.getFileName());
    }
}
