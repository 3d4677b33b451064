package dev.gradus.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Output.Reader;
import dev.gradus.recipe.Draft;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.sweep.Axis;
import dev.gradus.sweep.Design;
import dev.gradus.sweep.ParameterSweep;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepPlan;
import dev.gradus.sweep.SweepResult;
import dev.gradus.sweep.TrialPlace;
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
                .contains("0 of 3 runs done, 0 running, 3 left")
                .contains("     running  model dense(2), seed 0\n")
                .contains("0 of 3 runs done, 1 running, 2 left")
                .contains("2 of 3 runs done, 1 running, 0 left");
    }

    @Test
    void theLinesThatAreWrittenOverFitTheTerminal() {
        assertThat(printed(Reader.TERMINAL, 24))
                .contains("0 of 3 runs done, 1 run")
                .doesNotContain("done, 1 runn")
                .contains("     running  model den\n");
    }

    /** Points whose seeds are not all trained say so; those that failed are left out. */
    @Test
    void aTerminalShowsTheBestPoints() {
        Map<String, Double> losses = Map.of("0.1", 0.75, "0.2", 0.5, "0.3", Double.NaN);
        var plan =
                new SweepPlan(
                        Draft.of(Map.of("model", "dense(2)", "validationShare", 0.2), "test"),
                        List.of(Axis.parse("lr=0.1, 0.2, 0.3")),
                        new Design.Grid(),
                        2,
                        Optional.empty());
        var bytes = new ByteArrayOutputStream();
        var out =
                new Output(new PrintStream(bytes, false, StandardCharsets.UTF_8), Reader.TERMINAL);
        var progress =
                new SweepProgress(
                        out, false, _ -> {}, new Redrawn(out, () -> 80, Redrawn.Narrowing.CUTS));
        SweepFolder sweep = SweepFolder.create(folder.resolve("best"), plan);
        TrialPlace place =
                (_, _, _) ->
                        (trial, rung, _) ->
                                Optional.of(
                                        new SweepResult(
                                                trial.number(),
                                                rung,
                                                9,
                                                BuiltIn.COMPLETED,
                                                "",
                                                Map.of(
                                                        "loss",
                                                        losses.get(
                                                                trial.settings()
                                                                        .get("learningRate"))),
                                                ""));
        var running = new ParameterSweep(sweep, place, 1, progress);
        progress.begin(running, sweep);
        running.run();

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains(
                        "           loss  best so far\n  1      0.7500  learningRate 0.1  (1 of 2 seeds)\n")
                .contains(
                        "  1      0.5000  learningRate 0.2\n  2      0.7500  learningRate 0.1\n     running  learningRate 0.3, seed 1\n5 of 6 runs done, 1 running, 0 left");
    }

    @Test
    void aPipeGetsOneLineForEachRun() {
        assertThat(printed(Reader.PIPE, 80))
                .doesNotContain("running", "\r", "\u001b")
                .hasLineCount(4);
    }
}
