package dev.gradus.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Runs;
import dev.gradus.run.codec.Json;
import dev.gradus.run.codec.JsonFields;
import dev.gradus.studio.Recorded;
import dev.gradus.studio.process.GradusCommand;
import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.server.Call;
import dev.gradus.studio.server.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is started for runs whose folders were renamed; a command that echoes stands for Gradus. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "echo is no program there")
class StartPageTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"fox", "--version", "with space", "a@5", "ümlaut", "_"})
    void aRunIsNamedByItsFolderAndItsForkByANameThatRunsMayHave(String name) {
        Recorded.in(folder, name);
        String id = RunShelf.id(name);
        Path run = folder.resolve(name);
        try (var shelf = new RunShelf(new Runs(folder), false)) {
            shelf.start();
            var page = new StartPage(shelf, new GradusCommand(List.of("/bin/echo"), folder));

            assertThat(answer(page, "resume", "{\"id\":\"%s\"}".formatted(id)).text("said"))
                    .startsWith("resume --quiet " + run + " --runs=");
            JsonFields fork = answer(page, "fork", "{\"id\":\"%s\",\"step\":100}".formatted(id));
            assertThat(fork.text("said")).contains(" " + run + "@100 --runs=");
            assertThat(fork.text("name")).matches("[A-Za-z0-9][A-Za-z0-9._-]*fork-1");
        }
    }

    private static JsonFields answer(StartPage page, String what, String body) {
        Reply reply =
                page.routes().stream()
                        .filter(route -> route.path().equals("/api/run/" + what))
                        .findFirst()
                        .orElseThrow()
                        .answer()
                        .apply(new Call(Map.of(), Json.read(body, "the request")));
        return Json.read(new String(reply.body(), StandardCharsets.UTF_8), "the reply");
    }
}
