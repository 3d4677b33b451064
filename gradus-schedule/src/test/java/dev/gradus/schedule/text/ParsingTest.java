package dev.gradus.schedule.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.schedule.named.Schedules;
import dev.gradus.text.TextException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParsingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0.1|hold(0.1)",
                "1e-3|hold(0.001)",
                "oneCycle(peak=0.01)|oneCycle(0.01)",
                "oneCycle(0.01, finalDivisor=100, shape=LINEAR)|oneCycle(0.01).finalDivisor(100).shape(LINEAR)",
                "oneCycle(0.01).phases(THREE)|oneCycle(0.01).phases(THREE)",
                "oneCycle(0.01, phases=OneCycle.Phases.THREE)|oneCycle(0.01).phases(THREE)",
                "Schedules.hold(0.1, Span.epochs(5))|hold(0.1, epochs(5))",
                "ramp(to=0, from=0.1, length=epochs(5))|ramp(0.1, 0, epochs(5))",
                "ramp(0.1, 0, epochs(5), shape=COSINE.of(power(2)))|ramp(0.1, 0, epochs(5), COSINE.of(power(2)))",
                "cosine(0.1, 0)|cosine(0.1)",
                "cosine(0.1).then(0.001)|cosine(0.1).then(hold(0.001))",
                "cosine(0.1).repeat(3).gain(0.5)|cosine(0.1).repeat(3).gain(0.5)",
                "cosine(0.1).times(hold(2))|cosine(0.1).times(2)",
                "law(0.1 * 0.95**t)|law(\"0.1 * 0.95**t\")",
                "law(t -> 1 / (1 + t))|law(\"t -> 1 / (1 + t)\")",
                "multiStep(0.1, 0.5)|multiStep(0.1, 0.5)",
                "multiStep(0.1, 0.5, milestones=steps(3))|multiStep(0.1, 0.5, steps(3))",
                "multiStep(0.1, 0.5, milestones=[steps(3), steps(5)])|multiStep(0.1, 0.5, steps(3), steps(5))",
                "knots(0.1, 0.9).to(steps(3), 0, 1)|knots(0.1, 0.9).to(steps(3), 0, 1)"
            })
    void readsWhatIsWrittenInOtherWords(String written, String canonical) {
        assertThat(ScheduleReader.parse(written)).hasToString(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "onecycle(0.1)|unknown schedule 'onecycle'; did you mean 'oneCycle'?|onecycle(0.1)",
                "cosine(0.1).tehn(hold(1))|unknown method 'tehn'; did you mean 'then'?|tehn(hold(1))",
                "oneCycle(0.1, finalDivsor=3)|unknown argument 'finalDivsor'; did you mean 'finalDivisor'? (of oneCycle)|3",
                "ramp(0, 0.1, 5)|expected a length with its unit, such as epochs(5), steps(500) or percent(30), got the"
                        + " number 5|5",
                "ramp(0, 0.1, steps(5), COSIN)|unknown shape 'COSIN'; did you mean 'COSINE'?|COSIN",
                "oneCycle(0.1).phases(FOUR)|expected one of TWO, THREE, got 'FOUR'|FOUR",
                "hold('a')|expected a number, got the text 'a'|'a'",
                "cosine(0.1).repeat(1.5)|expected a whole number, got the number 1.5|1.5",
                "ramp(0, 0.1)|the arguments do not fit; write ramp(from, to, length) or ramp(from, to, length,"
                        + " shape)|ramp(0, 0.1)",
                "multiStep(0.1, 0.5, steps(1), milestones=steps(3))|the arguments do not fit; write multiStep(initial,"
                        + " factor, milestones)|multiStep(0.1, 0.5, steps(1), milestones=steps(3))",
                "piecewise(0.1, 5)|expected a value and when it begins, such as at(epochs(30), 0.01), got the number 5|5",
                "hold(0.1).times()|the arguments do not fit; write times(factor)|times()",
                "hold(0.1).shift()|the arguments do not fit; write shift(skipped) or shift(steps)|shift()",
                "exponential(0.1, 0)|exponential: factor must be greater than 0, got 0.0|exponential(0.1, 0)",
                "torch.ReduceLROnPlateau(lr=1).times(2)|this reacts to measurements and cannot be a part of a schedule; give it"
                        + " beside the schedule, as plateau(patience=11, smallestChange=1e-8)|torch.ReduceLROnPlateau(lr=1)",
                "epochs(5)|expected a schedule, such as cosine(0.1) or a number, got epochs(…)|epochs(5)",
                "law(\"0.1 * foo(t)\")|unknown function 'foo'|foo(t)"
            })
    void pointsAtTheFaultAndSuggests(String written, String reason, String place) {
        assertThatThrownBy(() -> ScheduleReader.parse(written))
                .isInstanceOfSatisfying(
                        TextException.class,
                        fault -> {
                            assertThat(fault.reason()).isEqualTo(reason);
                            assertThat(fault.place().text()).isEqualTo(place);
                        });
    }

    @Test
    void aJavaFunctionHasATextButCannotBeSaved() {
        var schedule = Schedules.law("mine", t -> 1 / (1 + t));
        assertThat(schedule).hasToString("law(\"mine\", …)");
        assertThatThrownBy(schedule::toTree)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "law(\"mine\", …) is a Java function and cannot be saved; write it as a formula, such as law(\"0.1 *"
                                + " 0.95^t\")");
    }

    @Test
    void theTreeNamesTheKindAndEveryComponent() {
        assertThat(ScheduleReader.parse("cosine(0.1)").toTree())
                .isEqualTo(Map.of("kind", "cosine", "from", 0.1, "to", 0.0, "length", "rest()"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=1|a schedule needs a 'kind', such as \"cosine\", got {from=1}",
                "kind=cosin|unknown schedule 'cosin'; did you mean 'cosine'?",
                "kind=hold|hold: field 'value' is missing",
                "kind=hold,value=a|hold: field 'value' cannot be a",
                "kind=oneCycle,peka=1|oneCycle: unknown field 'peka'; did you mean 'peak'?",
                "kind=multiStep,initial=1,factor=1,milestones=1|multiStep: field 'milestones' cannot be 1",
                "kind=hold,valeu=1|hold: unknown field 'valeu'; did you mean 'value'?"
            })
    void aFaultInATreeNamesTheField(String fields, String message) {
        var tree = new TreeMap<String, Object>();
        for (var field : fields.split(",", -1)) {
            String value = field.substring(field.indexOf('=') + 1);
            tree.put(
                    field.substring(0, field.indexOf('=')), value.equals("1") ? (Object) 1 : value);
        }
        assertThatThrownBy(() -> ScheduleReader.fromTree(tree))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
