package dev.gradus.recipe;

import static dev.gradus.schedule.named.Schedules.cosine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.peer.Peers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatePlanTest {
    /** PyTorch fires when more reports than patience were bad, Keras when as many were. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch.ReduceLROnPlateau(patience=3, factor=0.5) |"
                        + " plateau(factor=0.5, patience=4, smallestChange=1e-8)",
                "keras.callbacks.ReduceLROnPlateau(patience=3, factor=0.5) |"
                        + " plateau(factor=0.5, patience=3, relativeThreshold=0, absoluteThreshold=1e-4)",
                "paddle.optimizer.lr.ReduceOnPlateau(patience=3, factor=0.5) |"
                        + " plateau(factor=0.5, patience=4, smallestChange=1e-8)",
                "hf.reduce_lr_on_plateau(patience=3, factor=0.5) |"
                        + " plateau(factor=0.5, patience=4, smallestChange=1e-8)",
                "transformers.get_scheduler('reduce_lr_on_plateau',"
                        + " scheduler_specific_kwargs={'patience': 3, 'factor': 0.5}) |"
                        + " plateau(factor=0.5, patience=4, smallestChange=1e-8)",
            })
    void aControllerOfAnotherSystemStandsWhereOneOfOursMay(String theirs, String ours) {
        Controller expected = Controller.parse(ours);

        assertThat(RatePlan.controller(theirs)).isEqualTo(expected);
        RatePlan plan = RatePlan.parse("cosine(0.1) * " + theirs);
        assertThat(plan).isEqualTo(new RatePlan(cosine(0.1), List.of(expected)));
        assertThat(RatePlan.parse(plan.text())).isEqualTo(plan);
        assertThat(RatePlan.parse(theirs + " * cosine(0.1)")).isEqualTo(plan);
        assertThat(
                        Recipe.empty()
                                .with(Keys.CONTROLLERS, Keys.CONTROLLERS.read(List.of(theirs)))
                                .get(Keys.CONTROLLERS))
                .containsExactly(expected);
    }

    @Test
    void aloneItStandsForItsRateToo() {
        RatePlan plan = RatePlan.parse("torch.ReduceLROnPlateau(lr=0.1, patience=3)");

        assertThat(plan.controllers()).hasSize(1);
        assertThat(plan.text()).isEqualTo("torch.ReduceLROnPlateau(lr=0.1, patience=3)");
    }

    @Test
    void besideAScheduleItHasNoRateOfItsOwn() {
        assertThatThrownBy(() -> RatePlan.parse("cosine(0.1) * torch.ReduceLROnPlateau(lr=0.1)"))
                .hasMessageContaining(
                        "lr is not used here: the rate is that of the schedule beside it");
        assertThatThrownBy(() ->
                        RatePlan.parse("cosine(0.1) * torch.ReduceLROnPlateau(SGD(p, lr=0.5))"))
                .hasMessageContaining(
                        "lr is not used here: the rate is that of the schedule beside it");
        assertThatThrownBy(() -> RatePlan.parse("cosine(0.1) * torch.ReduceLROnPlateau(patiens=3)"))
                .hasMessageContaining("patiens");
        assertThatThrownBy(() -> RatePlan.parse("0.1 * ReduceLROnPlateau(patience=3)"))
                .hasMessageContaining("write torch.ReduceLROnPlateau or keras.ReduceLROnPlateau");
        assertThatThrownBy(() -> RatePlan.parse("0.1 * torch.ReduceLROnPlateau(min_lr=[1, 2])"))
                .hasMessageContaining("acts on the rates of all parameter groups alike");
    }

    @Test
    void theRatesOfParameterGroupsAreThoseOfAWholeLearningRate() {
        RatePlan plan =
                RatePlan.parse("torch.StepLR(lr=[0.01, 0.1], step_size=3) * plateau(patience=3)");

        assertThat(plan.groups()).hasValueSatisfying(note -> assertThat(note).endsWith("0.1x, 1x"));
        assertThat(RatePlan.parse(plan.text())).isEqualTo(plan);
        assertThatThrownBy(() -> RatePlan.curve("torch.StepLR(lr=[0.01, 0.1], step_size=3)"))
                .hasMessageContaining("parameter groups have schedules of their own");
        Schedule changed = plan.schedule().times(2);
        assertThatThrownBy(() -> Peers.groupRates(changed))
                .hasMessageContaining("which only a whole learning rate can have");
    }

    @Test
    void lengthsMayBeComposersTimeStrings() {
        assertThat(RatePlan.parse("linear(0, 0.1, \"2ep\").then(cosine(0.1, 0, \"0.3dur\"))"))
                .isEqualTo(
                        RatePlan.parse(
                                "linear(0, 0.1, epochs(2)).then(cosine(0.1, 0, percent(30)))"));
    }
}
