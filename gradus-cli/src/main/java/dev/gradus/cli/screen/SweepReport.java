package dev.gradus.cli.screen;

import dev.gradus.cli.syntax.Output;
import dev.gradus.number.Text;
import dev.gradus.run.file.RunFile;
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
    private final Optional<String> then;
    private final Consumer<String> json;

    /**
     * @param launcher the first word of suggested commands
     * @param then the value of {@code --then}, if it is given
     * @param json takes the line of the sweep's end
     */
    public SweepReport(
            Output out,
            SweepFolder folder,
            String launcher,
            Optional<String> then,
            Consumer<String> json) {
        this.then = then;
        this.out = out;
        this.folder = folder;
        this.launcher = launcher;
        this.json = json;
    }

    /** Prints how to continue. */
    public void stopped() {
        out.line("stopped; finished runs are kept, and runs in progress are saved");
        out.line("next: " + continuing());
    }

    /** Returns the command that continues the sweep. */
    public String continuing() {
        return "%s sweep --resume %s%s"
                .formatted(launcher, named(), then.map(" --then "::concat).orElse(""));
    }

    /**
     * Lists the best points, and saves the recipe of the first if there is one.
     *
     * @param unkept takes what could not be kept of it, a sentence
     */
    public void ended(ParameterSweep sweep, List<Standing> standings, Consumer<String> unkept) {
        if (Double.isNaN(standings.getFirst().mean())) {
            out.line("every point has a run that failed or diverged, so there is no best one");
            out.line("table: " + folder.table());
            json.accept(SweepJson.end(Optional.empty()));
            return;
        }
        list(sweep, standings);
        Path best = folder.folder().resolve("best.yaml");
        RunFile.replace(best, sweep.recipe(standings.getFirst()).yaml());
        out.line("table: " + folder.table());
        String again = "; %s plot %s draws it again".formatted(launcher, named());
        new Drawing("the plot", again, out::line, unkept)
                .attempt(() ->
                        SweepPictures.draw(folder).forEach(file -> out.line("plot:  " + file)));
        out.line("best:  " + best);
        out.line("next: %s train %s".formatted(launcher, ShellWord.of(best.toString())));
        json.accept(SweepJson.end(Optional.of(best.toString())));
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
        return SuggestedName.of(folder.folder());
    }
}
