package dev.gradus.train.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores that are counted in bins are ranked as those that are kept. */
class RankingTest {
    private static final int EXAMPLES = 200_000;
    private static final int BINS = 1 << 18;

    private static Ranking[] rankings(double center, double scale, double step, int kept) {
        var random = new Random(3);
        var exact = new Ranking();
        var coarse = new Ranking();
        for (int i = 0; i < EXAMPLES; i++) {
            if (i == kept) {
                coarse.coarsen(BINS);
            }
            boolean isMember = random.nextInt(3) == 0;
            double score = center + scale * (random.nextGaussian() + (isMember ? 0.8 : 0));
            float rounded = (float) (step > 0 ? Math.rint(score / step) * step : score);
            exact.add(rounded, isMember);
            coarse.add(rounded, isMember);
        }
        return new Ranking[] {exact, coarse};
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 1000",
        "0, 1, 0, 0",
        "5, 20, 0, 150000",
        "0, 1e-9, 0, 1000",
        "-3e12, 1e12, 0, 1000",
        "0, 1, 0.25, 1000",
        "1000, 1, 1, 1000"
    })
    void anAreaFromBinsIsRightToWithinWhatIsStated(
            double center, double scale, double step, int kept) {
        Ranking[] both = rankings(center, scale, step, kept);
        double exact = both[0].area().orElseThrow();
        assertThat(exact).isBetween(0.6, 0.8);
        assertThat(both[1].area().orElseThrow())
                .isCloseTo(exact, within(RankingBins.LARGEST_ERROR));
    }

    @Test
    void equalScoresAreExactInBinsToo() {
        Ranking[] both = rankings(0, 1, 1e9, 1000);
        assertThat(both[0].area()).hasValue(0.5);
        assertThat(both[1].area()).hasValue(0.5);
    }

    @Test
    void anAreaThatBinsCannotTellIsNotTold() {
        Ranking[] both = rankings(1000, 1e-3, 0, 1000);
        assertThat(both[0].area()).isPresent();
        assertThat(both[1].area()).isEmpty();
        assertThat(both[1].hasPairs()).isTrue();
    }

    @Test
    void scoresWithoutALimitAreTheOutermost() {
        var ranking = new Ranking();
        ranking.coarsen(BINS);
        ranking.add(Float.POSITIVE_INFINITY, true);
        ranking.add(Float.NEGATIVE_INFINITY, false);
        ranking.add(3, false);
        assertThat(ranking.area()).hasValue(1);
    }

    @Test
    void aScoreThatIsNoNumberLeavesNoArea() {
        for (int kept : new int[] {0, 3, 100}) {
            var ranking = new Ranking();
            for (int i = 0; i < 10; i++) {
                if (i == kept) {
                    ranking.coarsen(BINS);
                }
                ranking.add(i == 5 ? Float.NaN : i, i % 2 == 0);
            }
            assertThat(ranking.area()).isEmpty();
        }
    }
}
