package dev.gradus.cli.syntax;

import dev.gradus.recipe.Key;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The syntax of a command: its options and parameters, each with the destination of its value, and
 * its help. Help lists everything in the order in which it was added.
 *
 * <p>Picocli could read the same from annotations. The JVM generates their classes at run time and
 * cannot keep them in its ahead-of-time cache, so reading them took longer than everything else in
 * parsing a command line.
 */
public final class Syntax {
    private static final Pattern NEXT_WORD = Pattern.compile("-([a-z])");
    private static final String DEFAULT = "Default: ";

    private final CommandSpec spec;

    /** Receives what is added: the command or a group in it. */
    private final Consumer<ArgSpec> arguments;

    /** An option or a parameter that is added when it is described. */
    @FunctionalInterface
    public interface Undescribed {
        /**
         * Adds it with its help.
         *
         * @param lines one paragraph, which help wraps; a line that begins with {@code Default:}
         *     begins a line of its own
         */
        Syntax says(String... lines);
    }

    private Syntax(CommandSpec spec, Consumer<ArgSpec> arguments) {
        this.spec = spec;
        this.arguments = arguments;
    }

    /**
     * Returns a syntax without options and parameters.
     *
     * @param name the command's name
     * @param command what is called after the values are in their places
     */
    public static Syntax of(String name, Callable<Integer> command) {
        return of(CommandSpec.wrapWithoutInspection(command).name(name));
    }

    private static Syntax of(CommandSpec spec) {
        spec.usageMessage().showDefaultValues(true).sortOptions(false);
        return new Syntax(spec, spec::add);
    }

    /** Says what the command does, in lines; the first is in the list of all commands. */
    public Syntax description(String... lines) {
        spec.usageMessage().description(lines);
        return this;
    }

    /** Sets what follows the command's name in the first line of its help. */
    public Syntax synopsis(String arguments) {
        spec.usageMessage().customSynopsis("gradus " + spec.name() + " " + arguments);
        return this;
    }

    /** Ends the help with an example. */
    public Syntax example(String line) {
        return footer("Example:", "  " + line);
    }

    /** Ends the help with some lines. */
    public Syntax footer(String first, String second) {
        spec.usageMessage().footer("", first, second);
        return this;
    }

    /** Adds options that are declared elsewhere. */
    public Syntax with(Consumer<Syntax> options) {
        options.accept(this);
        return this;
    }

