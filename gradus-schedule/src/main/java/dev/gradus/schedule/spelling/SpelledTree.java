package dev.gradus.schedule.spelling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the JSON form, without a JSON library: maps, lists, texts and numbers. Every component is
 * written, defaults too. Lengths, shapes and choices are in their text form.
 */
final class SpelledTree {
    private SpelledTree() {}

    static Map<String, Object> of(Spelled value) {
        var spelling = value.spelling();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", spelling.kind());
        for (var word : spelling.words()) {
            add(word, tree);
        }
        return tree;
    }

    private static void add(Spelling.Word word, Map<String, Object> tree) {
        switch (word) {
            case Spelling.Receiver(var name, var value) -> tree.put(name, of(value));
            case Spelling.Argument argument -> tree.put(argument.name(), written(argument.value()));
            case Spelling.Option option -> option.components().forEach(each -> add(each, tree));
            case Spelling.Component(var name, var value) -> tree.put(name, written(value));
            case Spelling.Unsaved(var reason) -> throw new IllegalArgumentException(reason);
        }
    }

    private static Object written(Object value) {
        return switch (value) {
            case Spelled spelled -> of(spelled);
            case List<?> list -> list.stream().map(SpelledTree::written).toList();
            case Map<?, ?> map -> written(map);
            case Number number -> number;
            default -> value.toString();
        };
    }

    private static Map<String, Object> written(Map<?, ?> map) {
        var tree = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> tree.put(name.toString(), written(value)));
        return tree;
    }
}
