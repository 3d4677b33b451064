package dev.gradus.cli.syntax;

import dev.gradus.recipe.Draft;
import dev.gradus.text.ShellWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What was given of a command's options on the command line.
 *
 * @param spec the command, as picocli knows it
 */
public record Given(CommandSpec spec) {
    private List<OptionSpec> matched() {
        return spec.commandLine().getParseResult().matchedOptions();
    }

    /** Returns the given options, by their names in a recipe's file. */
    public Draft draft() {
        var entries = new LinkedHashMap<String, Draft.Entry>();
        for (OptionSpec option : matched()) {
            String name = option.longestName();
            List<String> texts = option.stringValues();
            Object value = option.isMultiValue() ? texts : texts.getLast();
            entries.put(Syntax.key(name), new Draft.Entry(value, name));
        }
        return new Draft(entries);
    }

    /**
     * Sets an option that was not given to the value in a recipe's file.
     *
     * @param key the option's name there
     * @param place starts the message if the value is wrong
     */
    public void take(String key, Object value, String place) {
        OptionSpec option =
                spec.options().stream()
                        .filter(each -> Syntax.key(each.longestName()).equals(key))
                        .findFirst()
                        .orElseThrow();
        try {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException("expected a text, got " + value);
            }
            option.setter().set(read(option, text));
        } catch (Exception fault) {
            throw new IllegalArgumentException(place + ": " + fault.getMessage(), fault);
        }
    }

    private static Object read(OptionSpec option, String text) throws Exception {
        if (option.type() == boolean.class) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException("expected true or false, got '" + text + "'");
            }
            return Boolean.valueOf(text);
        }
        return option.converters().length > 0 ? option.converters()[0].convert(text) : text;
    }

    /** Returns the texts of the given options, by their long names. */
    public Map<String, List<String>> texts() {
        var texts = new LinkedHashMap<String, List<String>>();
        for (OptionSpec option : matched()) {
            texts.put(option.longestName(), counting(option));
        }
        return texts;
    }

    /** Of an option that takes one value, the last one counts. */
    private static List<String> counting(OptionSpec option) {
        List<String> texts = option.originalStringValues();
        return option.isMultiValue() ? texts : List.of(texts.getLast());
    }

    /**
     * Returns the given options as words of a command, quoted for a shell.
     *
     * @param without the long names of options to leave out
     */
    public List<String> words(Set<String> without) {
        return matched().stream()
                .filter(option -> !without.contains(option.longestName()))
                .distinct()
                .flatMap(Given::words)
                .toList();
    }

    private static Stream<String> words(OptionSpec option) {
        String name = option.longestName();
        List<String> texts = counting(option);
        if (option.type() == boolean.class) {
            boolean isGiven = Boolean.parseBoolean(texts.getLast());
            return Stream.of(isGiven ? name : name + "=false");
        }
        return texts.stream().map(text -> name + " " + ShellWord.of(text));
    }

    /** Returns a sentence for each option that was given more than once but takes one value. */
    public static List<String> passedOver(CommandLine.ParseResult parsed) {
        return parsed.matchedOptions().stream()
                .filter(option -> !option.isMultiValue())
                .filter(option -> option.originalStringValues().stream().distinct().count() > 1)
                .map(option ->
                        "%s was given more than once (%s); the last value counts"
                                .formatted(
                                        option.longestName(),
                                        String.join(", ", option.originalStringValues())))
                .distinct()
                .toList();
    }
}
