package dev.gradus.cli.syntax;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;

/**
 * Passes the value of an option or a parameter from picocli to its destination.
 *
 * @param <V> its type
 */
final class Binding<V> implements IGetter, ISetter {
    private @Nullable V value;
    private final Consumer<V> place;

    Binding(@Nullable V value, Consumer<V> place) {
        this.value = value;
        this.place = place;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // picocli asks for a V
    public <T> @Nullable T get() {
        return (T) value;
    }

    @Override
    @SuppressWarnings("unchecked") // picocli gives what it has read as a V
    public <T> @Nullable T set(@Nullable T given) {
        T before = get();
        value = (V) given;
        place.accept(value);
        return before;
    }

    /** Returns whether help shows the value as a default: an empty one is not shown. */
    Visibility visibility() {
        boolean empty = "".equals(value) || List.of().equals(value);
        return empty ? Visibility.NEVER : Visibility.ON_DEMAND;
    }
}
