package dev.gradus.schedule.text;

import dev.gradus.schedule.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A kind of schedule and the ways to write it. Parameters are named like the components of the
 * record that they set, and come in the same order.
 *
 * @param name what the text form calls, and the kind in JSON
 * @param type the record
 * @param beginnings the ways that make it: factories, or methods of another schedule
 * @param options the ways to set further components
 */
record ScheduleKind<T extends Schedule>(
        String name, Class<T> type, List<Way> beginnings, List<Way> options) {
    static <T extends Schedule> ScheduleKind<T> of(String name, Class<T> type) {
        return new ScheduleKind<>(name, type, List.of(), List.of());
    }

    <A> ScheduleKind<T> made(FormalParameter<A> a, Function<A, T> maker) {
        return begun(Way.make(name, a, maker));
    }

    <A, B> ScheduleKind<T> made(
            FormalParameter<A> a, FormalParameter<B> b, BiFunction<A, B, T> maker) {
        return begun(Way.make(name, a, b, maker));
    }

    <A, B, C> ScheduleKind<T> made(
            FormalParameter<A> a,
            FormalParameter<B> b,
            FormalParameter<C> c,
            Way.Three<A, B, C, T> maker) {
        return begun(Way.make(name, a, b, c, maker));
    }

    <A, B, C, D> ScheduleKind<T> made(
            FormalParameter<A> a,
            FormalParameter<B> b,
            FormalParameter<C> c,
            FormalParameter<D> d,
            Way.Four<A, B, C, D, T> maker) {
        return begun(Way.make(name, a, b, c, d, maker));
    }

    ScheduleKind<T> on(FormalParameter<Schedule> receiver, Function<Schedule, Schedule> maker) {
        return begun(Way.on(receiver, name, maker));
    }

    <A> ScheduleKind<T> on(
            FormalParameter<Schedule> receiver,
            FormalParameter<A> a,
            BiFunction<Schedule, A, Schedule> maker) {
        return begun(Way.on(receiver, name, a, maker));
    }

    <A, B, C, D> ScheduleKind<T> on(
            FormalParameter<Schedule> receiver,
            FormalParameter<A> a,
            FormalParameter<B> b,
            FormalParameter<C> c,
            FormalParameter<D> d,
            Way.Five<Schedule, A, B, C, D, Schedule> maker) {
        return begun(Way.on(receiver, name, a, b, c, d, maker));
    }

    <A> ScheduleKind<T> option(FormalParameter<A> a, BiFunction<T, A, T> maker) {
        return optional(Way.on(it(), a.name(), a, maker));
    }

    <A, B> ScheduleKind<T> option(
            String call, FormalParameter<A> a, FormalParameter<B> b, Way.Three<T, A, B, T> maker) {
        return optional(Way.on(it(), call, a, b, maker));
    }

    <A, B, C> ScheduleKind<T> option(
            String call,
            FormalParameter<A> a,
            FormalParameter<B> b,
            FormalParameter<C> c,
            Way.Four<T, A, B, C, T> maker) {
        return optional(Way.on(it(), call, a, b, c, maker));
    }

    private FormalParameter<T> it() {
        return FormalParameter.one(name, type);
    }

    private ScheduleKind<T> begun(Way way) {
        return new ScheduleKind<>(name, type, and(beginnings, way), options);
    }

    private ScheduleKind<T> optional(Way way) {
        return new ScheduleKind<>(name, type, beginnings, and(options, way));
    }

    private static List<Way> and(List<Way> ways, Way way) {
        var more = new ArrayList<>(ways);
        more.add(way);
        return List.copyOf(more);
    }

    /** Returns all ways. */
    Stream<Way> ways() {
        return Stream.concat(beginnings.stream(), options.stream());
    }

    /** Returns the way to begin that sets the most components. */
    Way fullest() {
        return beginnings.stream()
                .max(Comparator.comparingInt(way -> way.parameters().size()))
                .orElseThrow();
    }

    /** Returns the ways to set the components that {@link #fullest} does not set. */
    List<Way> furtherOptions() {
        var set = new HashSet<>(fullest().parameters());
        return options.stream().filter(option -> !set.containsAll(option.parameters())).toList();
    }

    /** Returns all components, in order. */
    List<FormalParameter<?>> components() {
        var fullest = fullest();
        return Stream.of(
                        fullest.receiver().stream(),
                        fullest.parameters().stream(),
                        furtherOptions().stream().flatMap(option -> option.parameters().stream()))
                .<FormalParameter<?>>flatMap(parameters -> parameters)
                .toList();
    }
}
