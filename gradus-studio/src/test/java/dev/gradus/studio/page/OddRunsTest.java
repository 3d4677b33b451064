package dev.gradus.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Runs;
import dev.gradus.run.codec.Json;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.EventJson;
import dev.gradus.run.event.LearningRate;
import dev.gradus.run.event.TrainingEvent;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.Machine;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunResumed;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.studio.Recorded;
import dev.gradus.studio.record.Notebook;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.record.RunState;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records no trainer should write: whatever they hold, every question about them is answered with
 * JSON or with a sentence, and never by an error of the studio.
 */
@Timeout(120)
class OddRunsTest {
    private static final int RUNS = 60;
    private static final int ASKED = 12;
    private static final double[] ODD = {
        0, -0.0, 1, 1e-320, 1e308, -1e308, 0.01, Double.NaN, Double.POSITIVE_INFINITY, -3
    };
    private static final long[] STEPS = {0, 0, 1, 1, 2, 300, 1L << 40, Long.MAX_VALUE, -5};
    private static final String[] SCHEDULES = {
        "0.1",
        "oneCycle(0.05)",
        "cosine(0.1, 0)",
        "made by a program",
        "",
        "linear(0.1, 0, epochs(2))",
        "cosineRestarts(0.1, epochs(1))",
        "knots(0).to(percent(100), 1e300)",
        "constant(1e-310)"
    };
    private static final String[] BATCHES = {"32", "0", "-1", "auto", "linear(8, 64)", "1e9", ""};
    private static final String[] CONTROLS = {
        "set learningRate 0.1",
        "set momentum 0.5",
        "scale learningRate 0.5",
        "scale learningRate 1e300",
        "release learningRate",
        "schedule learningRate cosine(0.1, 0)",
        "schedule learningRate torch.StepLR(lr=0.1, step_size=3)",
        "coolDown",
        "coolDown 500ep",
        "extend 100 keep",
        "extend 9000000000000000000 stretch",
        "extend 3ep append",
        "pause",
        "updateRatios 7",
        "nonsense",
        ""
    };

    @TempDir private static Path folder;

    private static RunShelf shelf;
    private static List<Route> routes;
    private static final List<String> IDS = new ArrayList<>();

