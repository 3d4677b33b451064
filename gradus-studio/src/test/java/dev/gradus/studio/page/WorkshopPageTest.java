package dev.gradus.studio.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.text.ScheduleReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkshopPageTest {
    /** One cycle drives the momentum too, which its rates alone would lose. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "oneCycle(0.01)",
                "cosine(0.1, 0).warmup(percent(5))",
                "law('0.1 * 0.95^t').per(epochs(1))",
                "knots(0).to(percent(20), 0.1).to(rest(), 0)",
                "torch.CosineAnnealingLR(lr=0.1, T_max=30)"
            })
    void theJavaThatThePageOffersIsTheWholeSchedule(String text) {
        Schedule schedule = ScheduleReader.parse(text);

        String java = WorkshopPage.java(schedule);

        assertThat(java)
                .startsWith("trainer.learningRate(ScheduleReader.parse(\"")
                .endsWith("\"))");
        String literal = java.substring(java.indexOf('"') + 1, java.lastIndexOf('"'));
        Schedule read = ScheduleReader.parse(literal.translateEscapes());
        assertThat(read).isEqualTo(schedule);
        assertThat(read.withCompanions().keySet()).isEqualTo(schedule.withCompanions().keySet());
    }
}
