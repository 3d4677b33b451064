package dev.gradus.schedule.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.schedule.Examples;
import dev.gradus.schedule.Knots;
import dev.gradus.schedule.Law;
import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.named.Change;
import dev.gradus.schedule.named.Schedules;
import dev.gradus.schedule.peer.PeerSchedule;
import dev.gradus.schedule.shape.RampShape;
import dev.gradus.schedule.shape.Shapes;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No kind of schedule is forgotten by the text form, the JSON form, their readers or the examples.
 */
class KindsTest {
    /** Those whose JSON form is not their components: a text, a formula, a list of knots. */
    private static final Set<Class<?>> WITH_A_FORM_OF_THEIR_OWN =
            Set.of(PeerSchedule.class, Law.class, Knots.class);

    /** What needs a run, and what takes a schedule apart. */
    private static final Set<String> NOT_WRITTEN =
            Set.of("expanded", "definition", "coolDown", "around");

    /** Returns the records that are schedules, as the compiler wrote them. */
    static List<Class<?>> all() throws IOException, URISyntaxException {
        var place = Schedule.class.getProtectionDomain().getCodeSource().getLocation();
        var root = Path.of(place.toURI());
        try (Stream<Path> files = Files.walk(root)) {
            List<Class<?>> found =
                    files.map(file -> root.relativize(file).toString())
                            .filter(file -> file.startsWith("dev") && file.endsWith(".class"))
                            .filter(file -> !file.endsWith("-info.class"))
                            .<Class<?>>map(KindsTest::loaded)
                            .filter(type ->
                                    type.isRecord() && Schedule.class.isAssignableFrom(type))
                            .toList();
            assertThat(found).hasSizeGreaterThan(35);
            return found;
        }
    }

    private static Class<?> loaded(String file) {
        var name = file.substring(0, file.length() - ".class".length());
        try {
            return Class.forName(name.replace('/', '.').replace('\\', '.'));
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    static Stream<ScheduleKind<?>> kinds() {
        return Vocabulary.kinds();
    }

    @Test
    void everyKindCanBeRead() throws Exception {
        var read =
                kinds().map(ScheduleKind::type)
                        .collect(Collectors.toCollection(HashSet<Class<?>>::new));
        read.add(PeerSchedule.class);
        assertThat(read).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void everyKindHasAnExample() throws Exception {
        var seen = new HashSet<Class<?>>();
        Examples.all().forEach(example -> collect(example, seen));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all());
    }

    private static void collect(Schedule schedule, Set<Class<?>> seen) {
        seen.add(schedule.getClass());
        schedule.parts().forEach(part -> collect(part, seen));
    }

    @Test
    void theJsonFormHasEveryComponentInOrder() {
        for (var schedule : Examples.all()) {
            if (!WITH_A_FORM_OF_THEIR_OWN.contains(schedule.getClass())) {
                assertThat(schedule.toTree().keySet())
                        .as("%s", schedule)
                        .containsExactlyElementsOf(fields(schedule.getClass()));
            }
        }
    }

    private static List<String> fields(Class<?> type) {
        var components = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName);
        return Stream.concat(Stream.of("kind"), components).toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theTableNamesTheComponentsInOrder(ScheduleKind<?> kind) {
        if (!WITH_A_FORM_OF_THEIR_OWN.contains(kind.type())) {
            var named = kind.components().stream().map(FormalParameter::name);
            assertThat(Stream.concat(Stream.of("kind"), named).toList())
                    .isEqualTo(fields(kind.type()));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKindIsCalledAsItsRecordIs(ScheduleKind<?> kind) {
        var name = kind.type().getSimpleName();
        assertThat(kind.name())
                .isEqualTo(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
    }

    /** The text form is a Java expression, so it should have the whole of the Java API. */
    @Test
    void whateverMakesAScheduleALengthOrAShapeInJavaCanBeWritten() {
        var factories =
                Stream.of(Schedules.class, Span.class, Shapes.class)
                        .flatMap(holder -> Arrays.stream(holder.getMethods()))
                        .filter(method -> Modifier.isStatic(method.getModifiers()))
                        .map(Method::getName);
        assertThat(Vocabulary.factoryNames())
                .containsExactlyInAnyOrderElementsOf(factories.collect(Collectors.toSet()));
        var values =
                Stream.<Object>concat(
                        Examples.all().stream(), Stream.of(Span.epochs(1), Shapes.COSINE));
        values.forEach(value ->
                assertThat(Vocabulary.continuationNames(value))
                        .as("%s", value)
                        .containsExactlyInAnyOrderElementsOf(methods(value)));
    }

    /** Returns the names of the methods that return a changed value. */
    private static Set<String> methods(Object value) {
        var type = value.getClass();
        var accessors = fields(type);
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> isWritten(method.getReturnType()))
                .filter(method ->
                        method.getParameterCount() > 0 || !accessors.contains(method.getName()))
                .map(Method::getName)
                .filter(name -> !NOT_WRITTEN.contains(name))
                .collect(Collectors.toSet());
    }

    private static boolean isWritten(Class<?> type) {
        return Stream.of(Schedule.class, Span.class, RampShape.class)
                .anyMatch(value -> value.isAssignableFrom(type));
    }

    /**
     * Whatever a kind's ways make, with every combination of its options: what is left out of the
     * text is what the reader takes for left out.
     */
    @ParameterizedTest
    @MethodSource("kinds")
    void whateverItsWaysMakeReadsBackFromTextAndTree(ScheduleKind<?> kind) {
        var made = new LinkedHashSet<Schedule>();
        for (var beginning : kind.beginnings()) {
            for (int first : List.of(0, 1)) {
                made.add((Schedule) beginning.maker().apply(arguments(beginning, null, first)));
            }
        }
        for (var option : kind.options()) {
            for (var schedule : List.copyOf(made)) {
                for (int first : List.of(0, 1)) {
                    var changed = option.maker().apply(arguments(option, schedule, first));
                    made.add((Schedule) changed);
                }
            }
        }
        assertThat(made).hasSizeGreaterThan(1);
        for (var schedule : made) {
            assertThat(schedule.getClass()).isEqualTo(kind.type());
            assertThat(ScheduleReader.parse(schedule.text())).isEqualTo(schedule);
            assertThat(ScheduleReader.fromTree(schedule.toTree())).isEqualTo(schedule);
        }
    }

    private static List<Object> arguments(Way way, Object receiver, int first) {
        var arguments = new ArrayList<Object>();
        way.receiver()
                .ifPresent(it -> arguments.add(receiver == null ? value(it, first) : receiver));
        for (int index = 0; index < way.parameters().size(); index++) {
            var parameter = way.parameters().get(index);
            var value = value(parameter, first + index);
            arguments.add(parameter.isList() ? List.of(value) : value);
        }
        return arguments;
    }

    /** Returns a value that every kind takes. */
    private static Object value(FormalParameter<?> parameter, int index) {
        var type = parameter.element();
        if (type.isEnum()) {
            return type.getEnumConstants()[index % type.getEnumConstants().length];
        }
        if (type == Double.class) {
            return 1 + index / 4.0;
        }
        if (type == Long.class) {
            return 1L + index;
        }
        if (type == Span.class) {
            return index == 0 ? Span.steps(1) : Span.percent(index);
        }
        if (type == RampShape.class) {
            return index == 0 ? Shapes.LINEAR : Shapes.COSINE;
        }
        if (type == Change.class) {
            return Schedules.at(Span.steps(index), 0.1);
        }
        return type == String.class
                ? "t + " + index
                : index == 0 ? Schedules.hold(2) : Schedules.hold(0.1, Span.steps(5));
    }
}
