package dev.gradus.cli.record;

import dev.gradus.recipe.Judge;
import dev.gradus.studio.sweep.SweepReader;
import dev.gradus.studio.sweep.SweepView;
import dev.gradus.sweep.Standing;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepResult;
import dev.gradus.sweep.SweepState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sweeps for the studio's page: as {@link SweepState} reads and ranks them. */
public final class StudioSweeps implements SweepReader {
    /** The sweep that was read last; a page asks for the same one again and again. */
    private @Nullable Seen last;

    private record Seen(
            Path folder, long size, long modified, boolean isUnderWay, SweepState state) {}

    @Override
    public boolean isSweep(Path folder) {
        return SweepFolder.isSweep(folder);
    }

    @Override
    public SweepView read(Path folder, Optional<String> metric) {
        SweepFolder sweep = SweepFolder.open(folder);
        SweepState state = state(sweep);
        Judge own = state.plan().judge();
        Judge judge =
                metric.filter(name -> !name.equals(own.metric())).map(Judge::parse).orElse(own);
        return new SweepView(
                sweep.trials().folder(),
                state.plan().seeds(),
                state.isUnderWay(),
                state.plan().axes().stream().map(axis -> axis.key().name()).toList(),
                state.results().stream()
                        .flatMap(result -> result.metrics().keySet().stream())
                        .distinct()
                        .toList(),
                judge.metric(),
                state.standings(judge).stream()
                        .map(standing -> point(standing, state.results(standing), judge.metric()))
                        .toList());
    }

    private synchronized SweepState state(SweepFolder sweep) {
        long size = sweep.table().toFile().length();
        long modified = sweep.table().toFile().lastModified();
        boolean isUnderWay = sweep.isUnderWay();
        Seen seen = last;
        if (seen == null
                || !seen.folder.equals(sweep.folder())
                || seen.size != size
                || seen.modified != modified
                || seen.isUnderWay != isUnderWay) {
            seen = new Seen(sweep.folder(), size, modified, isUnderWay, SweepState.read(sweep));
            last = seen;
        }
        return seen.state;
    }

    private static SweepView.Point point(
            Standing standing, List<SweepResult> results, String metric) {
        return new SweepView.Point(
                standing.point(),
                standing.settings(),
                standing.rung(),
                results.stream().mapToLong(SweepResult::steps).max().orElse(0),
                results.stream()
                        .map(result -> result.value(metric))
                        .filter(Double::isFinite)
                        .toList(),
                results.size(),
                standing.mean(),
                trouble(results));
    }

    private static String trouble(List<SweepResult> results) {
        return String.join(
                "; ",
                results.stream()
                        .filter(result -> !result.isUsable())
                        .map(result ->
                                result.detail().isEmpty()
                                        ? result.status().word()
                                        : result.detail())
                        .distinct()
                        .toList());
    }
}
