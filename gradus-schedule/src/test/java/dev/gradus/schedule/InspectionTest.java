package dev.gradus.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.schedule.text.ScheduleReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {
    private static List<String> sentences(String schedule, long steps) {
        return ScheduleReader.parse(schedule).check(Horizon.ofSteps(steps)).stream()
                .map(Warning::sentence)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1",
                "oneCycle(0.1)",
                "cosine(0.1)",
                "cosine(0.1).warmup(percent(5))",
                "exponential(0.1, 0.99)",
                "warmupStableDecay(0.1, percent(10), percent(20))",
                "ramp(0.1, 0, percent(100)).atEnd(ERROR)",
                "noam(512, 40)",
                "cosineRestarts(0.1, steps(200)).stretch(2)",
                "cosineRestarts(0.1, steps(333.4)).gain(0.5).warmup(steps(10))",
                "cosine(0.1, 0, steps(250)).repeat()",
                "knots(0.1, 0.9).to(steps(500), 0.05, 0.8).then(cosine(0.05))",
                "law(\"0.1\")",
                "exponential(0.1, 1)",
                "constant(0.1).warmup(percent(5))",
                "cyclic(0.01, 0.1, steps(100))",
                "linear(0.1, 0)",
                "linear(0.1, 0, steps(999))",
                "torch.ConstantLR(lr=0.1, factor=1)"
            })
    void findsNothingWrongWithWhatIsUsual(String schedule) {
        assertThat(sentences(schedule, 1000)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "knots(0.004).to(steps(1.5), COSINE, 0.1).to(steps(7.5), COSINE, 4e-7)|10|the peak 0.1 is never used: the"
                        + " highest rate is 0.0989074 at step 2; let a phase begin at the peak, or give the run more steps",
                "ramp(0.01, 0.1, steps(3)).then(cosine(0.1).shift(3))|10|the peak 0.1 is never used: the highest rate is"
                        + " 0.0793893 at step 3; let a phase begin at the peak, or give the run more steps",
                "ramp(0, 0.1, steps(5)).then(cosine(0.1))|1000|the first update has the value 0 and is wasted; start a little"
                        + " above, or use landing(NEITHER) for the warm-up",
                "ramp(0.1, 0, rest())|10|the last update uses 0.01 and not yet 0, which the schedule would reach",
                "hold(0.1, steps(60)).then(ramp(0.1, 0.05, steps(100)))|100|the schedule takes 160 steps and the run has"
                        + " 100: it ends during the phase from step 60 on (ramp from 0.1 to 0.05 in 100 steps, LINEAR)",
                "cosine(0.1).warmup(percent(0.1))|100|percent(0.1) rounds to 0 steps in a run of 100, so that phase"
                        + " vanishes",
                "hold(0.1, steps(50)).then(hold(1e-4))|100|the value falls 1000-fold at step 50, from 0.1 to 0.0001",
                "cosine(0.1, 0, steps(50)).then(hold(0.1))|100|the value rises 1014-fold at step 50, from 9.86636e-5 to"
                        + " 0.1",
                "hold(0.01, steps(50)).then(oneCycle(0.1))|100|the momentum of oneCycle(0.1) is left out, as hold(0.01,"
                        + " steps(50)) says nothing about it; give the momentum a schedule of its own, or begin with knots(…)",
                "0|10|every update has the value 0, so nothing is trained",
                "cosine(0.1).times(0)|1000|every update has the value 0, so nothing is trained",
                "cosine(0.1, 0, steps(200))|1000|from step 200 to the end, 1000, the value is 0 and nothing is trained; give"
                        + " a shorter run or a longer schedule",
                "cosine(0.1, 10)|1000|the value rises from 0.1 to 9.99998 at the last update, where it is usually low; give a"
                        + " longer run or a shorter warm-up, or the higher value first; a length has a unit, as in cosine(0.1, 0, epochs(10))",
                "ramp(0.001, 0.1, rest(), GEOMETRIC)|1000|the value rises from 0.001 to 0.0995405 at the last update, where it is usually"
                        + " low; give a longer run or a shorter warm-up, or the higher value first; a length has a unit, as in cosine(0.1, 0, epochs(10))",
                "stepDecay(0.1, 0.5, steps(3000))|1000|every update has the value 0.1, though stepDecay(0.1, 0.5, steps(3000))"
                        + " would change it in a longer run; write shorter lengths, or the number alone",
                "torch.StepLR(lr=0.1, step_size=3000)|1000|every update has the value 0.1, though torch.StepLR(lr=0.1,"
                        + " step_size=3000) would change it in a longer run; write shorter lengths, or the number alone",
                "1e6|10|the highest value is 1000000; learning rates are usually between 1e-6 and 10",
                "cosine(1e-12)|10|the highest value is 1e-12; learning rates are usually between 1e-6 and 10",
                "law(\"1 - t\")|10|the value at step 2 is -1, which is not a valid rate",
                "law(\"1 / (3 - t)\")|10|the value at step 3 is Infinity, which is not a valid rate"
            })
    void saysWhatIsSeldomMeant(String schedule, long steps, String sentence) {
        assertThat(sentences(schedule, steps)).contains(sentence);
    }

    /** The warm-up of a run of two updates ends with the run. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oneCycle(0.01)|1",
                "oneCycle(0.01)|2",
                "oneCycle(0.01)|3",
                "oneCycle(0.01)|4",
                "stepDecay(0.1, 0.5, steps(30))|2",
                "cosine(0.1).warmup(steps(2))|3"
            })
    void doesNotJudgeTheDirectionOfAFewUpdates(String schedule, long steps) {
        assertThat(sentences(schedule, steps))
                .noneMatch(sentence ->
                        sentence.startsWith("the value rises")
                                || sentence.startsWith("every update has the value"));
    }

    @Test
    void isQuickForLongRuns() {
        assertThat(sentences("oneCycle(0.1)", 1_000_000_000)).isEmpty();
        assertThat(sentences("linear(0.1, 0, steps(9e8))", 1_000_000_000))
                .singleElement()
                .asString()
                .startsWith("from step 900000000 to the end, 1000000000,");
    }
}
