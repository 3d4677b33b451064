package dev.gradus.schedule.controller;

import static dev.gradus.schedule.controller.Greedy.greedy;
import static dev.gradus.schedule.controller.Plateau.plateau;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlateauTest {
    private static final double NAN = Double.NaN;

    private static List<Double> rates(Controller controller, double base, double... reports) {
        List<Double> rates = new ArrayList<>();
        Controller.State state = controller.start();
        for (double report : reports) {
            state = controller.next(state, Observation.measured(report, base));
            rates.add(controller.apply(state, base));
        }
        return rates;
    }

    private static final Plateau HALVING = plateau().factor(0.5).patience(2);

    @Test
    void cutsAfterPatienceReportsInARowWithoutImprovement() {
        assertThat(rates(HALVING, 1, 5, 5, 4, 4, 4, 4, 4))
                .containsExactly(1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.25);
    }

    @Test
    void aCooldownIsNotCounted() {
        assertThat(rates(HALVING.cooldown(3), 1, 5, 5, 5, 5, 5, 5, 5, 5))
                .containsExactly(1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25);
    }

    @Test
    void anImprovementDuringTheCooldownIsTheNewBest() {
        assertThat(rates(HALVING.cooldown(1), 1, 5, 5, 5, 1, 2, 2))
                .containsExactly(1.0, 1.0, 0.5, 0.5, 0.5, 0.25);
    }

    @Test
    void negativeMetricsImproveDownwardsToo() {
        assertThat(rates(HALVING.threshold(0.1, 0), 1, -1, -1.05, -1.2, -1.25, -1.3))
                .containsExactly(1.0, 1.0, 1.0, 1.0, 0.5);
        assertThat(rates(HALVING.goal(Goal.MAXIMIZE).threshold(0.1, 0), 1, -2, -1.5, -1.4, -1.38))
                .containsExactly(1.0, 1.0, 1.0, 0.5);
    }

    @Test
    void neitherNanNorTheBadInfinityEverImproves() {
        assertThat(rates(HALVING, 1, NAN, NAN, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                .containsExactly(1.0, 0.5, 0.5, 0.25);
        assertThat(rates(HALVING, 1, NAN, 3, NAN, 2)).containsOnly(1.0);
    }

    @Test
    void measurementsAreAveragedIntoReports() {
        assertThat(rates(HALVING.patience(1).averaged(2), 1, 4, 2, 5, 1, 5, 1))
                .containsExactly(1.0, 1.0, 1.0, 0.5, 0.5, 0.25);
    }

    @Test
    void theFloorOfTheFactorHoldsForEverySchedule() {
        assertThat(rates(HALVING.patience(1).lowestFactor(0.3), 2, 1, 1, 1, 1))
                .containsExactly(2.0, 1.0, 0.6, 0.6);
    }

    @Test
    void theFloorOfTheRateRefersToTheRateOfTheMoment() {
        Plateau plateau = HALVING.patience(1).lowestRate(0.2);
        Controller.State state = plateau.start();
        state = plateau.next(state, Observation.measured(1, 0.1));
        state = plateau.next(state, Observation.measured(1, 0.1));
        assertThat(plateau.apply(state, 0.1)).as("already below the floor").isEqualTo(0.1);
        state = plateau.next(state, Observation.measured(1, 0.3));
        assertThat(plateau.apply(state, 0.3)).isEqualTo(0.2);
    }

    @Test
    void greedyRisesWithImprovementAndFallsWithout() {
        Greedy doubling = greedy().factor(0.5).patience(2).between(0.25, 4);
        assertThat(rates(doubling, 1, 9, 8, 7, 6, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4))
                .containsExactly(1., 2., 2., 4., 4., 4., 4., 2., 2., 1., 1., .5, .5, .25, .25, .25);
    }

    @Test
    void greedyStartsOverAfterEnoughCutsAtTheLowestRate() {
        Greedy greedy = new Greedy(Goal.MINIMIZE, 0.5, 1, 0, 0, 0, 0, 0.5, 4, 0, 1, 2);
        assertThat(rates(greedy, 1, 9, 9, 9, 9)).containsExactly(2.0, 1.0, 0.5, 1.0);
    }

    @Test
    void greedyRestsAfterAChange() {
        Greedy resting = new Greedy(Goal.MINIMIZE, 0.5, 1, 0, 0, 2, 1, 0, 100, 0, 1, 500);
        assertThat(rates(resting, 1, 9, 8, 7, 7, 7, 6, 6, 6, 6))
                .containsExactly(2., 2., 4., 4., 2., 2., 2., 4., 4.);
    }

    @Test
    void aPersonSetsScalesAndReleases() {
        Manual manual = new Manual();
        Controller.State state = manual.next(manual.start(), new Observation.Scale(0.5));
        assertThat(manual.apply(state, 0.1)).isEqualTo(0.05);
        state = manual.next(state, new Observation.Set(0.02));
        assertThat(manual.apply(state, 0.1)).isEqualTo(0.02);
        assertThat(manual.apply(state, 0))
                .as("a held rate does not depend on the schedule")
                .isEqualTo(0.02);
        state = manual.next(state, new Observation.Scale(2));
        assertThat(manual.apply(state, 0.1)).isEqualTo(0.04);
        state = manual.next(state, new Observation.Release());
        assertThat(manual.apply(state, 0.1)).isEqualTo(0.1);
    }
}
