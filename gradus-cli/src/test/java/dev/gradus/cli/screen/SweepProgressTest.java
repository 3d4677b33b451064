package dev.gradus.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Output.Reader;
import dev.gradus.recipe.Draft;
import dev.gradus.sweep.Axis;
import dev.gradus.sweep.Design;
import dev.gradus.sweep.ParameterSweep;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepPlan;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepProgressTest {
    @TempDir Path folder;

    /** What a sweep of three runs prints, none of which can be trained. */
    private String printed(Reader reader, int width) {
        var plan =
                new SweepPlan(
                        Draft.of(Map.of("learningRate", "0.1", "validationShare", 0.2), "test"),
                        List.of(Axis.parse("model=dense(2), dense(3), größe")),
                        new Design.Grid(),
                        1,
                        Optional.empty());
        var bytes = new ByteArrayOutputStream();
        var out = new Output(new PrintStream(bytes, false, StandardCharsets.UTF_8), reader);
        var progress =
                new SweepProgress(
                        out, false, _ -> {}, new Redrawn(out, () -> width, Redrawn.Narrowing.CUTS));
        SweepFolder sweep = SweepFolder.create(folder.resolve("sweep" + reader + width), plan);
        var running =
                new ParameterSweep(
                        sweep,
                        _ -> {
                            throw new IllegalArgumentException("nothing to train on");
                        },
                        1,
                        progress);
        progress.begin(running, sweep);
        running.run();
        progress.close();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalShowsHowManyRunsAreUnderWayAndLeft() {
        assertThat(printed(Reader.TERMINAL, 80))
                .contains("0 running, 3 left; best so far: none yet")
                .contains("1 running, 2 left; best so far: none yet")
                .contains("1 running, 0 left; best so far: none yet");
    }

    @Test
    void theLineThatIsWrittenOverFitsTheTerminal() {
        assertThat(printed(Reader.TERMINAL, 12)).contains("1 running, ").doesNotContain("2 left");
    }

    @Test
    void aPipeGetsOneLineForEachRun() {
        assertThat(printed(Reader.PIPE, 80))
                .doesNotContain("running", "\r", "\u001b")
                .hasLineCount(4);
    }
}
