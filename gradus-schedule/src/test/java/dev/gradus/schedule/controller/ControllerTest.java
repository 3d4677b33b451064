package dev.gradus.schedule.controller;

import static dev.gradus.schedule.controller.Greedy.greedy;
import static dev.gradus.schedule.controller.Plateau.plateau;
import static dev.gradus.schedule.controller.ProbabilityOfDecrease.probabilityOfDecrease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.text.Expression;
import dev.gradus.text.TextException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds forevery controller. */
class ControllerTest {
    static Stream<Controller> controllers() {
        return Stream.of(
                plateau(),
                plateau()
                        .factor(0.5)
                        .patience(2)
                        .threshold(0, 0.01)
                        .cooldown(3)
                        .lowestRate(1e-4)
                        .lowestFactor(0.01),
                plateau()
                        .goal(Goal.MAXIMIZE)
                        .smallestChange(1e-8)
                        .averaged(2)
                        .afterCut(Controller.Weights.RESTORE_BEST),
                probabilityOfDecrease(),
                probabilityOfDecrease(40).factor(0.5).forget(10).lowestRate(1e-5),
                probabilityOfDecrease(20).afterCut(Controller.Weights.RESTORE_BEST),
                greedy(),
                greedy().factor(0.5).patience(2).between(1e-5, 0.1),
                new Greedy(Goal.MAXIMIZE, 0.9, 3, 1e-3, 0, 2, 1, 0, 1, 1e-8, 4, 20),
                new Manual(),
                new Swinging(0.5));
    }

    /** One of the user's own: low after a report that is no better than the one before. */
    private record Swinging(double low) implements OwnController {
        @Override
        public Watched watched() {
            return Watched.REPORTED_METRIC;
        }

        @Override
        public Memory memory() {
            return Memory.of("last", Double.NaN).with("word", "none");
        }

        @Override
        public State next(State state, double value, double rate) {
            boolean better = value < state.memory().number("last");
            Memory memory = state.memory().with("last", value).with("word", "better " + better);
            return new State(better ? 1 : low, memory);
        }
    }

    /** Java alone knows a user's own. */
    static Stream<Controller> written() {
        return controllers().filter(controller -> !(controller instanceof OwnController));
    }

