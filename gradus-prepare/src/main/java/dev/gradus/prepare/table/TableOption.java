package dev.gradus.prepare.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Something that users can say about a table. It is declared once: it is a setting of recipes, an
 * option of the commands that read such tables, a line of their help, and a word in the record of a
 * run.
 *
 * @param name the setting's name, as in {@code onBadRow}; the option is {@code --on-bad-row}
 * @param label what help shows in place of the value, as in {@code fail|skip}
 * @param count how many values it takes
 * @param usual the default, as help shows it; empty if there is none to show
 * @param help one paragraph
 * @param reader returns settings in which this one has been set to texts; throws an {@link
 *     IllegalArgumentException}, whose message says what to write instead, if it cannot be
 * @param writer returns the texts that the reader reads, none for the default
 * @param <S> the settings to which it belongs
 */
public record TableOption<S>(
        String name,
        String label,
        Count count,
        String usual,
        String help,
        BiFunction<S, List<String>, S> reader,
        Function<S, List<String>> writer) {
    /** How many values an option takes. */
    public enum Count {
        /** One. */
        ONE,
        /** Any number; on the command line there are commas between them. */
        SEVERAL
    }

    /**
     * {@return an option that takes one value}
     *
     * @param name the setting's name
     * @param label what help shows in place of the value
     * @param help one paragraph
     * @param reader returns settings in which this one has been set
     * @param writer returns the value; empty for the default
     * @param <S> the settings to which it belongs
     */
    public static <S> TableOption<S> one(
            String name,
            String label,
            String help,
            BiFunction<S, String, S> reader,
            Function<S, Optional<String>> writer) {
        return new TableOption<>(
                name,
                label,
                Count.ONE,
                "",
                help,
                (settings, texts) -> reader.apply(settings, texts.getFirst()),
                settings -> writer.apply(settings).stream().toList());
    }

    /**
     * {@return an option that takes any number of values}
     *
     * @param name the setting's name
     * @param label what help shows in place of a value
     * @param help one paragraph
     * @param reader returns settings in which this one has been set
     * @param writer returns the values; none for the default
     * @param <S> the settings to which it belongs
     */
    public static <S> TableOption<S> several(
            String name,
            String label,
            String help,
            BiFunction<S, List<String>, S> reader,
            Function<S, List<String>> writer) {
        return new TableOption<>(name, label, Count.SEVERAL, "", help, reader, writer);
    }

    /**
     * {@return this option with a default for help to show}
     *
     * @param text the default
     */
    public TableOption<S> usual(String text) {
        return new TableOption<>(name, label, count, text, help, reader, writer);
    }

    /** {@return how the command line has it, as in {@code --on-bad-row=fail|skip}} */
    public String form() {
        return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + "=" + label;
    }

    /**
     * {@return how a record has it: a text, or a list of texts in alphabetical order; empty for the
     * default}
     *
     * @param settings the settings
     */
    public Optional<Object> written(S settings) {
        List<String> texts = writer.apply(settings);
        return switch (count) {
            case ONE -> texts.stream().<Object>map(text -> text).findFirst();
            case SEVERAL ->
                    texts.isEmpty()
                            ? Optional.empty()
                            : Optional.of(texts.stream().sorted().toList());
        };
    }

    /**
     * {@return settings in which options have been set}
     *
     * @param options the options
     * @param settings the settings before
     * @param given returns the texts of an option; empty if it is not given
     * @param <S> the settings to which the options belong
     */
    public static <S> S applied(
            List<TableOption<S>> options,
            S settings,
            Function<TableOption<S>, Optional<List<String>>> given) {
        S all = settings;
        for (TableOption<S> option : options) {
            Optional<List<String>> texts = given.apply(option);
            if (texts.isPresent()) {
                all = option.reader().apply(all, texts.get());
            }
        }
        return all;
    }
}