    @BeforeAll
    static void write() throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            write("run" + seed, new Random(seed));
            IDS.add(RunShelf.id("run" + seed));
        }
        shelf = new RunShelf(new Runs(folder), false);
        shelf.start();
        routes = new ArrayList<>();
        routes.addAll(new RunsPage(shelf, new Notebook(folder), new Facts()).routes());
        routes.addAll(new RunPage(shelf).routes());
        routes.addAll(new ComparePage(shelf).routes());
        routes.addAll(new SteeringPage(shelf, InstantSource.system()).routes());
        assertThat(shelf.runs()).hasSize(RUNS);
        for (String id : IDS) {
            while (shelf.summary(id).isEmpty()) {
                Thread.sleep(10);
            }
        }
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    private static void write(String name, Random random) throws IOException {
        Path run = Recorded.in(folder, name).folder();
        Configuration recipe = recipe(random);
        Files.writeString(
                run.resolve("configuration.json"),
                "{\"created\":\"%s\",\"configuration\":%s}\n"
                        .formatted(
                                random.nextBoolean()
                                        ? "2999-01-01T00:00:00Z"
                                        : "1970-01-01T00:00:00Z",
                                Json.object(json ->
                                        recipe.values()
                                                .forEach((key, value) -> {
                                                    json.writeName(key);
                                                    Json.value(json, value);
                                                }))));
        var text = new StringBuilder();
        for (TrainingEvent event : events(recipe, random)) {
            text.append(EventJson.write(event)).append('\n');
        }
        answers(run).forEach(line -> text.append(line).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        Files.write(run.resolve("events.jsonl"), Arrays.copyOf(bytes, length));
    }

    /** The requests of another run, which do not fit this one. */
    private static List<String> answers(Path run) throws IOException {
        return Files.readAllLines(run.resolve("events.jsonl")).stream()
                .filter(line -> line.contains("\"control\""))
                .map(line -> line.replaceFirst(",\"check\":.*", "}"))
                .toList();
    }

    private static Configuration recipe(Random random) {
        var values = new LinkedHashMap<String, Object>();
        values.put("learningRate", any(SCHEDULES, random));
        if (random.nextBoolean()) {
            values.put("momentum", any(SCHEDULES, random));
        }
        values.put("batchSize", any(BATCHES, random));
        values.put("examples", STEPS[random.nextInt(STEPS.length)]);
        values.put("parent", any(new String[] {"run1@5", "no step", "@", "run2@x"}, random));
        values.put("groups", List.of(Map.of("learningRate", 1e300, "pattern", 7)));
        values.put("controllers", List.of(List.of("nested"), Map.of("a", "b")));
        values.put("data", "“ünïcode” <b>\u0000\uD83D\uDE00");
        return new Configuration(values);
    }

    private static List<TrainingEvent> events(Configuration recipe, Random random) {
        var events = new ArrayList<TrainingEvent>();
        var machine = new Machine("java", 1, "f32", Map.of());
        events.add(
                new RunStarted(
                        "other",
                        Instant.EPOCH,
                        Optional.of("x"),
                        recipe,
                        0,
                        extent(random),
                        machine));
        int count = random.nextInt(4) == 0 ? random.nextInt(2) : 1 + random.nextInt(300);
        for (int step = 0; step < count; step++) {
            events.add(step(step, random));
            if (random.nextInt(20) == 0) {
                events.add(epoch(step + 1, random));
            }
            if (random.nextInt(100) == 0) {
                events.add(
                        new RunResumed(
                                random.nextInt(step + 5),
                                0,
                                Instant.EPOCH,
                                "c",
                                extent(random),
                                machine));
            }
        }
        if (random.nextBoolean()) {
            events.add(
                    new RunEnded(
                            count,
                            count,
                            BuiltIn.DIVERGED,
                            "",
                            Map.of("loss", odd(random)),
                            Reported.newest(count),
                            odd(random),
                            "aa"));
        }
        return events;
    }

    private static Extent extent(Random random) {
        return new Extent(
                10, STEPS[random.nextInt(STEPS.length)], STEPS[random.nextInt(STEPS.length)]);
    }

    private static StepCompleted step(long step, Random random) {
        return new StepCompleted(
                step,
                0,
                odd(random),
                new LearningRate(odd(random), odd(random), odd(random), OptionalDouble.empty()),
                OptionalDouble.of(odd(random)),
                OptionalDouble.empty(),
                odd(random),
                1,
                odd(random));
    }

    private static EpochCompleted epoch(long step, Random random) {
        Map<String, Double> metrics =
                random.nextInt(3) == 0
                        ? Map.of("loss", odd(random), "a metric that comes late", odd(random))
                        : Map.of();
        return new EpochCompleted(step, step, 0, odd(random), metrics, Set.of(Mark.BEST), 0);
    }

    private static double odd(Random random) {
        return ODD[random.nextInt(ODD.length)];
    }

    private static String any(String[] texts, Random random) {
        return texts[random.nextInt(texts.length)];
    }

    private static String ask(String path, Map<String, String> query, @Nullable JsonFields body) {
        Route route =
                routes.stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
        Reply reply;
        try {
            reply = route.answer().apply(new Call(query, body));
        } catch (IllegalArgumentException | RunException said) {
            assertThat(said).hasMessageNotContainingAny("Exception", "null");
            return "";
        } catch (RuntimeException fault) {
            throw new AssertionError("%s %s: %s".formatted(path, query, fault), fault);
        }
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        assertThat(Json.read(text, path)).isNotNull();
        return text;
    }

    @Test
    void eachIsInTheTable() {
        String table = ask("/api/runs", Map.of(), null);

        IDS.forEach(id -> assertThat(table).contains(id));
        assertThat(IDS.stream().map(id -> shelf.summary(id).orElseThrow().detail()))
                .noneMatch(detail -> detail.contains("an error in Gradus"));
        assertThat(IDS.stream().map(id -> shelf.summary(id).orElseThrow().state()))
                .contains(RunState.ENDED, RunState.KILLED)
                .doesNotContain(RunState.UNREADABLE);
    }

    @Test
    void eachHasAPageWithCharts() {
        for (String id : IDS) {
            ask("/api/run", Map.of("id", id), null);
            var random = new Random(id.hashCode());
            for (int i = 0; i < ASKED; i++) {
                var query = new HashMap<String, String>(Map.of("id", id));
                if (i > 0) {
                    query.put("from", String.valueOf(bound(random)));
                    query.put("to", String.valueOf(bound(random)));
                    query.put("width", String.valueOf(bound(random)));
                    query.put("across", random.nextBoolean() ? "logarithmic" : "linear");
                }
                ask("/api/run/series", query, null);
                ask("/api/run/why", Map.of("id", id, "step", String.valueOf(bound(random))), null);
            }
        }
    }

    private static double bound(Random random) {
        double[] bounds = {-1e300, -1, 0, 0.5, 1, 7, 100, 1e6, 1e18, 1e300};
        return bounds[random.nextInt(bounds.length)];
    }

    @Test
    void anyOfThemAreCompared() {
        for (int i = 0; i + 8 < RUNS; i += 4) {
            String ids = String.join(",", IDS.subList(i, i + 8));
            ask("/api/compare", Map.of("ids", ids, "width", "300"), null);
        }
    }

    @Test
    void aChangeOfAnyOfThemIsPreviewedOrRefusedWithAReason() {
        for (String id : IDS) {
            for (String control : CONTROLS) {
                String body =
                        Json.object(json -> {
                            json.writeStringProperty("id", id);
                            json.writeStringProperty("control", control);
                        });
                ask("/api/run/preview", Map.of(), Json.read(body, "the request"));
            }
        }
    }
}
