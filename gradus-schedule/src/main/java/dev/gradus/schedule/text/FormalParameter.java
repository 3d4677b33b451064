package dev.gradus.schedule.text;

import dev.gradus.schedule.Schedule;
import dev.gradus.schedule.Span;
import dev.gradus.schedule.named.Change;
import dev.gradus.schedule.shape.RampShape;
import java.util.List;
import java.util.Map;

/**
 * A parameter of a {@link Way}.
 *
 * @param name as it may be written in a text, and as the JSON field is called
 * @param element what an argument must be; numbers are boxed
 * @param isList whether it takes any number of arguments; then it is the last
 * @param <T> what the way is given
 */
record FormalParameter<T>(String name, Class<?> element, boolean isList) {
    static <T> FormalParameter<T> one(String name, Class<T> type) {
        return new FormalParameter<>(name, type, false);
    }

    private static <E> FormalParameter<List<E>> many(String name, Class<E> element) {
        return new FormalParameter<>(name, element, true);
    }

    static FormalParameter<Double> number(String name) {
        return one(name, Double.class);
    }

    static FormalParameter<Long> whole(String name) {
        return one(name, Long.class);
    }

    static FormalParameter<Integer> steps(String name) {
        return one(name, Integer.class);
    }

    static FormalParameter<Span> span(String name) {
        return one(name, Span.class);
    }

    static FormalParameter<RampShape> shape(String name) {
        return one(name, RampShape.class);
    }

    static FormalParameter<Schedule> schedule(String name) {
        return one(name, Schedule.class);
    }

    static FormalParameter<String> formula(String name) {
        return one(name, String.class);
    }

    static FormalParameter<List<Double>> numbers(String name) {
        return many(name, Double.class);
    }

    static FormalParameter<List<Span>> spans(String name) {
        return many(name, Span.class);
    }

    static FormalParameter<List<Change>> changes(String name) {
        return many(name, Change.class);
    }

    /** JSON alone has these; the text form continues from knot to knot. */
    @SuppressWarnings("rawtypes")
    static FormalParameter<List<Map>> knots(String name) {
        return many(name, Map.class);
    }

    /** Casts an argument to what the way takes; its type was checked when it was read. */
    @SuppressWarnings("unchecked")
    T of(Object argument) {
        return (T) argument;
    }
}
