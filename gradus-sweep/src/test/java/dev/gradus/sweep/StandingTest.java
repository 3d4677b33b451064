package dev.gradus.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.recipe.Judge;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static Standing standing(int point, int rung, int seeds, double mean) {
        return new Standing(point, Map.of(), rung, seeds, mean, mean, mean);
    }

    /** One lucky seed does not stand above the mean of three, and a failed run never does. */
    @Test
    void pointsWithAllSeedsStandAboveThoseWithSome() {
        var best = standing(1, 0, 3, 0.5);
        var next = standing(2, 0, 3, 0.6);
        var lucky = standing(3, 0, 1, 0.1);
        var failed = standing(4, 0, 3, Double.NaN);
        var later = standing(5, 1, 1, 0.9);

        assertThat(Stream.of(failed, lucky, next, best, later).sorted(Standing.order(Judge.LOSS)))
                .isEqualTo(List.of(later, best, next, lucky, failed));
    }
}
