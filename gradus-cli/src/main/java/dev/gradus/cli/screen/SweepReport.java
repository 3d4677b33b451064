package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.number.Text;
import dev.gradus.plot.NoFontsException;
import dev.gradus.run.file.RunFile;
import dev.gradus.run.json.RunException;
import dev.gradus.sweep.ParameterSweep;
import dev.gradus.sweep.Standing;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.text.ShellWord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The report at the end of a sweep. */
public final class SweepReport {
    private static final int SHOWN = 10;

    private final Output out;
    private final SweepFolder folder;
    private final String launcher;
    private final Consumer<String> json;

    /**
     * @param launcher the first word of suggested commands
     * @param json takes the line of the sweep's end
     */
    public SweepReport(Output out, SweepFolder folder, String launcher, Consumer<String> json) {
        this.out = out;
        this.folder = folder;
        this.launcher = launcher;
        this.json = json;
    }

    /** Prints how to continue. */
    public void stopped() {
        out.line("stopped; finished runs are kept, and runs in progress are saved");
        out.line("next: %s sweep --resume %s".formatted(launcher, named()));
    }

    /**
     * Lists the best points, and saves the recipe of the first if there is one.
     *
     * @return what could not be kept of it, a sentence; empty if all was
     */
    public Optional<String> ended(ParameterSweep sweep, List<Standing> standings) {
        if (Double.isNaN(standings.getFirst().mean())) {
            out.line("every point has a run that failed or diverged, so there is no best one");
            out.line("table: " + folder.table());
            json.accept(SweepJson.end(Optional.empty()));
            return Optional.empty();
        }
        list(sweep, standings);
        Path best = folder.folder().resolve("best.yaml");
        RunFile.replace(best, sweep.recipe(standings.getFirst()).yaml());
        out.line("table: " + folder.table());
        Optional<String> undrawn = draw();
        out.line("best:  " + best);
        out.line("next: %s train %s".formatted(launcher, ShellWord.of(best.toString())));
        json.accept(SweepJson.end(Optional.of(best.toString())));
        return undrawn;
    }

    /** Without fonts that is only reported, since the table has all numbers of the picture. */
    private Optional<String> draw() {
        try {
            SweepPictures.draw(folder).forEach(file -> out.line("plot:  " + file));
            return Optional.empty();
        } catch (NoFontsException none) {
            out.line("the plot could not be drawn: " + none.getMessage());
            return Optional.empty();
        } catch (RunException failure) {
            return Optional.of(
                    "the plot could not be saved: %s; %s plot %s draws it again"
                            .formatted(failure.getMessage(), launcher, named()));
        }
    }

    private void list(ParameterSweep sweep, List<Standing> standings) {
        String metric = sweep.judge().metric();
        out.line("");
        out.line("    %s over seeds: mean, lowest, highest".formatted(metric));
        int rank = 0;
        for (Standing standing : standings.subList(0, Math.min(SHOWN, standings.size()))) {
            rank++;
            out.line(
                    Text.of(
                            "%3d  %10s  %10s  %10s   %s%s",
                            rank,
                            EpochTable.value(metric, standing.mean()),
                            EpochTable.value(metric, standing.low()),
                            EpochTable.value(metric, standing.high()),
                            SweepProgress.text(standing.settings()),
                            rung(standing, standings.getFirst())));
        }
        if (standings.size() > SHOWN) {
            out.line(Text.of("     and %,d more, see the table", standings.size() - SHOWN));
        }
    }

    private static String rung(Standing standing, Standing best) {
        return standing.rung() == best.rung() ? "" : Text.of("  (rung %d)", standing.rung());
    }

    private String named() {
        Path path = folder.folder();
        return ShellWord.of(
                Path.of("runs").equals(path.getParent())
                        ? path.getFileName().toString()
                        : path.toString());
    }
}
