package dev.gradus.studio.page;

import dev.gradus.data.Table;
import dev.gradus.number.Text;
import dev.gradus.prepare.ColumnSummary;
import dev.gradus.prepare.Role;
import dev.gradus.prepare.Roles;
import dev.gradus.prepare.Survey;
import dev.gradus.prepare.table.ColumnRemarks;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.TableUse;
import dev.gradus.recipe.TableWishes;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.studio.process.DataFiles;
import dev.gradus.studio.process.DataFiles.Found;
import dev.gradus.studio.process.GradusCommand;
import dev.gradus.studio.process.Started;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import dev.gradus.text.LocalTime;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A new run: the available data, what their columns hold, and the start. */
public final class NewRunPage {
    private static final long MOST_SURVEYED = 64L << 20;
    private static final String FORECAST = "forecast: ";

    /** The studio reads no models. */
    private static final String OF_MODEL =
            "where the model was trained on a table, rows become inputs as it learned them; Forecast reads them so";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final DataFiles files;
    private final StartModels models;
    private final GradusCommand command;
    private final InstantSource clock;
    private final Awaited awaited = new Awaited();

    /**
     * Offers data files and starts runs on them.
     *
     * @param shelf has the runs from whose models a new one may start
     */
    public NewRunPage(DataFiles files, RunShelf shelf, GradusCommand command, InstantSource clock) {
        this.files = files;
        this.models = new StartModels(shelf);
        this.command = command;
        this.clock = clock;
    }

    /** Returns the routes of the page. */
    public List<Route> routes() {
        return List.of(
                Route.read("/api/new", this::offer),
                Route.ask("/api/new/columns", this::columns),
                Route.ask("/api/new/usual", this::usual),
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
        return Facts.of("data", data).and("models", models.offered()).reply();
    }

    private RunWish wish(JsonFields body) {
        return RunWish.of(body, models);
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
            return unread(
                    Text.of(
                            "%s is larger than %d MB: its columns are read when training begins.",
                            found.name(), MOST_SURVEYED >> 20));
        }
        if (found.isParquet()) {
            return unread("The columns of a Parquet file are read when training begins.");
        }
        RunWish wish = wish(call.body());
        Survey survey = Survey.of(Table.of(found.path(), wish.format()));
        if (wish.startsFromModel()) {
            return seen(survey, OF_MODEL);
        }
        return wish.target().isPresent() ? used(survey, wish) : seen(survey, "");
    }

    /** Answers without columns: the target has to be written. */
    private static Reply unread(String why) {
        return Facts.of("unread", why).reply();
    }

    private static Reply seen(Survey survey, String decision) {
        return Facts.of("rows", survey.rows())
                .and("decision", decision)
                .and("doubts", doubts(survey))
                .and("columns", survey.columns().stream().map(each -> column(each, "")).toList())
                .reply();
    }

    private static Reply used(Survey survey, RunWish wish) {
        Recipe recipe = wish.recipe();
        TableUse use = TableUse.of(recipe, TableWishes.of(recipe), Optional.empty());
        Roles roles = use.roles(survey);
        return Facts.of("rows", survey.rows())
                .and("task", roles.task().name().toLowerCase(Locale.ROOT))
                .and("decision", roles.decision())
                .and("doubts", use.remarks(survey, roles, NewRunPage::place))
                .and(
                        "columns",
                        roles.roles().stream()
                                .map(role -> column(role.column(), use(role)))
                                .toList())
                .reply();
    }

    /** Returns what to check before a target is chosen. */
    private static List<String> doubts(Survey survey) {
        var doubts = new ArrayList<>(survey.doubts());
        survey.totals().forEach(row -> doubts.add(row.sentence(place(row.line()))));
        return ColumnRemarks.gathered(doubts);
    }

    /** The page names no file, so rows have lines alone. */
    private static String place(long line) {
        return "line " + line;
    }

    /** Says what the fields that are empty stand for. */
    private Reply usual(Call call) {
        JsonFields body = call.body();
        RunWish wish = wish(body);
        Map<String, Object> settings =
                switch (data(body).kind()) {
                    case TABLE -> UsualSettings.ofTable(wish, body.whole("rows"));
                    case BUILT_IN -> UsualSettings.ofDigits(wish);
                    case IDX, PICTURES -> UsualSettings.ofUnreadImages(wish);
                    case ARRAYS -> UsualSettings.ofArrays(wish);
                };
        return Facts.of("usual", settings).reply();
    }

    private static String use(Role role) {
        return switch (role) {
            case Role.Target _ -> "target";
            case Role.Input _ -> "input";
            case Role.Unused unused -> "left out: " + unused.why();
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
        words.addAll(wish(body).words());
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
        words.addAll(wish(body).words());
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
        return switch (found.kind()) {
            case BUILT_IN -> "mnist";
            case PICTURES -> "images:" + found.path();
            case TABLE, IDX, ARRAYS -> found.path().toString();
        };
    }

    private LocalDateTime now() {
        return LocalTime.of(clock.instant());
    }
}
