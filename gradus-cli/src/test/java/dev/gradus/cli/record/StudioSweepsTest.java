package dev.gradus.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.recipe.Draft;
import dev.gradus.run.event.EndReason;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.studio.sweep.SweepView;
import dev.gradus.studio.sweep.SweepView.Point;
import dev.gradus.sweep.Axis;
import dev.gradus.sweep.Design;
import dev.gradus.sweep.SweepFolder;
import dev.gradus.sweep.SweepPlan;
import dev.gradus.sweep.SweepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudioSweepsTest {
    @TempDir private Path folder;

    private final StudioSweeps sweeps = new StudioSweeps();

    /** Three lengths, which have the name of a column of the table, and two seeds. */
    private Path sweep(SweepResult... results) throws IOException {
        Draft base =
                Draft.of(
                        Map.of("model", "dense(2)", "learningRate", "0.1", "validationShare", 0.2),
                        "a test");
        var plan =
                new SweepPlan(
                        base,
                        List.of(Axis.parse("steps=100,200,300")),
                        Design.parse("grid"),
                        2,
                        Optional.empty());
        Path place = folder.resolve("lengths");
        SweepFolder.create(place, plan);
        var lines = new StringBuilder();
        for (SweepResult result : results) {
            lines.append(result.json()).append('\n');
        }
        Files.writeString(place.resolve("results.jsonl"), lines);
        return place;
    }

    private static SweepResult result(int trial, EndReason status, double loss, double accuracy) {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("loss", loss);
        metrics.put("accuracy", accuracy);
        return new SweepResult(trial, 0, 100, status, "", metrics, "aa");
    }

    @Test
    void pointsAreRankedAsTheSweepItselfRanksThem() throws IOException {
        Path place =
                sweep(
                        result(1, BuiltIn.COMPLETED, 0.4, 0.9),
                        result(2, BuiltIn.COMPLETED, 0.6, 0.8),
                        result(3, BuiltIn.COMPLETED, 0.1, 0.7),
                        result(4, BuiltIn.DIVERGED, Double.NaN, 0.1),
                        result(5, BuiltIn.COMPLETED, 0.2, 0.6),
                        result(6, BuiltIn.COMPLETED, 0.4, 0.7));

        SweepView view = sweeps.read(place, Optional.empty());

        assertThat(sweeps.isSweep(place)).isTrue();
        assertThat(view.metric()).isEqualTo("loss");
        assertThat(view.axes()).containsExactly("steps");
        assertThat(view.metrics()).containsExactly("loss", "accuracy");
        assertThat(view.seeds()).isEqualTo(2);
        assertThat(view.isUnderWay()).isFalse();
        assertThat(view.points()).extracting(Point::number).containsExactly(3, 1, 2);
        Point best = view.best().orElseThrow();
        assertThat(best.settings()).containsExactly(entry("steps", "300"));
        assertThat(best.values()).containsExactly(0.2, 0.4);
        assertThat(best.mean()).isCloseTo(0.3, within(1e-12));
        assertThat(best.steps()).isEqualTo(100);
        Point last = view.points().getLast();
        assertThat(last.mean()).isNaN();
        assertThat(last.values()).containsExactly(0.1);
        assertThat(last.trouble()).isEqualTo("diverged");
    }

    @Test
    void anotherMetricRanksInTheDirectionInWhichItImproves() throws IOException {
        Path place =
                sweep(
                        result(1, BuiltIn.COMPLETED, 0.4, 0.9),
                        result(2, BuiltIn.COMPLETED, 0.6, 0.8),
                        result(3, BuiltIn.COMPLETED, 0.1, 0.7),
                        result(4, BuiltIn.COMPLETED, 0.1, 0.7));

        assertThat(sweeps.read(place, Optional.of("loss")).points())
                .extracting(Point::number)
                .containsExactly(2, 1);
        assertThat(sweeps.read(place, Optional.of("accuracy")).points())
                .extracting(Point::number)
                .containsExactly(1, 2);
        assertThatThrownBy(() -> sweeps.read(place, Optional.of("brilliance")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("brilliance");
    }

    @Test
    void aSweepWithoutResultsHasNoPoints() throws IOException {
        SweepView view = sweeps.read(sweep(), Optional.empty());

        assertThat(view.points()).isEmpty();
        assertThat(view.best()).isEmpty();
    }

    @Test
    void whatHasNoPlanIsNoSweep() {
        assertThat(sweeps.isSweep(folder)).isFalse();
    }
}
