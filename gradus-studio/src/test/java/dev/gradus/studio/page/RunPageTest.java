package dev.gradus.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Runs;
import dev.gradus.run.codec.Json;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.studio.Recorded;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Reply;
import dev.gradus.studio.server.Route;
import java.nio.charset.StandardCharsets;
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
        var shelf = new RunShelf(new Runs(folder), false);
        shelf.start();
        Route route =
                new RunPage(shelf)
                        .routes().stream()
                                .filter(each -> each.path().equals("/api/run/series"))
                                .findFirst()
                                .orElseThrow();

        JsonFields series = series(route);
        while (series.number("read") < 1) { // records are read in the background
            series = series(route);
        }

        shelf.close();
        JsonFields curves = series.object("curves");
        for (String name : List.of("loss", "trainLoss")) {
            assertThat(curves.object(name).numbers("x").getLast())
                    .as(name)
                    .isLessThanOrEqualTo(series.number("to"));
        }
    }

    private static JsonFields series(Route route) {
        Reply reply = route.answer().apply(new Call(Map.of("id", RunShelf.id("changed")), null));
        return Json.read(new String(reply.body(), StandardCharsets.UTF_8), "series");
    }
}
