package dev.gradus.studio.page;

import dev.gradus.number.Text;
import dev.gradus.run.Run;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.run.json.RunException;
import dev.gradus.studio.record.MetricRange;
import dev.gradus.studio.record.Notebook;
import dev.gradus.studio.record.RunRecord;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.record.RunShelf.Seen;
import dev.gradus.studio.record.RunSummary;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of runs: a line for each, with people's notes. */
public final class RunsPage {
    private static final int MOST_NAMED = 8;

    private final RunShelf shelf;
    private final Notebook notebook;
    private final Facts studio;

    /**
     * Creates the page for the runs on a shelf.
     *
     * @param studio facts about the studio itself
     */
    public RunsPage(RunShelf shelf, Notebook notebook, Facts studio) {
        this.shelf = shelf;
        this.notebook = notebook;
        this.studio = studio;
    }

    /** Returns the routes of the page. */
    public List<Route> routes() {
        return List.of(Route.read("/api/runs", this::runs), Route.write("/api/note", this::note));
    }

    private Reply runs(Call call) {
        List<Seen> seen = shelf.runs();
        Map<String, List<String>> same = sameBits(seen);
        var rows = new ArrayList<Object>();
        for (Seen each : seen) {
            Facts row =
                    Facts.of("id", each.id())
                            .and("name", each.name())
                            .and("version", each.version());
            each.summary().ifPresent(line -> fill(row, line, same));
            written(row, each.run());
            rows.add(row.map());
        }
        return Facts.of("runs", rows)
                .and("faults", shelf.faults())
                .and("studio", studio.map())
                .reply();
    }

    /** Finds the runs with the same bits: those whose state digests are equal. */
    private static Map<String, List<String>> sameBits(List<Seen> seen) {
        return seen.stream()
                .flatMap(each -> each.summary().stream())
                .filter(line -> !line.digest().isEmpty())
                .collect(
                        Collectors.groupingBy(
                                RunSummary::digest,
                                Collectors.mapping(RunSummary::name, Collectors.toList())));
    }

    private static void fill(Facts row, RunSummary line, Map<String, List<String>> same) {
        var metrics = new LinkedHashMap<String, Object>();
        line.metrics().forEach((name, range) -> metrics.put(name, range(range)));
        row.and("created", line.created())
                .and("state", line.state().name().toLowerCase(Locale.ROOT))
                .and("reason", line.reason())
                .and("detail", line.detail())
                .and("parent", line.parent())
                .and("step", line.progress().step())
                .and("end", line.progress().end())
                .and("rate", line.progress().rate())
                .and("metrics", metrics)
                .and("test", line.test())
                .and("seconds", line.progress().seconds())
                .and("damage", line.damage())
                .and("same", twins(line, same.getOrDefault(line.digest(), List.of())));
    }

    /**
     * Names the first of the other runs: there may be thousands, for each of which this is sent.
     */
    private static String twins(RunSummary line, List<String> all) {
        List<String> named =
                all.stream().filter(name -> !name.equals(line.name())).limit(MOST_NAMED).toList();
        int more = all.size() - 1 - named.size();
        return String.join(", ", named) + (more > 0 ? Text.of(" and %,d more", more) : "");
    }

    private static Map<String, Object> range(MetricRange range) {
        var values = new LinkedHashMap<String, Object>();
        values.put("last", range.last());
        values.put("least", range.least());
        values.put("greatest", range.greatest());
        values.put("best", range.best());
        return values;
    }

    private void written(Facts row, Run run) {
        try {
            Notebook.Entry entry = notebook.read(run);
            row.and("note", entry.note()).and("tags", entry.tags());
        } catch (RunException damaged) {
            row.and("note", "").and("tags", List.of()).and("unread", damaged.getMessage());
        }
    }

    private Reply note(Call call) {
        JsonFields body = call.body();
        Run run =
                shelf.open(body.text("id"))
                        .map(RunRecord::run)
                        .orElseThrow(() -> new IllegalArgumentException("there is no such run"));
        List<String> tags = List.of(body.text("tags", "").split(",", -1));
        notebook.write(run, new Notebook.Entry(body.text("note", ""), tags));
        return Facts.of("saved", true).reply();
    }
}