    @Test
    void everyKindIsTested() {
        assertThat(
                        Stream.concat(
                                        written().map(Object::getClass),
                                        Stream.of(OwnController.class))
                                .distinct())
                .containsExactlyInAnyOrder(Controller.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("written")
    void theTextFormReadsBack(Controller controller) {
        assertThat(Controller.parse(controller.toString())).isEqualTo(controller);
        assertThat(Controller.isController(Expression.parse(controller.toString()))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void aRunInterruptedAnywhereGoesOnAsIfItHadNotBeen(Controller controller) {
        List<Observation> observations = observations();
        List<Controller.State> whole = states(controller, controller.start(), observations);
        for (int cut = 0; cut <= observations.size(); cut += 7) {
            Controller.State saved = cut == 0 ? controller.start() : whole.get(cut - 1);
            Controller.State restored = controller.restore(saved.tree());
            assertThat(restored).isEqualTo(saved).hasSameHashCodeAs(saved);
            assertThat(states(controller, restored, observations.subList(cut, observations.size())))
                    .isEqualTo(whole.subList(cut, whole.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void theTreeIsOfNamesNumbersTextsAndLists(Controller controller) {
        for (Controller.State state : states(controller, controller.start(), observations())) {
            state.tree().values().forEach(ControllerTest::assertPlain);
        }
    }

    private static void assertPlain(Object value) {
        if (value instanceof List<?> list) {
            list.forEach(ControllerTest::assertPlain);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(ControllerTest::assertPlain);
        } else {
            assertThat(value).isInstanceOfAny(Double.class, Integer.class, String.class);
        }
        if (value instanceof Double number) {
            assertThat(number).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void anOldStateAnswersTheSameAgain(Controller controller) {
        List<Observation> observations = observations();
        List<Controller.State> states = states(controller, controller.start(), observations);
        for (int i = 0; i + 1 < states.size(); i += 5) {
            Controller.State other = controller.next(states.get(i), Observation.measured(1e6, 0.1));
            assertThat(other).isNotNull();
            assertThat(controller.next(states.get(i), observations.get(i + 1)))
                    .isEqualTo(states.get(i + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void factorsArePositiveWhateverIsObserved(Controller controller) {
        List<Observation> extremes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double value =
                    List.of(Double.NaN, Double.POSITIVE_INFINITY, -1e300, 0.0, 1e300).get(i % 5);
            extremes.add(Observation.measured(value, i % 3 == 0 ? 0 : 1e-3));
        }
        for (Controller.State state : states(controller, controller.start(), extremes)) {
            assertThat(controller.factor(state)).isPositive().isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void theStateOfAnotherKindIsRefused(Controller controller) {
        Controller other = controller instanceof Manual ? plateau() : new Manual();
        assertThatThrownBy(() -> controller.next(other.start(), new Observation.Release()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the state of another kind of controller");
    }

    @ParameterizedTest
    @MethodSource("controllers")
    void aDamagedStateIsNamed(Controller controller) {
        assertThatThrownBy(() -> controller.restore(Map.of("factor", "much")))
                .hasMessageContaining("field 'factor' must be a number, got much");
        assertThatThrownBy(() -> controller.restore(Map.of()))
                .hasMessageContaining("field 'factor' must be a number, got null");
    }

    /** Ups and downs, a spike, NaN, and long enough to make every controller act. */
    static List<Observation> observations() {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < 140; i++) {
            double wobble = (i * 7919 % 1009) / 1009.0 - 0.5;
            double loss =
                    i == 50
                            ? Double.NaN
                            : i == 51 ? 1e9 : Math.max(1, 3 - i / 20.0) + 0.05 * wobble;
            observations.add(Observation.measured(loss, 0.01));
            if (i % 40 == 20) {
                observations.add(new Observation.Scale(0.5));
                observations.add(i == 60 ? new Observation.Set(0.003) : new Observation.Release());
            }
        }
        return observations;
    }

    static List<Controller.State> states(
            Controller controller, Controller.State from, List<Observation> observations) {
        List<Controller.State> states = new ArrayList<>();
        Controller.State state = from;
        for (Observation observation : observations) {
            state = controller.next(state, observation);
            states.add(state);
        }
        return states;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    platau() | unknown controller 'platau'; did you mean 'plateau'?
                    plateau(patiense=3) | unknown argument 'patiense'; did you mean 'patience'? (of plateau)
                    plateau(factor=2) | plateau: factor must lie between 0 and 1, got 2
                    plateau(patience=0) | plateau: patience must be 1 or greater, got 0
                    plateau(patience=-1) | patience must be a count, got -1
                    plateau(goal=maximise) | unknown goal 'maximise'; did you mean 'maximize'?
                    greedy(lowestRate=1, highestRate=0.1) | greedy: highestRate must be 1.0 or greater, got 0.1
                    probabilityOfDecrease(2) | probabilityOfDecrease: steps must be 3 or greater, got 2
                    manual(1) | manual takes no arguments; this is one too many
                    0.5 | a controller is written as plateau(factor=0.5, patience=3), got the number 0.5
                    """)
    void faultsOfTheTextPointAndSuggest(String text, String reason) {
        assertThatThrownBy(() -> Controller.parse(text))
                .isInstanceOf(TextException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void theTextFormIsShort() {
        assertThat(
                        Arrays.asList(
                                plateau().factor(0.5).patience(3),
                                plateau().goal(Goal.MAXIMIZE),
                                probabilityOfDecrease(500)))
                .extracting(Object::toString)
                .containsExactly(
                        "plateau(factor=0.5, patience=3)",
                        "plateau(goal=maximize)",
                        "probabilityOfDecrease(steps=500)");
    }
}
