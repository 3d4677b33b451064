package dev.gradus.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RetentionTest {
    @Test
    void theNewestAndTheBestAreKept() {
        var steps = List.of(1L, 2L, 3L, 4L, 5L);

        assertThat(new Retention(2).surplus(steps, 5, OptionalLong.of(1))).containsExactly(3L, 2L);
        assertThat(new Retention(9).surplus(steps, 5, OptionalLong.empty())).isEmpty();
    }

    @Test
    void whatWasJustSavedIsKeptThoughOthersHaveMoreSteps() {
        assertThat(new Retention(1).surplus(List.of(210L, 200L, 300L), 210, OptionalLong.empty()))
                .containsExactly(200L);
    }

    @Test
    void whateverWasSavedBeforeTheNewestFewUpToTheSavedOneAndTheBestStay() {
        var random = new Random(1);
        for (int history = 0; history < 500; history++) {
            int keep = 1 + random.nextInt(4);
            var steps = new TreeSet<Long>();
            for (int i = random.nextInt(9); i >= 0; i--) {
                steps.add((long) random.nextInt(20));
            }
            List<Long> all = new ArrayList<>(steps);
            long saved = all.get(random.nextInt(all.size()));
            OptionalLong best =
                    random.nextBoolean()
                            ? OptionalLong.of(all.get(random.nextInt(all.size())))
                            : OptionalLong.empty();

            List<Long> surplus = new Retention(keep).surplus(steps, saved, best);

            List<Long> kept = all.stream().filter(step -> !surplus.contains(step)).toList();
            assertThat(kept).contains(saved);
            best.ifPresent(step -> assertThat(kept).contains(step));
            List<Long> upTo =
                    all.stream()
                            .filter(step -> step <= saved)
                            .sorted(Comparator.reverseOrder())
                            .toList();
            assertThat(kept).containsAll(upTo.subList(0, Math.min(keep, upTo.size())));
            long more = kept.stream().filter(step -> step <= saved).count();
            assertThat(more).isLessThanOrEqualTo(keep + 1);
        }
    }
}
