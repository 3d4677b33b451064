package dev.gradus.sweep;

import dev.gradus.recipe.Judge;
import java.util.List;

/**
 * The state of a sweep as its folder shows it at one moment, for display: of a sweep under way, in
 * this process or another, or of one that is over. Reading changes nothing and takes no lock.
 *
 * {@snippet :
 * SweepState sweep = SweepState.read(SweepFolder.open(folder));
 * Standing best = sweep.standings().getFirst();
 * List<SweepResult> bySeed = sweep.results(best);
 * }
 *
 * @param plan its plan
 * @param trials all of its trials, in the order of their numbers
 * @param results their results so far, by trial, and by rung within each
 * @param standings the points that have results, the best first
 * @param isUnderWay whether a process is training the sweep
 */
public record SweepState(
        SweepPlan plan,
        List<SweepTrial> trials,
        List<SweepResult> results,
        List<Standing> standings,
        boolean isUnderWay) {
    /** Keeps the order. */
    public SweepState {
        trials = List.copyOf(trials);
        results = List.copyOf(results);
        standings = List.copyOf(standings);
    }

    /**
     * Reads the folder of a sweep.
     *
     * @param folder the folder
     * @return its current state
     * @throws dev.gradus.run.json.RunException if a file cannot be read
     * @throws IllegalArgumentException if its plan is invalid, or results belong to another plan
     */
    public static SweepState read(SweepFolder folder) {
        boolean isUnderWay = folder.isUnderWay();
        SweepPlan plan = folder.plan();
        List<SweepTrial> trials = plan.trials();
        var results = new Results(trials, plan.seeds(), plan.judge());
        results.addAll(folder.results(_ -> {})); // runs without a result are counted as such
        return new SweepState(plan, trials, results.inOrder(), results.standings(), isUnderWay);
    }

    /** {@return how many runs there are in all, counted for each rung} */
    public int runs() {
        return plan.runs(plan.rungs(trials));
    }

    /**
     * {@return the points that have results, the best first by another metric than the plan's}
     *
     * @param judge what ranks them
     */
    public List<Standing> standings(Judge judge) {
        var ranked = new Results(trials, plan.seeds(), judge);
        ranked.addAll(results);
        return ranked.standings();
    }

    /**
     * {@return the results of a point's runs at the rung by which it stands, by seed}
     *
     * @param standing a point of this sweep
     */
    public List<SweepResult> results(Standing standing) {
        int first = (standing.point() - 1) * plan.seeds() + 1;
        return results.stream()
                .filter(result -> result.rung() == standing.rung())
                .filter(result -> result.trial() >= first && result.trial() < first + plan.seeds())
                .toList();
    }
}
