package dev.gradus.run.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.number.NumberText;
import dev.gradus.run.Examples;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.EndReason.BuiltIn;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.CheckpointWritten;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.EpochCompleted;
import dev.gradus.run.event.TrainingEvent.Extent;
import dev.gradus.run.event.TrainingEvent.Machine;
import dev.gradus.run.event.TrainingEvent.Mark;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.run.event.TrainingEvent.RunEnded;
import dev.gradus.run.event.TrainingEvent.RunStarted;
import dev.gradus.run.event.TrainingEvent.StepCompleted;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.schedule.HyperParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTest {

    /** The lines of the command line's contract, and the events they stand for. */
    static Stream<List<Object>> contract() {
        var validation = new LinkedHashMap<String, Double>();
        validation.put("loss", 0.06);
        validation.put("accuracy", 0.981);
        var test = new LinkedHashMap<String, Double>();
        test.put("loss", 0.03);
        test.put("accuracy", 0.991);
        return Stream.of(
                List.of(
                        """
                        {"event":"start","run":"r","parameters":215000,"backend":"onednn","threads":2,"steps":1407,"stepsPerEpoch":469}\
                        """,
                        new RunStarted(
                                "r",
                                Examples.AT,
                                Optional.empty(),
                                Configuration.EMPTY,
                                1,
                                new Extent(215000, 1407, 469),
                                new Machine("onednn", 2, "f32", Map.of()))),
                List.of(
                        """
                        {"event":"step","step":0,"epoch":0,"loss":2.31,"learningRate":0.0004,"momentum":0.95,"gradientNorm":1.9,"seconds":0.004}\
                        """,
                        Examples.step(0, 2.31)),
                List.of(
                        """
                        {"event":"epoch","epoch":1,"trainLoss":0.21,"validation":{"loss":0.06,"accuracy":0.981},"seconds":4.2}\
                        """,
                        new EpochCompleted(938, 938, 1, 0.21, validation, Set.of(), 4.2)),
                List.of(
                        """
                        {"event":"control","step":700,"command":"set","hyperParameter":"learningRate","value":0.003,"by":"terminal"}\
                        """,
                        Examples.answered(
                                700, new Control.Set(HyperParameter.LEARNING_RATE, 0.003))),
                List.of(
                        """
                        {"event":"checkpoint","step":938,"file":"f","best":true}\
                        """,
                        new CheckpointWritten(938, "f", Set.of(Mark.BEST))),
                List.of(
                        """
                        {"event":"end","reason":"completed","steps":1407,"test":{"loss":0.03,"accuracy":0.991},"seconds":12.9,"state":"sha256:ab"}\
                        """,
                        new RunEnded(
                                1407,
                                1407,
                                BuiltIn.COMPLETED,
                                "",
                                test,
                                Reported.newest(1407),
                                12.9,
                                "sha256:ab")));
    }

    @ParameterizedTest
    @MethodSource("contract")
    void everyLineOfTheContractBeginsTheLineWritten(List<Object> row) {
        String contract = (String) row.get(0);
        String written = EventJson.write((TrainingEvent) row.get(1));

        assertThat(written).startsWith(contract.substring(0, contract.length() - 1));
        assertThat(JsonMapper.shared().readTree(written).propertyNames())
                .containsAll(JsonMapper.shared().readTree(contract).propertyNames());
    }

    @ParameterizedTest
    @MethodSource("dev.gradus.run.Examples#events")
    void everyEventReadsBackEqualFromOneLine(TrainingEvent event) {
        String line = EventJson.write(event);

        assertThat(line).doesNotContain("\n");
        assertThat(EventJson.read(line)).contains(event);
    }

    @Test
    void everyKindOfEventIsAmongTheExamples() {
        assertThat(Examples.events().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(TrainingEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("dev.gradus.run.Examples#answers")
    void everyAnswerReadsBackEqualWithinItsEventWhateverTheRunDoesNext(Answer answer) {
        for (Activity activity : Activity.values()) {
            var event =
                    new ControlAnswered(
                            7, 8, Examples.request(new Control.Find()), answer, activity);

            assertThat(EventJson.read(EventJson.write(event))).contains(event);
        }
    }

    @Test
    void everyKindOfAnswerIsAmongTheExamples() {
        assertThat(Examples.answers().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(Answer.class.getPermittedSubclasses());
    }

    @Test
    void answersHaveTypedFields() {
        assertThat(
                        EventJson.write(
                                Examples.answered(
                                        7, new Control.Validate(), Examples.answers().get(3))))
                .endsWith(
                        ",\"answer\":\"validated\",\"validation\":{\"loss\":0.06,\"broken\":null}}");
        assertThat(
                        EventJson.write(
                                Examples.answered(
                                        7, new Control.Find(), Examples.answers().get(4))))
                .contains(
                        ",\"answer\":\"found\",\"rule\":\"minimum/4\",\"suggestions\":[{\"rule\":\"minimum/4\",\"rate\":0.012,\"spread\":0.1,\"confidence\":\"high\"},")
                .endsWith(
                        "\"rates\":[0.000001,0.001,10.0],\"losses\":[2.3,0.30000000000000004,null]}");
    }

    /** Lines as the versions before wrote them, and one by hand that says less. */
    @Test
    void answersOfEarlierVersionsAreReadWithoutWhatTheyDoNotSay() {
        ControlAnswered applied =
                control(
                        """
                        {"event":"control","step":700,"batch":703,"command":"validate","by":"terminal","id":"a1","at":"2026-01-05T14:32:07Z"}\
                        """);
        assertThat(applied.answer()).isEqualTo(new Answer.Applied(List.of(), Optional.empty()));
        assertThat(applied.activity()).isEqualTo(Activity.TRAINING);
        assertThat(applied.batch()).isEqualTo(703);
        ControlAnswered refused =
                control(
                        """
                        {"event":"controlRejected","step":701,"command":"coolDown","span":"2 weeks","by":"terminal","id":"a2","at":"2026-01-05T14:32:07Z","reason":"no"}\
                        """);
        assertThat(refused.answer()).isEqualTo(new Answer.Refused(Refusal.UNSTATED, "no"));
        ControlAnswered unnamed =
                control(
                        """
                        {"event":"control","step":3,"command":"scale","hyperParameter":"learningRate","factor":0.5}\
                        """);
        assertThat(unnamed.request().id()).isEqualTo("unknown");
        assertThat(unnamed.changesRun()).isTrue();
    }

    private static ControlAnswered control(String line) {
        return (ControlAnswered) EventJson.read(line).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("dev.gradus.run.Examples#controls")
    void everyControlReadsBackEqualWithinItsEvent(Control control) {
        var event = Examples.answered(7, control);

        assertThat(EventJson.read(EventJson.write(event))).contains(event);
    }

    @Test
    void everyDoubleReadsBackWithAllItsBits() {
        var random = new Random(1);
        List<Double> values =
                new ArrayList<>(
                        Arrays.asList(0.0, -0.0, 1e-9, 9.99e-10, 1e15, 1.5e16, Double.MAX_VALUE));
        for (int i = 0; i < 10_000; i++) {
            values.add(Double.longBitsToDouble(random.nextLong()));
        }
        values.removeIf(value -> !Double.isFinite(value));

        for (double value : values) {
            var event =
                    (StepCompleted)
                            EventJson.read(EventJson.write(Examples.step(1, value))).orElseThrow();
            assertThat(Double.doubleToRawLongBits(event.loss()))
                    .isEqualTo(Double.doubleToRawLongBits(value));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1e-4, 0.0001",
        "4.5e-9, 0.0000000045",
        "1e-10, 1.0E-10",
        "1.25e10, 12500000000.0",
        "1e17, 1.0E17",
        "3, 3.0"
    })
    void numbersAreWrittenAsPeopleWriteThem(double value, String text) {
        assertThat(NumberText.json(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("dev.gradus.run.Examples#events")
    void everyNumberThatIsNotFiniteIsNullWhereverItIs(TrainingEvent event) {
        String line = EventJson.write(event);

        assertThat(line).doesNotContain("NaN\"", "Infinity\"");
        assertThat(numbers(event).filter(value -> !Double.isFinite(value)).count())
                .isEqualTo(nulls(JsonMapper.shared().readTree(line)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aLossThatIsNotFiniteIsNullAndReadsBackAsNaN(double loss) {
        String line = EventJson.write(Examples.step(1, loss));

        assertThat(JsonMapper.shared().readTree(line).get("loss").isNull()).isTrue();
        assertThat(EventJson.read(line)).contains(Examples.step(1, Double.NaN));
    }

    private static long nulls(JsonNode node) {
        long here = node.isNull() ? 1 : 0;
        for (JsonNode inner : node) {
            here += nulls(inner);
        }
        return here;
    }

    /** All doubles in an event, in whatever records, maps and lists they are. */
    private static Stream<Double> numbers(Object value) {
        return switch (value) {
            case Double number -> Stream.of(number);
            case Map<?, ?> map -> map.values().stream().flatMap(EventJsonTest::numbers);
            case List<?> list -> list.stream().flatMap(EventJsonTest::numbers);
            case Record holder ->
                    Arrays.stream(holder.getClass().getRecordComponents())
                            .map(part -> {
                                try {
                                    return part.getAccessor().invoke(holder);
                                } catch (ReflectiveOperationException closed) {
                                    throw new LinkageError(closed.getMessage(), closed);
                                }
                            })
                            .flatMap(EventJsonTest::numbers);
            default -> Stream.empty();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"NaN\"", "\"Infinity\"", "\"-Infinity\""})
    void aNumberThatIsNotFiniteReadsBackAlsoFromRecordsThatHaveATextForIt(String written) {
        String line = EventJson.write(Examples.step(1, 7.5)).replace("7.5", written);

        assertThat(((StepCompleted) EventJson.read(line).orElseThrow()).loss()).isNotFinite();
    }

    @Test
    void fieldsAndEventsOfNewerVersionsArePassedOver() {
        String newer =
                EventJson.write(Examples.step(3, 1))
                        .replace("\"loss\"", "\"new\":{\"a\":[1]},\"loss\"");

        assertThat(EventJson.read(newer)).contains(Examples.step(3, 1));
        assertThat(EventJson.read("{\"event\":\"lunch\",\"step\":3}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]                                                | event must be a JSON object; got [1]",
                "{\"step\":1}                                       | event has no \"event\"",
                "{\"event\":\"note\",\"step\":1.5}                  | event: \"step\" must be a whole number; got 1.5",
                "{\"event\":\"note\",\"step\":1,\"level\":\"loud\"} | event: \"level\" must be info or warning; got loud",
                "{\"event\":\"note\",\"step\":1,\"level\":3}        | event: \"level\" must be a text; got 3",
                "{\"event\":\"checkpoint\",\"step\":1,\"file\":\"f\",\"best\":1} | event: \"best\" must be true or false; got 1",
                "{\"event\":\"step\",\"learningRate\":\"high\"} | event: \"learningRate\" must be a number, or null for one that is not finite; got \"high\"",
            })
    void aLineThatIsNoEventIsRefusedByName(String line, String message) {
        assertThatThrownBy(() -> EventJson.read(line))
                .isInstanceOf(RunException.class)
                .hasMessage(message);
    }

    @Test
    void aTornLineIsRefusedAsNotJson() {
        assertThatThrownBy(() -> EventJson.read("{\"event\":\"no"))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("event is not JSON");
    }
}
