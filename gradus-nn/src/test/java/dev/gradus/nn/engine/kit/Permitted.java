package dev.gradus.nn.engine.kit;

import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.loss.OwnLoss;
import dev.gradus.nn.optimizer.OwnOptimizer;
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

    /** Returns the name of the kind of a part: a user's own parts are of one kind each. */
    static String kind(Object part) {
        return switch (part) {
            case OwnLayer own -> OwnLayer.class.getSimpleName();
            case OwnLoss own -> OwnLoss.class.getSimpleName();
            case OwnOptimizer own -> OwnOptimizer.class.getSimpleName();
            default -> part.getClass().getSimpleName();
        };
    }
}
