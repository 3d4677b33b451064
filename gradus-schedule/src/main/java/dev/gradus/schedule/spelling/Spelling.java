package dev.gradus.schedule.spelling;

import java.util.List;
import java.util.Optional;

/**
 * The call that creates a value: its name, its receiver, its arguments, and the options that may
 * follow it, in the order of the value's components.
 *
 * <pre>{@code
 * Spelling.of(
 *         "repeat",
 *         receiver("schedule", schedule),
 *         argument("count", count, FOREVER),
 *         option("stretch", stretch, 1),
 *         option("gain", gain, 1))
 * }</pre>
 *
 * <p>The text form leaves out trailing arguments and options that have their defaults: {@code
 * cosine(0.1).repeat(3).gain(0.5)}. The JSON form has everything, so that a saved value keeps its
 * meaning when a default changes. A value in it may be a number, a {@link Spelled}, a list or map
 * of such, or anything whose {@code toString} is its text form.
 *
 * @param kind the name of the call, and of the kind in JSON
 * @param words what is given to the call, the receiver first
 * @param text the text form, for a value that does not follow the rule above
 */
public record Spelling(String kind, List<Word> words, Optional<String> text) {
    /** Keeps its own copy of the words. */
    public Spelling {
        words = List.copyOf(words);
    }

    /**
     * {@return the spelling of a call}
     *
     * @param kind the name of the call
     * @param words its arguments and options, in order
     */
    public static Spelling of(String kind, Word... words) {
        return new Spelling(kind, List.of(words), Optional.empty());
    }

    /**
     * {@return the spelling of a value with a text form of its own}
     *
     * @param kind the name of the kind in JSON
     * @param text the text form
     * @param words what JSON holds
     */
    public static Spelling verbatim(String kind, String text, Word... words) {
        return new Spelling(kind, List.of(words), Optional.of(text));
    }

    /** One thing that is given to a call. */
    public sealed interface Word {}

    /**
     * The receiver of the call.
     *
     * @param name the component's name
     * @param value the component
     */
    public record Receiver(String name, Spelled value) implements Word {}

    /**
     * An argument between the parentheses.
     *
     * @param name the component's name
     * @param value the component
     * @param inText what the text form shows for it
     * @param usual its default, with which it is left out at the end of the text form
     */
    public record Argument(String name, Object value, Object inText, Optional<Object> usual)
            implements Word {}

    /**
     * A further call that sets components: {@code .gain(0.5)}.
     *
     * @param call the name of the call
     * @param components one or more
     * @param usual the defaults, with which it is left out of the text form
     */
    public record Option(String call, List<Component> components, List<Object> usual)
            implements Word {
        /** Keeps its own copies. */
        public Option {
            components = List.copyOf(components);
            usual = List.copyOf(usual);
        }

        /** Returns the values of the components. */
        List<Object> values() {
            return components.stream().map(Component::value).toList();
        }
    }

    /**
     * A component by its name; on its own, one that only JSON holds.
     *
     * @param name the component's name
     * @param value the component
     */
    public record Component(String name, Object value) implements Word {}

    /**
     * Why the value cannot be saved as JSON.
     *
     * @param reason a sentence
     */
    public record Unsaved(String reason) implements Word {}

    /**
     * {@return the receiver of the call}
     *
     * @param name the name of the argument
     * @param value its value
     */
    public static Word receiver(String name, Spelled value) {
        return new Receiver(name, value);
    }

    /**
     * {@return an argument that is always written}
     *
     * @param name the name of the argument
     * @param value its value
     */
    public static Word argument(String name, double value) {
        return new Argument(name, value, value, Optional.empty());
    }

    /**
     * {@return an argument that is always written}
     *
     * @param name the name of the argument
     * @param value its value
     */
    public static Word argument(String name, long value) {
        return new Argument(name, value, value, Optional.empty());
    }

    /**
     * {@return an argument that is always written}
     *
     * @param name the name of the argument
     * @param value its value
     */
    public static Word argument(String name, Object value) {
        return new Argument(name, value, value, Optional.empty());
    }

    /**
     * {@return an argument that is left out at the end of the text form if it has its default}
     *
     * @param name the name of the argument
     * @param value its value
     * @param usual its default
     */
    public static Word argument(String name, double value, double usual) {
        return new Argument(name, value, value, Optional.of(usual));
    }

    /**
     * {@return an argument that is left out at the end of the text form if it has its default}
     *
     * @param name the name of the argument
     * @param value its value
     * @param usual its default
     */
    public static Word argument(String name, long value, long usual) {
        return new Argument(name, value, value, Optional.of(usual));
    }

    /**
     * {@return an argument that is left out at the end of the text form if it has its default}
     *
     * @param <T> the type of the value
     * @param name the name of the argument
     * @param value its value
     * @param usual its default
     */
    public static <T> Word argument(String name, T value, T usual) {
        return new Argument(name, value, value, Optional.of(usual));
    }

    /**
     * {@return an option that is left out of the text form if it has its default}
     *
     * @param name the name of the argument
     * @param value its value
     * @param usual its default
     */
    public static Word option(String name, double value, double usual) {
        return new Option(name, List.of(new Component(name, value)), List.of(usual));
    }

    /**
     * {@return an option that is left out of the text form if it has its default}
     *
     * @param <T> the type of the value
     * @param name the name of the argument
     * @param value its value
     * @param usual its default
     */
    public static <T> Word option(String name, T value, T usual) {
        return new Option(name, List.of(new Component(name, value)), List.of(usual));
    }

    /**
     * {@return a component by its name}
     *
     * @param name the name of the argument
     * @param value its value
     */
    public static Component component(String name, Object value) {
        return new Component(name, value);
    }
}
