package dev.gradus.schedule.text;

import dev.gradus.schedule.controller.Controller;
import dev.gradus.schedule.peer.Peers;
import dev.gradus.text.Expression;
import dev.gradus.text.Formula;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to write instead of a text that is not a schedule: arguments without their constructor,
 * names without arguments, formulas without quotes, words of a shell or of Python.
 */
final class Hints {
    private static final String NUMBER = "([+-]?[\\d.]+(?:[eE][+-]?\\d+)?)";

    /**
     * Texts that are not expressions, each with a hint in which $1 is what the first group took.
     */
    private static final List<Rule> TEXTS =
            List.of(
                    new Rule(
                            ".*(\\$\\{?\\w+}?).*",
                            "$1 is a variable of a shell, which replaces it within double quotes and not within single ones"),
                    new Rule(".*([–—−]).*", "write - in place of $1"),
                    new Rule(".*[“”„«»‘’].*", "write plain quotes, or none"),
                    new Rule(
                            ".*\\b[fF][\"'].*",
                            "an f-string is Python's: write the text with its values, as in cosine(0.1)"),
                    new Rule("--?[a-z-]+[ =] *(.+)", "leave out the option: $1"),
                    new Rule(
                            "(?:def|return)\\b.*",
                            "write the formula alone, as in law(\"0.1 * 0.95^t\")"),
                    new Rule("(\\d+),(\\d+)", "write a point: $1.$2"),
                    new Rule("1[ _-]?[cC]ycle.*", "write oneCycle(0.01)"),
                    new Rule("(.+);\\s*", "leave out the ;"),
                    new Rule(
                            ".*\\bslice\\(.*",
                            "write the whole call, as in fit_one_cycle(5, slice(1e-5, 1e-3))"),
                    new Rule(
                            ".+\\)\\s+[a-z]\\w+\\b.*",
                            "a point joins what follows, as in cosine(0.1).warmup(epochs(5))"),
                    new Rule(NUMBER + "\\s*%", "write a number, such as 0.1 for 10 %"),
                    new Rule(
                            NUMBER + "\\s*(?:->|\\.\\.|:|to)\\s*" + NUMBER,
                            "write linear($1, $2) for a straight line"),
                    new Rule(
                            NUMBER + "\\s*,.*",
                            "several rates in turn are hold(0.1, epochs(5)).then(hold(0.01)), those of parameter groups an argument: torch.OneCycleLR(max_lr=[0.01, 0.1], total_steps=1000)"));

    private static final Pattern ASSIGNED =
            Pattern.compile("\\s*(\\w+)\\s*[=:]\\s*(.+?)\\s*", Pattern.DOTALL);
    private static final Pattern UNBRACKETED =
            Pattern.compile("\\s*(\\w+)\\s*[\\[\\s]\\s*" + NUMBER + "\\s*]?\\s*");

    private static final Set<String> RATES = Set.of("lr", "learning_rate", "learningrate");
    private static final Set<String> PEAKS =
            Set.of("max_lr", "lr_max", "peak_lr", "max_learning_rate");
    private static final Pattern FUNCTION =
            Pattern.compile(
                    "(?:(?:math|Math|np|numpy|torch|jnp)\\.)?(?:min|max|pow|sqrt|exp|log|sin|tanh?|abs|floor|ceil|minimum|maximum)|(?:math|Math|np|numpy|torch|jnp)\\.cos");
    private static final Pattern VARIABLE =
            Pattern.compile("\\b(?:epochs?|e|step|iteration|it|i|x|n)\\b(?!\\s*\\()");

    private static final String ANY =
            "a learning rate is one number, such as 0.01, or one schedule, such as cosine(0.1)";

    private record Rule(Pattern text, String hint) {
        Rule(String text, String hint) {
            this(Pattern.compile("\\s*" + text, Pattern.DOTALL), hint);
        }
    }

    private Hints() {}

