package dev.gradus.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Runs;
import dev.gradus.studio.Recorded;
import dev.gradus.studio.record.Notebook;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Facts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunsPageTest {
    private static final int RUNS = 12;

    @TempDir private Path folder;

    /**
     * The table is sent again with each change: names of all would be the square of their number.
     */
    @Test
    void ofManyRunsWithTheSameBitsSomeAreNamed() throws InterruptedException {
        for (int run = 0; run < RUNS; run++) {
            Recorded.in(folder, "run" + run);
        }
        try (var shelf = new RunShelf(new Runs(folder), false)) {
            shelf.start();
            for (int run = 0; run < RUNS; run++) {
                while (shelf.summary(RunShelf.id("run" + run)).isEmpty()) {
                    Thread.sleep(10);
                }
            }

            String table = table(shelf);

            assertThat(
                            Pattern.compile("\"same\":\"(run\\d+, ){7}run\\d+ and 3 more\"")
                                    .matcher(table)
                                    .results())
                    .hasSize(RUNS);
        }
    }

    private String table(RunShelf shelf) {
        byte[] body =
                new RunsPage(shelf, new Notebook(folder), new Facts())
                        .routes()
                        .getFirst()
                        .answer()
                        .apply(new Call(Map.of(), null))
                        .body();
        return new String(body, StandardCharsets.UTF_8);
    }
}
