package dev.gradus.studio.page;

import dev.gradus.number.Text;
import dev.gradus.run.history.History;
import dev.gradus.run.history.Series;
import dev.gradus.studio.record.Points;
import dev.gradus.studio.record.Points.Across;
import dev.gradus.studio.record.RunRecord;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Several runs over each other, and what differs in their recipes. */
public final class ComparePage {
    private static final int MOST_RUNS = 12;

    /** Settings that say where or when, not how, to train. */
    private static final Set<String> INCIDENTAL =
            Set.of("fingerprint", "fingerprints", "parent", "threads", "backend");

    private final RunShelf shelf;

    /** Creates the page for the runs on a shelf. */
    public ComparePage(RunShelf shelf) {
        this.shelf = shelf;
    }

    /** Returns the routes of the page. */
    public List<Route> routes() {
        return List.of(Route.read("/api/compare", this::compare));
    }

    private Reply compare(Call call) {
        List<String> ids = List.of(call.word("ids").split(",", -1));
        if (ids.size() > MOST_RUNS) {
            throw new IllegalArgumentException(
                    Text.of("at most %d runs are compared; got %d", MOST_RUNS, ids.size()));
        }
        int columns = (int) Math.clamp(call.number("width", 800), 16, 4000);
        var runs = new ArrayList<Object>();
        var recipes = new LinkedHashMap<String, Map<String, Object>>();
        for (String id : ids) {
            RunRecord record = RunPage.found(shelf, id);
            recipes.put(id, record.run().configuration().values());
            runs.add(run(id, record, columns));
        }
        return Facts.of("runs", runs).and("differences", differences(recipes)).reply();
    }

    private Object run(String id, RunRecord record, int columns) {
        double last = (double) Math.max(1, record.next());
        var curves = new LinkedHashMap<String, Object>();
        record.look(history -> {
            seen(curves, "loss", history.smoothedLoss(), last, columns);
            seen(curves, "rate", history.learningRate(), last, columns);
            seen(curves, "norm", history.gradientNorm(), last, columns);
            validated(curves, history, last, columns);
            return curves;
        });
        return Facts.of("id", id)
                .and("name", record.run().id())
                .and("read", record.share())
                .and("steps", record.next())
                .and("parent", record.run().configuration().text("parent").orElse(""))
                .and(
                        "stepsPerEpoch",
                        record.start().map(start -> start.extent().stepsPerEpoch()).orElse(0L))
                .and("seconds", shelf.summary(id).map(line -> line.progress().seconds()))
                .and("damage", record.damage())
                .and("curves", curves)
                .map();
    }

    private static void validated(
            Map<String, Object> curves, History history, double last, int columns) {
        history.validation()
                .forEach((name, series) ->
                        seen(curves, "validation " + name, series, last, columns));
    }

    private static void seen(
            Map<String, Object> curves, String name, Series series, double last, int columns) {
        Points points = Points.seen(series, 0, last, columns, Across.LINEAR);
        if (points.x().length > 0) {
            curves.put(name, RunChart.written(points));
        }
    }

    private static List<Object> differences(Map<String, Map<String, Object>> recipes) {
        var keys = new LinkedHashSet<String>();
        recipes.values().forEach(recipe -> keys.addAll(recipe.keySet()));
        keys.removeAll(INCIDENTAL);
        var differences = new ArrayList<Object>();
        for (String key : keys) {
            List<String> values =
                    recipes.values().stream()
                            .map(recipe -> Objects.toString(recipe.get(key), ""))
                            .toList();
            if (values.stream().distinct().count() > 1) {
                differences.add(Map.of("key", key, "values", values));
            }
        }
        return differences;
    }
}
