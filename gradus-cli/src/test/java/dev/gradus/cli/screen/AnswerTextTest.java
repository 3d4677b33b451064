package dev.gradus.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.control.Control;
import dev.gradus.run.control.ControlRequest;
import dev.gradus.run.event.Answer;
import dev.gradus.run.event.Answer.LengthChange;
import dev.gradus.run.event.Answer.Suggestion;
import dev.gradus.run.event.Answer.ValueChange;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.schedule.HyperParameter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTextTest {
    private static List<String> lines(Control control, Answer answer) {
        var request = new ControlRequest("a", "me", Instant.EPOCH, control);
        return AnswerText.lines(
                new ControlAnswered(700, 700, request, answer, Activity.TRAINING),
                "set learningRate");
    }

    private static Suggestion suggestion(String rule, double rate) {
        return new Suggestion(rule, OptionalDouble.of(rate), 0.1, "high", "");
    }

    private static Suggestion none(String rule, String reason) {
        return new Suggestion(rule, OptionalDouble.empty(), 0, "low", reason);
    }

    @Test
    void aSearchShowsEveryRuleAndTheLineThatTakesTheRate() {
        var found =
                new Answer.Found(
                        "minimum/4",
                        List.of(
                                suggestion("minimum/2", 0.024),
                                suggestion("minimum/4", 0.012),
                                none("slide", "the loss never falls")),
                        List.of(),
                        List.of());

        assertThat(lines(new Control.Find(), found))
                .containsExactly(
                        "found learning rate 0.012; suggestions by rule:",
                        "  minimum/2        0.024  sweeps differ by 1.3x, confidence high",
                        "  minimum/4        0.012  sweeps differ by 1.3x, confidence high; suits this schedule",
                        "  slide        no usable slope: the loss never falls",
                        "to use it: set learningRate 0.012");
    }

    @Test
    void aReasonThatAllRulesShareIsGivenOnce() {
        var found =
                new Answer.Found(
                        "minimum/4",
                        List.of(
                                none("minimum/4", "it never falls"),
                                none("slide", "it never falls")),
                        List.of(),
                        List.of());

        assertThat(lines(new Control.Find(), found))
                .containsExactly("found no learning rate by any rule: it never falls");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2   | 702 | over 2 steps, then",
                "1   | 701 | over 1 step, then",
                "2ep | 1638 | over 938 steps (2ep), then",
                "''  | 840 | over 140 steps (a tenth of the run), then",
            })
    void aCoolDownIsAlwaysSaidInSteps(String span, long end, String over) {
        var applied =
                new Answer.Applied(
                        List.of(new ValueChange(HyperParameter.LEARNING_RATE, 0.01, 0.01)),
                        Optional.of(new LengthChange(1407, end)));

        assertThat(lines(new Control.CoolDown(span), applied))
                .containsExactly("learningRate falls from 0.01 to 0 " + over + " the run ends");
    }

    @Test
    void aChangeIsSaidWithWhatWasBefore() {
        var applied =
                new Answer.Applied(
                        List.of(
                                new ValueChange(HyperParameter.LEARNING_RATE, 0.01, 0.003),
                                new ValueChange(HyperParameter.MOMENTUM, 0.9, 0.9),
                                new ValueChange(HyperParameter.WEIGHT_DECAY, Double.NaN, 0.1)),
                        Optional.of(new LengthChange(1407, 2000)));

        assertThat(lines(new Control.Set(HyperParameter.LEARNING_RATE, 0.003), applied))
                .containsExactly(
                        "learningRate is 0.003, was 0.01",
                        "momentum stays at 0.9 for the next step",
                        "weightDecay is 0.1",
                        "the run has 2,000 steps, had 1,407 steps");
    }
}