    /** Returns what is wrong with a text that is not an expression, and what to write instead. */
    static TextException explained(TextException fault) {
        String text = fault.place().source();
        return Stream.of(assignment(text), known(text), unbracketed(text))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() ->
                        fault.reason().startsWith("expected the end")
                                ? Optional.of(ANY)
                                : Optional.empty())
                .map(hint -> new TextException(fault.reason() + "; " + hint, fault.place()))
                .orElse(fault);
    }

    private static Optional<String> known(String text) {
        return TEXTS.stream()
                .map(rule -> {
                    Matcher matcher = rule.text().matcher(text);
                    return matcher.matches() ? matcher.replaceFirst(rule.hint()) : "";
                })
                .filter(hint -> !hint.isEmpty())
                .findFirst();
    }

    /** {@code max_lr=0.01}: an argument without its constructor, or a value with a name. */
    private static Optional<String> assignment(String text) {
        Matcher matcher = ASSIGNED.matcher(text);
        if (!matcher.matches() || !Character.isLetter(text.strip().charAt(0))) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        String value = matcher.group(2);
        if (RATES.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("write the rate alone: " + value);
        }
        List<String> owners = Peers.withParameter(name);
        if (owners.isEmpty()) {
            return Optional.of("write what comes after the name alone: " + value);
        }
        String whole =
                "%s is an argument of %s; write the whole call"
                        .formatted(
                                name,
                                String.join(", ", owners.subList(0, Math.min(3, owners.size()))));
        return Optional.of(
                PEAKS.contains(name) && value.matches(NUMBER)
                        ? whole + ", or oneCycle(" + value + ")"
                        : whole);
    }

    /** {@code cosine 0.1} and {@code cosine[0.1]}. */
    private static Optional<String> unbracketed(String text) {
        Matcher matcher = UNBRACKETED.matcher(text);
        return matcher.matches() && !Vocabulary.factories(matcher.group(1)).isEmpty()
                ? Optional.of("write %s(%s)".formatted(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** Returns what to write where a schedule is wanted, with a semicolon before it, or nothing. */
    static String inPlaceOf(Expression came) {
        String hint =
                switch (came) {
                    case Expression.Items _ ->
                            "rates of parameter groups are an argument, as in torch.OneCycleLR(max_lr=[0.01, 0.1], total_steps=1000)";
                    case Expression.Dictionary _ ->
                            "a dictionary names its constructor, as in dict(type='StepLR', lr=0.1, step_size=30)";
                    case Expression.Lambda(List<String> parameters, Expression body, _) ->
                            law(body.place().text(), parameters.getFirst());
                    case Expression.Binary _, Expression.Conditional _, Expression.Not _ ->
                            formula(came);
                    case Expression.Text(String text, _) -> quoted(text);
                    case Expression.Name name -> named(name);
                    case Expression.Numeral _,
                            Expression.Bool _,
                            Expression.None _,
                            Expression.Call _,
                            Expression.Chain _ ->
                            "";
                };
        return hint.isEmpty() ? "" : "; " + hint;
    }

    private static String formula(Expression formula) {
        return hasSchedule(formula)
                ? "write schedules with methods between them, as in cosine(0.1).times(0.5) or cosine(0.1).plus(0.001)"
                : law(formula.place().text(), "");
    }

    private static boolean hasSchedule(Expression formula) {
        return switch (formula) {
            case Expression.Binary(_, Expression left, Expression right, _) ->
                    hasSchedule(left) || hasSchedule(right);
            case Expression.Call call ->
                    !Vocabulary.factories(call.name()).isEmpty() || Peers.isPeer(call);
            case Expression.Chain _ -> true;
            default -> false;
        };
    }

    /** Returns a formula of one variable as a law, of the epoch if that is the variable. */
    private static String law(String formula, String parameter) {
        Matcher free = VARIABLE.matcher(formula);
        String variable = !parameter.isEmpty() ? parameter : free.find() ? free.group() : "t";
        String text =
                formula.replaceAll("\\b" + Pattern.quote(variable) + "\\b", "t")
                        .replaceAll("\\s+", " ");
        boolean ofEpochs = variable.startsWith("e");
        if (!isFormula(text)) {
            return "a formula has one variable, t, as in law(\"0.1 * 0.95^t\")";
        }
        String law = "law(\"" + text + "\")" + (ofEpochs ? ".per(epochs(1))" : "");
        boolean isFactor = Formula.of(text).at(0) == 1;
        return "write " + law + (isFactor ? ", with .times(0.1) for a factor of 0.1" : "");
    }

    private static boolean isFormula(String text) {
        try {
            return !text.contains("\"") && Double.isFinite(Formula.of(text).at(1));
        } catch (TextException notSo) {
            return false;
        }
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z.]\\w*(?:\\.\\w+)*\\(.*")
                ? "leave out the quotes"
                : isFormula(text) ? law(text, "") : "";
    }

    private static String named(Expression.Name name) {
        String last = name.last();
        List<String> forms =
                Stream.concat(
                                Vocabulary.factories(last).stream().map(Way::form),
                                Peers.forms(last).stream())
                        .toList();
        if (!forms.isEmpty()) {
            return "write its arguments: " + String.join(" or ", forms);
        }
        if (last.equals("auto")) {
            return "auto is for gradus train and gradus find, which search for a rate";
        }
        return Suggestions.nearest(last, Vocabulary.kinds().map(ScheduleKind::name).toList())
                .filter(near -> !Vocabulary.factories(near).isEmpty())
                .map(near ->
                        "write "
                                + Vocabulary.factories(near).stream()
                                        .map(Way::form)
                                        .collect(Collectors.joining(" or ")))
                .orElse("");
    }

    /** Returns what is wrong with a call that makes no schedule, and what to write instead. */
    static String unknown(Expression.Call call) {
        String name = call.name();
        String start = "'" + name + "' is no schedule; ";
        if (name.equals("slice")) {
            return start
                    + "it is an argument of fastai's constructors, as in fit_one_cycle(5, slice(1e-5, 1e-3))";
        }
        if (Controller.isController(call)) {
            return name
                    + " reacts to measurements and cannot be a part of a schedule; multiply the whole one by it, as in cosine(0.1) * plateau(patience=3)";
        }
        if (Peers.isOptimizer(name)) {
            return start
                    + "it is an optimizer: give it as the optimizer (--optimizer), and the rate alone as the learning rate (--lr)";
        }
        if (FUNCTION.matcher(name).matches()) {
            return start + "write a formula in quotes, as in law(\"0.1 * exp(-t / 1000)\")";
        }
        return Vocabulary.method(name)
                .map(way -> start + "it follows one, as in cosine(0.1)." + way.form())
                .orElseGet(() -> nearest("schedule", name, everyName()));
    }

    private static List<String> everyName() {
        return Stream.concat(Vocabulary.factoryNames().stream(), Peers.names().stream()).toList();
    }

    private static String nearest(String kind, String name, List<String> known) {
        String suggestion = Suggestions.unknown(kind, name, known);
        return suggestion.contains(";")
                ? suggestion
                : suggestion
                        + "; usual are constant, linear, cosine, oneCycle, stepDecay and exponential";
    }
}
