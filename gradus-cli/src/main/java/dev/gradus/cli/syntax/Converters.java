package dev.gradus.cli.syntax;

import dev.gradus.number.Text;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;

/** Readers of the texts of options, with better error messages than picocli's. */
final class Converters {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

    private Converters() {}

    /** Returns a reader of numbers; none for other types. */
    static ITypeConverter<?>[] number(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return whole(Integer::valueOf, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return whole(Long::valueOf, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        return type == double.class || type == Double.class
                ? converter(Double::valueOf, _ -> "a number")
                : new ITypeConverter<?>[0];
    }

    private static ITypeConverter<?>[] whole(Function<String, ?> reader, long least, long most) {
        String range = Text.of(" from %d to %d", least, most);
        return converter(
                reader, text -> "a whole number" + (WHOLE.matcher(text).matches() ? range : ""));
    }

    private static ITypeConverter<?>[] converter(
            Function<String, ?> reader, Function<String, String> expected) {
        return new ITypeConverter<?>[] {
            text -> {
                try {
                    return reader.apply(text);
                } catch (NumberFormatException none) {
                    throw new CommandLine.TypeConversionException(
                            "expected %s, got '%s'".formatted(expected.apply(text), text));
                }
            }
        };
    }

    /** Returns a reader of one of a few words. */
    static <E extends Enum<E>> ITypeConverter<?> choice(String name, Class<E> type) {
        return word -> {
            try {
                return Words.of(Words.read(name, word, type));
            } catch (IllegalArgumentException unknown) {
                throw new CommandLine.TypeConversionException(unknown.getMessage());
            }
        };
    }

    /** Returns a reader of texts that are read where they are kept. */
    static ITypeConverter<?> text(Consumer<String> place) {
        return text -> {
            try {
                place.accept(text);
                return text;
            } catch (IllegalArgumentException fault) {
                throw new CommandLine.TypeConversionException(fault.getMessage());
            }
        };
    }
}
