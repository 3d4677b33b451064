package dev.gradus.train.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.train.batch.Passes.Sizes;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassesTest {
    private static final Sizes GROWING = (step, _, _) -> (int) step + 1;

    @Test
    void aPlannedBatchIsCutAtTheEndOfTheEpoch() {
        Passes passes = Passes.ofEpochs(10, 3, GROWING);

        assertThat(counts(passes, 9)).containsExactly(1, 2, 3, 4, 5, 5, 7, 3, 8);
        assertThat(LongStream.of(0, 1, 2, 3).map(passes::stepsIn)).containsExactly(4L, 2L, 2L, 2L);
        assertThat(LongStream.of(0, 1, 2, 3, 4).map(passes::firstStep))
                .containsExactly(0L, 4L, 6L, 8L, 10L);
    }

    private static final int PLANNED = 200;

    /** What a walk through the run finds is what every step says when asked alone, last first. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "13, 5", "17, 17", "64, 20", "207, 64", "1000, 999"})
    void everyStepKnowsItsPlaceByItself(int examples, int largest) {
        Sizes sizes = (step, epoch, first) -> 1 + (int) ((step * 7 + epoch + first) % largest);
        for (Passes passes :
                List.of(
                        Passes.ofSteps(examples, PLANNED, sizes),
                        Passes.ofEpochs(examples, 7, sizes),
                        new Passes(examples, largest))) {
            long epoch = 0;
            int first = 0;
            for (long step = 0; step < 2 * PLANNED; step++) {
                assertThat(passes.epoch(step)).isEqualTo(epoch);
                assertThat(passes.first(step)).isEqualTo(first);
                first += passes.count(step);
                assertThat(passes.endsEpoch(step)).isEqualTo(first == examples);
                if (first == examples) {
                    first = 0;
                    epoch++;
                    assertThat(passes.firstStep(epoch)).isEqualTo(step + 1);
                }
            }
        }
    }

    @Test
    void whatIsPlannedIsWhatAStepTakes() {
        Sizes sizes = (step, _, first) -> 1 + (int) ((step * 7 + first) % 20);
        Passes passes = Passes.ofSteps(64, PLANNED, sizes);
        for (long step = 0; step < PLANNED; step++) {
            int first = passes.first(step);
            assertThat(passes.count(step))
                    .isEqualTo(Math.min(64 - first, sizes.at(step, passes.epoch(step), first)));
        }
    }

    @Test
    void afterThePlanTheLastSizeGoesOnWithANewEpoch() {
        Passes passes = Passes.ofSteps(10, 2, (step, _, _) -> step < 2 ? 3 : 4);

        assertThat(counts(passes, 8)).containsExactly(3, 3, 4, 4, 4, 2, 4, 4);
        assertThat(passes.epoch(1_000_000_000_002L)).isEqualTo(1 + 333_333_333_333L);
        assertThat(passes.largest()).isEqualTo(4);
    }

    @Test
    void moreThanThereAreCountAsAllAndNoneIsRefused() {
        assertThat(counts(Passes.ofEpochs(5, 2, (_, _, _) -> 99), 2)).containsExactly(5, 5);
        assertThatThrownBy(() -> Passes.ofEpochs(5, 2, (_, _, _) -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch must have at least 1 example, got batch size 0");
    }

    private static List<Integer> counts(Passes passes, long steps) {
        return LongStream.range(0, steps).mapToObj(passes::count).toList();
    }
}
