package dev.gradus.studio.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gradus.run.Runs;
import dev.gradus.run.codec.Json;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.studio.Recorded;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunPageTest {
    @TempDir private Path folder;

    /** The last epoch ends after the last update, so its point is beyond the last step. */
    @Test
    void theWholeRunIncludesTheLastPointOfEveryCurve() {
        Recorded.in(folder, "changed");
        JsonFields series = asked("/series");

        JsonFields curves = series.object("curves");
        for (String name : List.of("loss", "trainLoss")) {
            assertThat(curves.object(name).numbers("x").getLast())
                    .as(name)
                    .isLessThanOrEqualTo(series.number("to"));
        }
    }

    /** Each checkpoint of the record was the best when it was written, but for three. */
    @Test
    void oneCheckpointAtMostIsCalledTheBest() throws IOException {
        Path run = Recorded.in(folder, "changed").folder();
        Files.createDirectories(run.resolve("checkpoints"));
        for (String step : List.of("008", "248", "264", "274")) {
            Files.createFile(run.resolve("checkpoints/step-000000%s.checkpoint".formatted(step)));
        }

        assertThat(asked("").objects("checkpoints"))
                .extracting(each -> each.whole("step"), each -> each.flag("best"))
                .containsExactly(
                        tuple(8L, false),
                        tuple(248L, false),
                        tuple(264L, true),
                        tuple(274L, false));
    }

    /** Returns an answer about the run, once its record is read. */
    private JsonFields asked(String path) {
        var shelf = new RunShelf(new Runs(folder), false);
        shelf.start();
        try {
            while (answer(shelf, "/series").number("read") < 1) {
                Thread.onSpinWait(); // records are read in the background
            }
            return answer(shelf, path);
        } finally {
            shelf.close();
        }
    }

    private static JsonFields answer(RunShelf shelf, String path) {
        Route route =
                new RunPage(shelf)
                        .routes().stream()
                                .filter(each -> each.path().equals("/api/run" + path))
                                .findFirst()
                                .orElseThrow();
        Reply reply = route.answer().apply(new Call(Map.of("id", RunShelf.id("changed")), null));
        return Json.read(new String(reply.body(), StandardCharsets.UTF_8), path);
    }
}
