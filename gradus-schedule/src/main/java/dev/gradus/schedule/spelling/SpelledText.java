package dev.gradus.schedule.spelling;

import dev.gradus.number.NumberText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the text form: the calls of a value's spelling, including those of the values within it.
 * It does not recurse, so deep nesting does not need a deep stack.
 */
final class SpelledText {
    private final StringBuilder text = new StringBuilder();

    /** What is still to be written, the next item on top. */
    private final ArrayDeque<Object> open = new ArrayDeque<>();

    private SpelledText() {}

    static String of(Spelled whole) {
        var writer = new SpelledText();
        writer.open.push(whole);
        while (!writer.open.isEmpty()) {
            writer.write(writer.open.pop());
        }
        return writer.text.toString();
    }

    private void write(Object next) {
        if (next instanceof Spelled value) {
            pieces(value.spelling()).reversed().forEach(open::push);
        } else {
            text.append(next);
        }
    }

    private static List<Object> pieces(Spelling spelling) {
        if (spelling.text().isPresent()) {
            return List.of(spelling.text().get());
        }
        var pieces = new ArrayList<Object>();
        var arguments = new ArrayList<Spelling.Argument>();
        for (var word : spelling.words()) {
            switch (word) {
                case Spelling.Receiver(_, var receiver) -> pieces.addAll(List.of(receiver, "."));
                case Spelling.Argument argument -> arguments.add(argument);
                case Spelling.Option _, Spelling.Component _, Spelling.Unsaved _ -> {}
            }
        }
        var given = withoutUsual(arguments).stream().map(Spelling.Argument::inText).toList();
        addCall(spelling.kind(), given, pieces);
        addOptions(spelling, pieces);
        return pieces;
    }

    private static List<Spelling.Argument> withoutUsual(List<Spelling.Argument> arguments) {
        int count = arguments.size();
        while (count > 0 && isUsual(arguments.get(count - 1))) {
            count--;
        }
        return arguments.subList(0, count);
    }

    private static boolean isUsual(Spelling.Argument argument) {
        return argument.usual().isPresent() && argument.usual().get().equals(argument.value());
    }

    private static void addOptions(Spelling spelling, List<Object> pieces) {
        for (var word : spelling.words()) {
            if (word instanceof Spelling.Option option && !option.values().equals(option.usual())) {
                pieces.add(".");
                addCall(option.call(), option.values(), pieces);
            }
        }
    }

    private static void addCall(String name, List<Object> arguments, List<Object> pieces) {
        pieces.add(name + "(");
        int empty = pieces.size();
        arguments.forEach(argument -> addValue(argument, pieces, empty));
        pieces.add(")");
    }

    /** Adds a value, or the values of a list one by one, after a comma unless it is the first. */
    private static void addValue(Object value, List<Object> pieces, int empty) {
        if (value instanceof List<?> values) {
            values.forEach(each -> addValue(each, pieces, empty));
            return;
        }
        if (pieces.size() > empty) {
            pieces.add(", ");
        }
        pieces.add(value instanceof Double number ? NumberText.exact(number) : value);
    }
}
