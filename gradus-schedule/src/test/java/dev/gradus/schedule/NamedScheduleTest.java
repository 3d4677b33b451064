package dev.gradus.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.schedule.named.Schedules;
import org.junit.jupiter.api.Test;

/** A schedule of the user's own class works like any other, and says that it cannot be saved. */
class NamedScheduleTest {
    private static final Horizon RUN = Horizon.ofSteps(20);

    private record Sawtooth(double high, Span length) implements NamedSchedule {
        @Override
        public Schedule definition() {
            return Schedules.linear(high, 0, length).repeat();
        }
    }

    private final Schedule sawtooth = new Sawtooth(1, Span.steps(4));

    @Test
    void hasTheValuesOfItsDefinition() {
        var curve = sawtooth.times(0.5).warmup(Span.steps(2)).over(RUN);
        assertThat(curve.at(2)).isEqualTo(0.5);
        assertThat(curve.at(3)).isEqualTo(0.375);
        assertThat(curve.at(6)).isEqualTo(0.5);
    }

    @Test
    void printsAsItselfAlsoWithinOthers() {
        assertThat(sawtooth.text()).isEqualTo("Sawtooth[high=1.0, length=steps(4)]");
        assertThat(sawtooth.times(0.5))
                .hasToString("Sawtooth[high=1.0, length=steps(4)].times(0.5)");
        assertThat(sawtooth.explain(RUN, 5).what())
                .isEqualTo("Sawtooth[high=1.0, length=steps(4)]");
    }

    @Test
    void isSavedInItsExpandedFormAlone() {
        assertThatThrownBy(() -> sawtooth.times(0.5).toTree())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Sawtooth[high=1.0, length=steps(4)] is a schedule of your own and cannot be saved; save its expanded()");
        assertThat(sawtooth.expanded()).hasToString("ramp(1, 0, steps(4)).repeat()");
        assertThat(sawtooth.expanded().toTree()).containsEntry("kind", "repeat");
    }
}
