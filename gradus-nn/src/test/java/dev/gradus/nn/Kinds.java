package dev.gradus.nn;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The records of a sealed interface, so that a new one fails the tests that do not know it yet. */
final class Kinds {
    private Kinds() {}

    static Set<Class<?>> of(Class<?> kind) {
        return records(kind).collect(Collectors.toSet());
    }

    static Set<Class<?>> of(Stream<?> values) {
        return values.map(Object::getClass).collect(Collectors.toSet());
    }

    private static Stream<Class<?>> records(Class<?> kind) {
        return kind.isSealed()
                ? Stream.of(kind.getPermittedSubclasses()).flatMap(Kinds::records)
                : Stream.of(kind);
    }
}
