package dev.gradus.nn.engine.kit;

import java.util.Arrays;
import java.util.stream.Stream;

/** The records below a sealed interface. */
final class Permitted {
    private Permitted() {}

    static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Permitted::leaves)
                : Stream.of(type);
    }
}
