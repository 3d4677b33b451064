package dev.gradus.run.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.run.Examples;
import dev.gradus.run.control.Control;
import dev.gradus.run.event.TrainingEvent.Activity;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages that scripts are written from name the events and their fields as they are. */
class EventPageTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path CODE = Path.of("src/main/java/dev/gradus/run");
    private static final Pattern NAME = Pattern.compile("`([a-zA-Z.]+)`");
    private static final Pattern WRITTEN =
            Pattern.compile("(?:write\\w*\\(|Json\\.\\w+\\(json, )\\s*\"(\\w+)\"");

    /** Objects whose names are those of metrics, layers, settings or versions. */
    private static final Set<String> OPEN =
            Set.of("configuration", "versions", "validation", "test", "ratios");

    /** Every event, with every command, answer and refusal. */
    private static Stream<TrainingEvent> events() {
        Stream<TrainingEvent> answers =
                Examples.controls().stream()
                        .flatMap(control ->
                                Examples.answers().stream()
                                        .map(answer -> answered(control, answer)));
        return Stream.concat(Examples.events().stream(), answers);
    }

    private static TrainingEvent answered(Control control, Answer answer) {
        return new ControlAnswered(7, 8, Examples.request(control), answer, Activity.PAUSED);
    }

    private static JsonNode json(TrainingEvent event) {
        return JsonMapper.shared().readTree(EventJson.write(event));
    }

    private static Map<String, Set<String>> fieldsOfEvents() {
        var all = new TreeMap<String, Set<String>>();
        events().map(EventPageTest::json).forEach(event -> addFields(all, event));
        return all;
    }

    private static void addFields(Map<String, Set<String>> all, JsonNode event) {
        Set<String> fields =
                all.computeIfAbsent(event.get("event").stringValue(), _ -> new TreeSet<>());
        addNames(fields, "", event);
        fields.remove("event");
    }

    private static void addNames(Set<String> names, String prefix, JsonNode object) {
        object.properties()
                .forEach(field -> {
                    String name = prefix + field.getKey();
                    names.add(name);
                    if (!OPEN.contains(field.getKey())) {
                        Stream<JsonNode> parts =
                                field.getValue().isArray()
                                        ? field.getValue().valueStream()
                                        : Stream.of(field.getValue());
                        parts.filter(JsonNode::isObject)
                                .forEach(part -> addNames(names, name + ".", part));
                    }
                });
    }

    private static Map<String, Set<String>> fieldsOnPage() throws IOException {
        return Files.readString(DOCS.resolve("reference/run-folder.md"))
                .lines()
                .dropWhile(line -> !line.equals("| `event` | fields |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("| "))
                .map(EventPageTest::names)
                .collect(
                        Collectors.toMap(
                                List::getFirst,
                                names -> new TreeSet<>(names.subList(1, names.size())),
                                (_, second) -> second,
                                TreeMap::new));
    }

    private static List<String> names(String text) {
        return NAME.matcher(text).results().map(name -> name.group(1)).toList();
    }

    @Test
    void thePageNamesEveryFieldOfEveryEventAndNoOther() throws IOException {
        assertThat(fieldsOnPage()).isEqualTo(fieldsOfEvents());
    }

    /** So that the fields above are all there are. */
    @Test
    void theExamplesHaveEveryFieldThatIsWritten() throws IOException {
        var written = new TreeSet<String>();
        for (String file : List.of("event/EventJson", "event/AnswerJson", "codec/ControlJson")) {
            WRITTEN.matcher(Files.readString(CODE.resolve(file + ".java")))
                    .results()
                    .forEach(name -> written.add(name.group(1)));
        }
        Set<String> seen =
                fieldsOfEvents().values().stream()
                        .flatMap(Set::stream)
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .collect(Collectors.toSet());

        assertThat(written).hasSizeGreaterThan(50).contains("suggestions", "override", "average");
        assertThat(seen)
                .containsAll(written.stream().filter(name -> !name.equals("event")).toList());
    }

    @Test
    void theExamplesOfTheContractHaveFieldsOfTheirEventsAlone() throws IOException {
        Map<String, Set<String>> known = fieldsOfEvents();
        List<JsonNode> lines =
                contract()
                        .lines()
                        .filter(line -> line.startsWith("{\"event\":"))
                        .map(line -> line.replaceAll("(, )?…(?=[]}])|, …(?=,)", ""))
                        .map(JsonMapper.shared()::readTree)
                        .toList();

        assertThat(lines).hasSizeGreaterThanOrEqualTo(10);
        for (JsonNode line : lines) {
            var shown = new TreeMap<String, Set<String>>();
            addFields(shown, line);
            shown.forEach(
                    (event, fields) -> assertThat(known.get(event)).as(event).containsAll(fields));
        }
    }

    @Test
    void theContractListsAllAnswersAndRefusals() throws IOException {
        List<String> lists =
                Pattern.compile("`(?:answer|refusal)`[^(]*\\(([^)]*)\\)")
                        .matcher(contract())
                        .results()
                        .map(list -> list.group(1))
                        .toList();
        Set<String> answers =
                events().map(EventPageTest::json)
                        .filter(event -> event.has("answer"))
                        .map(event -> event.get("answer").stringValue())
                        .collect(Collectors.toSet());

        assertThat(lists).hasSize(2);
        assertThat(names(lists.getFirst())).containsExactlyInAnyOrderElementsOf(answers);
        assertThat(names(lists.getLast()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Refusal.values())
                                .filter(refusal -> refusal != Refusal.UNSTATED)
                                .map(Refusal::key)
                                .toList());
    }

    private static String contract() throws IOException {
        return Files.readString(DOCS.resolve("command-line.md"));
    }
}
