package dev.gradus.studio.page;

import dev.gradus.recipe.Judge;
import dev.gradus.run.codec.Json;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.record.SweepRecord;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The sweeps in the folder of runs: their points, and the measurements of validation. */
public final class SweepsPage {
    private static final String PLAN = "sweep.json";
    private static final String TABLE = "table.csv";
    private static final int LARGEST_PLAN = 1 << 20;
    private static final int MOST_POINTS = 2000;

    private final Path folder;

    /** Creates the page for the sweeps in a folder. */
    public SweepsPage(Path folder) {
        this.folder = folder;
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
                                                "changed", changed(each)))
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
        JsonFields plan =
                Json.read(
                        RunFile.read(found.resolve(PLAN), LARGEST_PLAN), name(found) + "/" + PLAN);
        SweepRecord record = SweepRecord.read(found.resolve(TABLE));
        Judge judge = judge(plan);
        return Facts.of("name", name(found))
                .and("trials", found.resolve("trials").toString())
                .and("design", plan.text("design", ""))
                .and("seeds", plan.count("seeds"))
                .and("axes", record.axes())
                .and("metrics", record.metrics())
                .and(
                        "judge",
                        Facts.of("metric", judge.metric())
                                .and("goal", judge.goal().name().toLowerCase(Locale.ROOT))
                                .map())
                .and("trained", record.points().size())
                .and(
                        "points",
                        record.points().stream().limit(MOST_POINTS).map(SweepsPage::point).toList())
                .reply();
    }

    private static Judge judge(JsonFields plan) {
        return plan.object("recipe").optionalText("judgeBy").map(Judge::parse).orElse(Judge.LOSS);
    }

    private static Map<String, Object> point(SweepRecord.Point point) {
        var metrics = new LinkedHashMap<String, Object>();
        point.metrics()
                .forEach((name, spread) ->
                        metrics.put(
                                name, Map.of("mean", spread.mean(), "values", spread.values())));
        return Map.of(
                "point", point.number(),
                "settings", point.settings(),
                "rung", point.rung(),
                "steps", point.steps(),
                "runs", point.runs(),
                "metrics", metrics,
                "trouble", point.trouble());
    }

    private List<Path> folders() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each ->
                            Files.isRegularFile(each.resolve(PLAN), LinkOption.NOFOLLOW_LINKS))
                    .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            throw new RunException(FileFault.of("cannot read", folder, fault), fault);
        }
    }

    private static String name(Path sweep) {
        return String.valueOf(sweep.getFileName());
    }

    private static long changed(Path sweep) {
        Path table = sweep.resolve(TABLE);
        try {
            return Files.getLastModifiedTime(Files.exists(table) ? table : sweep.resolve(PLAN))
                    .toMillis();
        } catch (IOException fault) {
            throw new RunException(FileFault.of("cannot read", table, fault), fault);
        }
    }
}
