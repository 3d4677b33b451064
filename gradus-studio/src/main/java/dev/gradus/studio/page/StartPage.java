package dev.gradus.studio.page;

import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.RatePlan;
import dev.gradus.recipe.TableWishes;
import dev.gradus.run.Run;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.studio.process.GradusCommand;
import dev.gradus.studio.process.Started;
import dev.gradus.studio.record.RunRecord;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Starts separate processes from a run: forks, resumption, replay, measuring. */
public final class StartPage {
    /** A run that fails to start usually fails within this time. */
    private static final long LOOK_MILLIS = 4000;

    private static final int LONGEST_STEM = 80;

    private static final Set<String> CONTINUATIONS = Set.of("keep", "stretch", "append");

    private final RunShelf shelf;
    private final GradusCommand command;
    private final Awaited awaited = new Awaited();

    /** Starts processes for the runs on a shelf. */
    public StartPage(RunShelf shelf, GradusCommand command) {
        this.shelf = shelf;
        this.command = command;
    }

    /** Returns the routes of the page. */
    public List<Route> routes() {
        return List.of(
                Route.write("/api/run/fork", this::fork),
                Route.write("/api/run/resume", this::resume),
                Route.write("/api/run/replay", this::replay),
                Route.write("/api/run/measure", this::measure));
    }

    private Reply fork(Call call) {
        JsonFields body = call.body();
        RunRecord record = RunPage.found(shelf, body.text("id"));
        long step = body.whole("step");
        String rate = body.text("rate", "").strip();
        var words = new ArrayList<String>();
        words.add("fork");
        words.add("--quiet");
        if (!rate.isEmpty()) {
            RatePlan.parse(rate);
            words.add("--learning-rate=" + rate);
        }
        String name = freeName(body.text("name", ""), record.run().id(), "fork");
        words.add("--name=" + name);
        words.add(folder(record.run()) + "@" + step);
        return started(command.start("fork " + name, words), name);
    }

    private Reply resume(Call call) {
        JsonFields body = call.body();
        RunRecord record = RunPage.found(shelf, body.text("id"));
        var words = new ArrayList<String>();
        words.add("resume");
        words.add("--quiet");
        if (body.has("steps")) {
            words.add("--steps=" + body.whole("steps"));
            words.add("--extend=" + continuation(body.text("extend")));
        }
        String name = record.run().id();
        words.add(folder(record.run()));
        return started(command.start("resume " + name, words), name);
    }

    private static String continuation(String word) {
        if (!CONTINUATIONS.contains(word)) {
            throw new IllegalArgumentException(
                    "schedules keep, stretch or append; got '%s'".formatted(word));
        }
        return word;
    }

    /** Replays a run; the page asks again until this is done. */
    private Reply replay(Call call) {
        String id = call.body().text("id");
        String folder = folder(RunPage.found(shelf, id).run());
        return awaited.reply(
                "replay " + id,
                () -> command.start("replay", List.of("replay", "--quiet", folder)),
                done ->
                        Facts.of("running", false)
                                .and("code", done.code())
                                .and("said", done.lastWords())
                                .reply());
    }

    /** Returns a new name: the requested one, or one derived from the parent's. */
    private String freeName(String wish, String parent, String kind) {
        if (!wish.isBlank()) {
            return wish.strip();
        }
        String stem = stem(parent.replaceFirst("-" + kind + "-\\d+$", ""));
        Set<String> taken = new HashSet<>();
        shelf.runs().forEach(each -> taken.add(each.name()));
        int number = 1;
        while (taken.contains(stem + "-" + kind + "-" + number)) {
            number++;
        }
        return stem + "-" + kind + "-" + number;
    }

    /** Returns the beginning of a run's name that a new one may have: folders can be renamed. */
    private static String stem(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[._-]+", "");
        return plain.isEmpty() ? "run" : plain.substring(0, Math.min(plain.length(), LONGEST_STEM));
    }

    /** Returns how a process finds a run: a name could be that of an option or of another run. */
    private static String folder(Run run) {
        return run.folder().toAbsolutePath().toString();
    }

    static Reply started(Started started, String name) {
        try {
            if (started.endsWithin(LOOK_MILLIS) && started.code() != 0) {
                return Reply.refused(started.lastWords());
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new RunException("the studio ends; the run continues");
        }
        return Facts.of("name", name)
                .and("id", name.isEmpty() ? "" : RunShelf.id(name))
                .and("over", !started.isAlive())
                .and("said", started.isAlive() ? "" : started.lastWords())
                .reply();
    }

    /** Measures the data of a run; the page asks again until this is done. */
    private Reply measure(Call call) {
        String id = call.body().text("id");
        RunRecord record = RunPage.found(shelf, id);
        return awaited.reply(
                "measure " + id,
                () -> command.start("evaluate", words(record)),
                done ->
                        done.code() == 0
                                ? Facts.of("running", false).and("json", done.printed()).reply()
                                : Reply.refused(done.lastWords()));
    }

    private static List<String> words(RunRecord record) {
        Configuration recorded = record.run().configuration();
        Optional<String> test = recorded.text("test").filter(file -> !file.equals("none"));
        String data =
                test.or(() -> recorded.text("data"))
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "the run does not say what it trained on"));
        var keys = new ArrayList<Key<?>>(TableWishes.ofText());
        keys.add(Keys.LABEL);
        if (test.isEmpty()) {
            keys.addAll(List.of(Keys.LABELS, Keys.QUERY));
        }
        var words = new ArrayList<String>(List.of("evaluate", "--json", "--mistakes=12"));
        for (Key<?> key : keys) {
            recorded.text(key.name()).ifPresent(text -> words.add(key.option() + "=" + text));
        }
        words.add(folder(record.run()));
        words.add(data);
        return words;
    }
}
