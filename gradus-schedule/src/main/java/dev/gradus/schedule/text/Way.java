package dev.gradus.schedule.text;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One way to make a value: a factory, or a method of another value.
 *
 * @param name how it is called
 * @param receiver what the method is called on; none for a factory
 * @param parameters in order
 * @param maker makes the value of a receiver, if there is one, and the arguments
 */
record Way(
        String name,
        Optional<FormalParameter<?>> receiver,
        List<FormalParameter<?>> parameters,
        Function<List<Object>, Object> maker) {
    /** A function of three. */
    @FunctionalInterface
    interface Three<A, B, C, T> {
        T apply(A a, B b, C c);
    }

    /** A function of four. */
    @FunctionalInterface
    interface Four<A, B, C, D, T> {
        T apply(A a, B b, C c, D d);
    }

    /** A function of five. */
    @FunctionalInterface
    interface Five<A, B, C, D, E, T> {
        T apply(A a, B b, C c, D d, E e);
    }

    /** Returns the names of the parameters, in parentheses behind that of the way. */
    String form() {
        return name
                + "("
                + String.join(", ", parameters.stream().map(FormalParameter::name).toList())
                + ")";
    }

    /** Tells whether this is a method of a value. */
    boolean goesOnFrom(Object value) {
        return receiver.isPresent() && receiver.get().element().isInstance(value);
    }

    boolean takesList() {
        return !parameters.isEmpty() && parameters.getLast().isList();
    }

    static Way make(String name, Object value) {
        return new Way(name, Optional.empty(), List.of(), _ -> value);
    }

    static <A> Way make(String name, FormalParameter<A> a, Function<A, ?> maker) {
        return new Way(
                name, Optional.empty(), List.of(a), given -> maker.apply(a.of(given.get(0))));
    }

    static <A, B> Way make(
            String name, FormalParameter<A> a, FormalParameter<B> b, BiFunction<A, B, ?> maker) {
        return new Way(
                name,
                Optional.empty(),
                List.of(a, b),
                given -> maker.apply(a.of(given.get(0)), b.of(given.get(1))));
    }

    static <A, B, C> Way make(
            String name,
            FormalParameter<A> a,
            FormalParameter<B> b,
            FormalParameter<C> c,
            Three<A, B, C, ?> maker) {
        return new Way(
                name,
                Optional.empty(),
                List.of(a, b, c),
                given -> maker.apply(a.of(given.get(0)), b.of(given.get(1)), c.of(given.get(2))));
    }

    static <A, B, C, D> Way make(
            String name,
            FormalParameter<A> a,
            FormalParameter<B> b,
            FormalParameter<C> c,
            FormalParameter<D> d,
            Four<A, B, C, D, ?> maker) {
        return new Way(
                name,
                Optional.empty(),
                List.of(a, b, c, d),
                given ->
                        maker.apply(
                                a.of(given.get(0)),
                                b.of(given.get(1)),
                                c.of(given.get(2)),
                                d.of(given.get(3))));
    }

    static <R> Way on(FormalParameter<R> receiver, String name, Function<R, ?> maker) {
        return make(name, receiver, maker).onFirst();
    }

    static <R, A> Way on(
            FormalParameter<R> receiver,
            String name,
            FormalParameter<A> a,
            BiFunction<R, A, ?> maker) {
        return make(name, receiver, a, maker).onFirst();
    }

    static <R, A, B> Way on(
            FormalParameter<R> receiver,
            String name,
            FormalParameter<A> a,
            FormalParameter<B> b,
            Three<R, A, B, ?> maker) {
        return make(name, receiver, a, b, maker).onFirst();
    }

    static <R, A, B, C> Way on(
            FormalParameter<R> receiver,
            String name,
            FormalParameter<A> a,
            FormalParameter<B> b,
            FormalParameter<C> c,
            Four<R, A, B, C, ?> maker) {
        return make(name, receiver, a, b, c, maker).onFirst();
    }

    static <R, A, B, C, D> Way on(
            FormalParameter<R> receiver,
            String name,
            FormalParameter<A> a,
            FormalParameter<B> b,
            FormalParameter<C> c,
            FormalParameter<D> d,
            Five<R, A, B, C, D, ?> maker) {
        return new Way(
                        name,
                        Optional.empty(),
                        List.of(receiver, a, b, c, d),
                        given ->
                                maker.apply(
                                        receiver.of(given.get(0)),
                                        a.of(given.get(1)),
                                        b.of(given.get(2)),
                                        c.of(given.get(3)),
                                        d.of(given.get(4))))
                .onFirst();
    }

    /** Returns this way as a method of its first argument. */
    private Way onFirst() {
        return new Way(
                name,
                Optional.of(parameters.getFirst()),
                parameters.subList(1, parameters.size()),
                maker);
    }
}
