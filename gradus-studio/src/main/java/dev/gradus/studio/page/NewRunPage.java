package dev.gradus.studio.page;

import dev.gradus.data.Table;
import dev.gradus.number.Text;
import dev.gradus.prepare.ColumnSummary;
import dev.gradus.prepare.Role;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.recipe.Draft;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.studio.process.DataFiles;
import dev.gradus.studio.process.DataFiles.Found;
import dev.gradus.studio.process.GradusCommand;
import dev.gradus.studio.process.Started;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A new run: the available data, what their columns hold, and the start. */
public final class NewRunPage {
    private static final long MOST_SURVEYED = 64L << 20;
    private static final String FORECAST = "forecast: ";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    /** The settings that the page offers, each with its option; others are refused. */
    private static final Map<String, String> OPTIONS =
            Map.of(
                    "model", "--model=",
                    "optimizer", "--optimizer=",
                    "learningRate", "--learning-rate=",
                    "epochs", "--epochs=",
                    "steps", "--steps=",
                    "batchSize", "--batch-size=",
                    "seed", "--seed=",
                    "validationShare", "--validation-share=",
                    "testShare", "--test-share=");

    private final DataFiles files;
    private final GradusCommand command;
    private final InstantSource clock;
    private final Awaited awaited = new Awaited();

    /** Offers data files and starts runs on them. */
    public NewRunPage(DataFiles files, GradusCommand command, InstantSource clock) {
        this.files = files;
        this.command = command;
        this.clock = clock;
    }

    /** Returns the routes of the page. */
    public List<Route> routes() {
        return List.of(
                Route.read("/api/new", this::offer),
                Route.ask("/api/new/columns", this::columns),
                Route.write("/api/new/forecast", this::forecast),
                Route.write("/api/new/start", this::start));
    }

    private Reply offer(Call call) {
        var data = new ArrayList<Object>();
        for (Found each : files.list()) {
            data.add(
                    Facts.of("id", each.id())
                            .and("name", each.name())
                            .and("kind", each.kind().name().toLowerCase(Locale.ROOT))
                            .and("bytes", each.bytes())
                            .map());
        }
        return Facts.of("data", data).reply();
    }

    private Found data(JsonFields body) {
        return files.find(body.text("data"))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "these data were not offered; load the page again"));
    }

    private Reply columns(Call call) {
        Found found = data(call.body());
        if (found.kind() != DataFiles.Kind.TABLE) {
            return Facts.of("columns", List.of()).and("rows", 0).reply();
        }
        if (found.bytes() > MOST_SURVEYED) {
            throw new IllegalArgumentException(
                    Text.of(
                            "%s is larger than %d MB: its columns are read when training begins; write the target's name",
                            found.name(), MOST_SURVEYED >> 20));
        }
        if (found.name().endsWith(".parquet")) {
            throw new IllegalArgumentException(
                    "the columns of a Parquet file are read when training begins; write the target's name");
        }
        Survey survey = Survey.of(Table.of(found.path(), TableFormat.usual()));
        String target = call.body().text("target", "");
        if (target.isEmpty()) {
            return Facts.of("rows", survey.rows())
                    .and(
                            "columns",
                            survey.columns().stream().map(each -> column(each, "")).toList())
                    .reply();
        }
        Roles roles = Roles.of(survey, Wishes.learn(target));
        return Facts.of("rows", survey.rows())
                .and("task", roles.task().name().toLowerCase(Locale.ROOT))
                .and("decision", roles.decision())
                .and(
                        "columns",
                        roles.roles().stream()
                                .map(role -> column(role.column(), use(role)))
                                .toList())
                .reply();
    }

    private static String use(Role role) {
        return switch (role) {
            case Role.Target _ -> "target";
            case Role.Input _ -> "input";
            case Role.Unused(var _, var reason) ->
                    "left out: " + reason.toString().toLowerCase(Locale.ROOT);
        };
    }

    private static Object column(ColumnSummary column, String use) {
        return Facts.of("name", column.name())
                .and("kind", column.kind().toString())
                .and("missing", column.missing())
                .and("distinct", column.distinct())
                .and("example", column.example())
                .and("least", column.least())
                .and("greatest", column.greatest())
                .and("use", use)
                .map();
    }

    private Reply start(Call call) {
        JsonFields body = call.body();
        Found found = data(body);
        var words = new ArrayList<String>(List.of("train", "--quiet"));
        words.addAll(settings(body));
        String wish = body.text("name", "").strip();
        String name = wish.isEmpty() ? "studio-" + TIME.format(now()) : wish;
        words.add("--name=" + name);
        words.add(place(found));
        return StartPage.started(command.start("train " + name, words), name);
    }

    /** Forecasts time and memory of what would start; the page asks again until this is done. */
    private Reply forecast(Call call) {
        JsonFields body = call.body();
        var words = new ArrayList<String>(List.of("train", "--forecast"));
        words.addAll(settings(body));
        words.add(place(data(body)));
        return awaited.reply(
                String.join(" ", words),
                () -> command.start("forecast", words),
                done ->
                        done.code() == 0
                                ? Facts.of("running", false).and("said", said(done)).reply()
                                : Reply.refused(done.lastWords()));
    }

    /** Returns the forecast without the table of columns before it, which the page shows itself. */
    private static String said(Started done) {
        return done.printed()
                .lines()
                .dropWhile(line -> !line.startsWith(FORECAST))
                .collect(Collectors.joining("\n"))
                .replaceFirst(FORECAST, "");
    }

    private static String place(Found found) {
        return found.kind() == DataFiles.Kind.BUILT_IN ? "mnist" : found.path().toString();
    }

    /**
     * Returns the options for what the page has filled in.
     *
     * @throws IllegalArgumentException if a setting is wrong: before a process starts
     */
    private static List<String> settings(JsonFields body) {
        var words = new ArrayList<String>();
        var settings = new LinkedHashMap<String, Object>();
        OPTIONS.forEach((name, option) -> {
            String text = body.text(name, "").strip();
            if (!text.isEmpty()) {
                settings.put(name, text);
                words.add(option + text);
            }
        });
        String target = body.text("target", "");
        if (!target.isEmpty()) {
            words.add("--target=" + target);
        }
        Draft.of(settings, "the page").recipe();
        return words;
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    }
}
