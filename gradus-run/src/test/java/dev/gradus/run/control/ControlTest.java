package dev.gradus.run.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.Examples;
import dev.gradus.run.event.LearningRate;
import dev.gradus.schedule.HyperParameter;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ControlTest {

    @Test
    void everyKindOfControlIsAmongTheExamples() {
        assertThat(Examples.controls().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(kinds(Control.class).toArray(Class<?>[]::new));
    }

    @ParameterizedTest
    @MethodSource("dev.gradus.run.Examples#controls")
    void everyControlReadsBackEqualFromItsText(Control control) {
        assertThat(ControlText.parse(ControlText.of(control))).isEqualTo(control);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set learningRate 0.003                    | set learningRate 0.003",
                "set  lr   3e-3                            | set learningRate 0.003",
                "SCALE momentum .5                         | scale momentum 0.5",
                "schedule lr cosine(0.003, 0)              | schedule learningRate cosine(0.003, 0)",
                "cool-down                                 | coolDown",
                "cooldown 2ep                              | coolDown 2ep",
                "EXTEND 2000 append                        | extend 2000 append",
                "update-ratios OFF                         | updateRatios off",
                "stop-and-keep-best                        | stopAndKeepBest",
            })
    void peopleMayWriteItLoosely(String text, String canonical) {
        assertThat(ControlText.of(ControlText.parse(text))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jump                      | unknown control 'jump'; write one of set, scale, release, schedule, coolDown, extend, pause, resume, checkpoint, validate, find, updateRatios, quit, stop, stopAndKeepBest",
                "stpo                      | unknown control 'stpo'; did you mean 'stop'?",
                "cooldwn 2ep               | unknown control 'cooldwn'; did you mean 'coolDown'?",
                "set lerningRate 1         | unknown hyper-parameter 'lerningRate'; did you mean 'learningRate'?",
                "extend 6ep strech         | unknown way for schedules to continue 'strech'; did you mean 'stretch'?",
                "set                       | write set HYPER-PARAMETER VALUE, for example set learningRate",
                "set learningRate          | set learningRate needs a number; got ''",
                "set learningRate fast     | set learningRate needs a number; got 'fast'",
                "set learningRate -1       | set learningRate: the value must be finite and at least 0; got -1.0",
                "set learningRate NaN      | set learningRate: the value must be finite and at least 0; got NaN",
                "scale learningRate 0      | scale learningRate: the factor must be finite and above 0; got 0.0",
                "scale learningRate Infinity | scale learningRate: the factor must be finite and above 0; got Infinity",
                "release learningRate now  | nothing may follow 'release learningRate'; got 'now'",
                "schedule learningRate     | schedule learningRate: a schedule must follow, for example cosine(0.003, 0)",
                "extend 6ep                | write extend LENGTH and one of keep, stretch, append, for example extend 6ep stretch; got 'extend 6ep'",
                "updateRatios              | write updateRatios and after how many updates to measure one, for example updateRatios 100, or updateRatios off; got 'updateRatios '",
                "updateRatios often        | write updateRatios and after how many updates to measure one, for example updateRatios 100, or updateRatios off; got 'updateRatios often'",
                "updateRatios -1           | updateRatios: write after how many updates to measure one, for example updateRatios 100, or off; got -1",
                "stop now                  | nothing may follow 'stop'; got 'now'",
            })
    void whatCannotBeDoneIsRefusedWithWhatToWrite(String text, String message) {
        assertThatThrownBy(() -> ControlText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void anUnknownHyperParameterIsRefused() {
        assertThatThrownBy(() -> ControlText.parse("set speed 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("speed")
                .hasMessageContaining(HyperParameter.LEARNING_RATE.key());
    }

    @ParameterizedTest
    @CsvSource({"''", "a/b", "../x", "a b"})
    void anIdThatCannotNameAFileIsRefused(String id) {
        assertThatThrownBy(() -> new ControlRequest(id, "me", Examples.AT, new Control.Pause()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got '" + id + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.003 | 0.003 | 1   |       | 0.003 (schedule)",
                "0.0015 | 0.003 | 0.5 |       | 0.0015 = 0.003 (schedule) × 0.5 (factor)",
                "0.01  | 0.003 | 1   | 0.01  | 0.01 (set by hand; the schedule says 0.003)",
                "0.01  | 0.003 | 0.5 | 0.01  | 0.01 (set by hand; the schedule says 0.003 × 0.5 (factor))",
            })
    void whyIsTheRateWhatItIs(
            double value, double curve, double factor, Double override, String answer) {
        var rate =
                new LearningRate(
                        value,
                        curve,
                        factor,
                        override == null ? OptionalDouble.empty() : OptionalDouble.of(override));

        assertThat(rate.explain()).isEqualTo(answer);
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(ControlTest::kinds).distinct();
    }
}