    /** Adds options of which only one may be written. */
    public Syntax exclusive(Consumer<Syntax> options) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder();
        options.accept(new Syntax(spec, group::addArg));
        spec.addArgGroup(group.build());
        return this;
    }

    /** Adds {@code --help} and {@code --version}. */
    public Syntax helpAndVersion() {
        spec.versionProvider(new Version());
        arguments.accept(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build());
        arguments.accept(
                OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
        return this;
    }

    /**
     * Adds an option.
     *
     * @param form how it is written, such as {@code --lr, --learning-rate=TEXT}
     * @param type the type that its text is read as
     * @param value the default
     * @param place receives the value
     */
    public <T> Undescribed option(
            String form, Class<T> type, @Nullable T value, Consumer<T> place) {
        return undescribed(
                optionOf(form, value, place).type(type).converters(Converters.number(type)));
    }

    /**
     * Adds an option that takes one of a few words, which help shows as they are written.
     *
     * @param form how it is written, such as {@code --spacing=logarithmic|linear}
     */
    public <E extends Enum<E>> Undescribed choice(
            String form, Class<E> type, E value, Consumer<E> place) {
        String name = form.substring(0, form.indexOf('='));
        Consumer<String> words = word -> place.accept(Words.read(name, word, type));
        return undescribed(
                optionOf(form, Words.of(value), words)
                        .type(String.class)
                        .converters(Converters.choice(name, type)));
    }

    /**
     * Adds an option whose text is read where it is kept.
     *
     * @param place receives the text; throws an {@link IllegalArgumentException} if it cannot be
     *     read
     */
    public Undescribed text(String form, String usual, Consumer<String> place) {
        return undescribed(
                optionOf(form, usual, place).type(String.class).converters(Converters.text(place)));
    }

    /** Adds an option without a value. */
    public Undescribed flag(String form, boolean value, Consumer<Boolean> place) {
        return option(form, boolean.class, value, place);
    }

    /** Adds an option that may be given more than once. */
    public Undescribed repeatable(String form, List<String> values, Consumer<List<String>> place) {
        return undescribed(
                optionOf(form, values, place).type(List.class).auxiliaryTypes(String.class));
    }

    /**
     * Adds an option that is a setting of a recipe: its text is read as that of the key.
     *
     * @param form how it is written; its long name in camel case is the key's name
     * @param usual the default
     */
    public Undescribed setting(String form, Key<?> key, @Nullable String usual) {
        requireName(form, key);
        return undescribed(optionOf(form, usual, _ -> {}).type(String.class));
    }

    /** Adds such an option that may be given more than once. */
    public Undescribed repeatable(String form, Key<?> key) {
        requireName(form, key);
        return repeatable(form, List.of(), _ -> {});
    }

    /** Adds such an option that takes values with commas between them. */
    public Undescribed several(String form, Key<?> key) {
        requireName(form, key);
        return several(form, String.class, List.of(), _ -> {});
    }

    /** Adds an option that takes values with commas between them. */
    public <T> Undescribed several(
            String form, Class<T> type, List<T> values, Consumer<List<T>> place) {
        return undescribed(
                optionOf(form, values, place)
                        .type(List.class)
                        .auxiliaryTypes(type)
                        .splitRegex(","));
    }

    private static void requireName(String form, Key<?> key) {
        String name = form.substring(form.lastIndexOf("--"), form.indexOf('='));
        if (!key(name).equals(key.name())) {
            throw new IllegalStateException(name + " is not the option of " + key.name());
        }
    }

    /** Adds the next parameter, which is required. */
    public Undescribed parameter(String label, String value, Consumer<String> place) {
        return undescribed(
                parameterOf(label, value, place).index(next()).type(String.class).required(true));
    }

    /** Adds the next parameter, which is optional. */
    public Undescribed optionalParameter(
            String label, @Nullable String value, Consumer<String> place) {
        return undescribed(
                parameterOf(label, value, place).index(next()).type(String.class).arity("0..1"));
    }

    /** Adds the parameters that follow, any number from {@code atLeast} on. */
    public Undescribed parameters(
            int atLeast, String label, List<String> values, Consumer<List<String>> place) {
        return undescribed(
                parameterOf(label, values, place)
                        .index(next() + "..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity(atLeast + "..*")
                        .required(true));
    }

    /** Returns this as picocli knows it. */
    public CommandSpec spec() {
        return spec;
    }

    /** Returns the command's name. */
    String name() {
        return spec.name();
    }

    /** Returns the long names of the options, except those for help. */
    List<String> options() {
        return spec.options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(OptionSpec::longestName)
                .toList();
    }

    /** Returns the names of the options as a recipe's file has them: {@code batchSize}. */
    public List<String> keys() {
        return options().stream().map(Syntax::key).toList();
    }

    /** Returns {@code batchSize} for {@code --batch-size}. */
    static String key(String option) {
        return NEXT_WORD
                .matcher(option.replaceFirst("^-+", ""))
                .replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
    }

    /** Returns what was given of this on the command line, once that was read. */
    public Given given() {
        return new Given(spec);
    }

    /** Returns the index of the next parameter: those before it take one argument each. */
    private String next() {
        return String.valueOf(spec.positionalParameters().size());
    }

    private static <V> OptionSpec.Builder optionOf(
            String form, @Nullable V value, Consumer<V> place) {
        int equals = form.indexOf('=');
        String names = equals < 0 ? form : form.substring(0, equals);
        var binding = new Binding<>(value, place);
        OptionSpec.Builder builder =
                OptionSpec.builder(names.split(", ", -1))
                        .initialValue(value)
                        .showDefaultValue(binding.visibility())
                        .getter(binding)
                        .setter(binding);
        return equals < 0 ? builder : builder.paramLabel(form.substring(equals + 1));
    }

    private static <V> PositionalParamSpec.Builder parameterOf(
            String label, @Nullable V value, Consumer<V> place) {
        var binding = new Binding<>(value, place);
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .initialValue(value)
                .showDefaultValue(binding.visibility())
                .getter(binding)
                .setter(binding);
    }

    private Undescribed undescribed(OptionSpec.Builder option) {
        return lines -> added(option.description(paragraph(lines)).build());
    }

    private Undescribed undescribed(PositionalParamSpec.Builder parameter) {
        return lines -> added(parameter.description(paragraph(lines)).build());
    }

    /** Returns the lines joined, so that they wrap wherever the options leave room. */
    private static String[] paragraph(String... lines) {
        String text = String.join(" ", lines);
        int own = text.indexOf(" " + DEFAULT);
        return own < 0
                ? new String[] {text}
                : new String[] {text.substring(0, own), " " + text.substring(own)};
    }

    private Syntax added(ArgSpec argument) {
        arguments.accept(argument);
        return this;
    }
}
