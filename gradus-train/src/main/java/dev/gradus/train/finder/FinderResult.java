package dev.gradus.train.finder;

import dev.gradus.train.finder.Sweep.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a search for a learning rate found.
 *
 * @param sweeps every sweep, at least one
 * @param rule the rule that suits the schedule the rate will feed
 */
public record FinderResult(List<Sweep> sweeps, Rule rule) {
    public FinderResult {
        sweeps = List.copyOf(sweeps);
        if (sweeps.isEmpty()) {
            throw new IllegalArgumentException("a search makes at least 1 sweep, got none");
        }
    }

    /** Returns the rate to take, or why there is none. */
    public Reading suggestion() {
        return findings(rule).median();
    }

    /** Returns what one rule says. */
    public Findings findings(Rule rule) {
        return Findings.of(rule, sweeps);
    }

    /** Returns what every rule says. */
    public List<Findings> findings() {
        return Arrays.stream(Rule.values()).map(this::findings).toList();
    }

    /** Returns the sweeps averaged rate by rate, as far as all of them reach; to look at. */
    public Sweep mean() {
        int reach = sweeps.stream().mapToInt(sweep -> sweep.points().size()).min().orElseThrow();
        var points = new ArrayList<Point>();
        for (int i = 0; i < reach; i++) {
            int at = i;
            double loss =
                    sweeps.stream()
                            .mapToDouble(sweep -> sweep.points().get(at).loss())
                            .average()
                            .orElseThrow();
            points.add(new Point(sweeps.getFirst().points().get(i).rate(), loss));
        }
        return new Sweep(points, sweeps.getFirst().end());
    }
}
