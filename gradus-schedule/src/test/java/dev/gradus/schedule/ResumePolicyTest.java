package dev.gradus.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResumePolicyTest {
    private static final Schedule SCHEDULE = Schedules.linear(1, 0);
    private static final Horizon BEFORE = Horizon.ofSteps(10);

    @ParameterizedTest
    @CsvSource({
        // policy, new length, step asked, value; resumed at step 6
        "KEEP, 20, 6, 0.4",
        "KEEP, 20, 9, 0.1",
        "KEEP, 20, 10, 0",
        "KEEP, 20, 19, 0",
        "ADOPT, 20, 6, 0.7",
        "ADOPT, 20, 10, 0.5",
        "ADOPT, 20, 20, 0",
        "STRETCH, 20, 3, 0.7",
        "STRETCH, 20, 6, 0.4",
        "STRETCH, 20, 13, 0.2",
        "STRETCH, 20, 20, 0",
        "STRETCH, 8, 6, 0.4",
        "STRETCH, 8, 7, 0.2",
        "STRETCH, 8, 8, 0",
        "STRETCH, 6, 6, 0.4",
        "STRETCH, 3, 9, 0"
    })
    void eachDoesWhatItSays(ResumePolicy policy, long steps, long step, double value) {
        var curve = policy.resume(SCHEDULE, BEFORE, Horizon.ofSteps(steps), 6);
        assertThat(curve.at(step)).isEqualTo(value, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource
    void theSameLengthChangesNothing(ResumePolicy policy) {
        for (var schedule : Examples.all()) {
            var run = new Horizon(20, 5, 7);
            var whole = schedule.over(run);
            var resumed = policy.resume(schedule, run, run, 6);
            for (long step = 0; step < 25; step++) {
                assertThat(resumed.at(step)).isEqualTo(whole.at(step));
            }
        }
    }

    @Test
    void theDifferenceIsSaid() {
        assertThat(
                        ResumePolicy.ADOPT.difference(
                                Schedules.cosine(0.1), BEFORE, Horizon.ofSteps(20), 6))
                .isEqualTo(
                        "10 → 20 steps: step 6 goes from 0.0345492 to 0.0793893, step 19 goes from 0 to 6.15583e-4");
        assertThat(ResumePolicy.STRETCH.difference(SCHEDULE, BEFORE, Horizon.ofSteps(20), 6))
                .startsWith("10 → 20 steps: step 6 stays at 0.4, step 19 goes from 0 to");
    }

    @Test
    void aCoolDownBeginsAtTheValueInForce() {
        var cooled =
                Schedules.cosine(0.1)
                        .coolDown(BEFORE, 5, Span.steps(2), 0, Shapes.LINEAR)
                        .over(BEFORE);
        var free = Schedules.cosine(0.1).over(BEFORE);
        assertThat(cooled.at(4)).isEqualTo(free.at(4));
        assertThat(cooled.at(5)).isEqualTo(free.at(5));
        assertThat(cooled.at(6)).isEqualTo(free.at(5) / 2);
        assertThat(cooled.at(7)).isZero();
    }
}
