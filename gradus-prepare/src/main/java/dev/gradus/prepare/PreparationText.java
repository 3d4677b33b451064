package dev.gradus.prepare;

import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.prepare.Encoding.Cycle;
import dev.gradus.prepare.Encoding.Missing;
import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A preparation as text: a line for each column, then one for each target. */
final class PreparationText {
    private static final String MISSING = "missing";
    private static final String DECIMAL_COMMA = "decimalComma";
    private static final String WORDS = "words";
    private static final String AS_IT_IS = "asItIs";

    private PreparationText() {}

    static String of(Preparation preparation) {
        var lines = new ArrayList<String>();
        preparation
                .columns()
                .forEach(column ->
                        lines.add(
                                "column(%s, %s)"
                                        .formatted(quoted(column.name()), of(column.encoding()))));
        switch (preparation.learned()) {
            case Learned.Classes classes ->
                    lines.add(
                            "target(%s, classes(%s%s))"
                                    .formatted(
                                            quoted(classes.column()),
                                            list(classes.names()),
                                            mark(classes)));
            case Learned.Values(List<Learned.Value> values) ->
                    values.forEach(value ->
                            lines.add(
                                    "target(%s, value(mean=%s, deviation=%s%s))"
                                            .formatted(
                                                    quoted(value.column()),
                                                    NumberText.exact(value.mean()),
                                                    NumberText.exact(value.deviation()),
                                                    of(value.mark()))));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String of(Encoding encoding) {
        return switch (encoding) {
            case Encoding.Numeric number ->
                    "number(median=%s, transform=%s, mean=%s, deviation=%s%s%s%s)"
                            .formatted(
                                    NumberText.exact(number.median()),
                                    number.transform(),
                                    NumberText.exact(number.mean()),
                                    NumberText.exact(number.deviation()),
                                    of(number.missing()),
                                    number.marker().isEmpty()
                                            ? ""
                                            : ", marker=" + quoted(number.marker()),
                                    of(number.mark()));
            case Encoding.AsItIs _ -> AS_IT_IS;
            case Encoding.Category category ->
                    "category(%s%s%s)"
                            .formatted(
                                    list(category.values()),
                                    category.rare() == Encoding.Rare.TOGETHER ? ", other=true" : "",
                                    of(category.missing()));
            case Encoding.Embedded(List<String> values) -> "embedded(%s)".formatted(list(values));
            case Encoding.Flag flag ->
                    "flag(%s, %s%s)"
                            .formatted(quoted(flag.zero()), quoted(flag.one()), of(flag.missing()));
            case Encoding.Moment moment ->
                    "moment(%s, mean=%s, deviation=%s, cycles=%s%s)"
                            .formatted(
                                    quoted(moment.form().example()),
                                    NumberText.exact(moment.mean()),
                                    NumberText.exact(moment.deviation()),
                                    list(moment.cycles().stream().map(Cycle::word).toList()),
                                    of(moment.missing()));
            case Encoding.LeftOut(Reason reason) -> "leftOut(%s)".formatted(quoted(reason.word()));
        };
    }

    private static String of(DecimalMark mark) {
        return mark == DecimalMark.COMMA ? ", decimalComma=true" : "";
    }

    private static String mark(Learned.Classes classes) {
        boolean areWords = classes.mark().isEmpty() && Learned.Classes.areNumbers(classes.names());
        return areWords
                ? ", " + WORDS + "=true"
                : classes.mark().map(PreparationText::of).orElse("");
    }

    private static DecimalMark mark(Arguments arguments) {
        return arguments.flag(DECIMAL_COMMA, false) ? DecimalMark.COMMA : DecimalMark.POINT;
    }

    private static String of(Missing missing) {
        return missing == Missing.MARKED ? ", missing=true" : "";
    }

    private static String list(List<String> items) {
        return items.stream()
                .map(PreparationText::quoted)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static Preparation parse(String text) {
        var columns = new ArrayList<Column>();
        var values = new ArrayList<Learned.Value>();
        var classes = new ArrayList<Learned.Classes>();
        for (Expression each : Expression.parseAll(text)) {
            Expression.Call line = call(each, "column", "target");
            var arguments = Arguments.of(line, "name", "what");
            String name = text(arguments.get("name"));
            if (line.name().equals("column")) {
                columns.add(new Column(name, encoding(arguments.get("what"))));
            } else {
                target(name, arguments.get("what"), classes, values);
            }
        }
        if (classes.size() + Math.min(1, values.size()) != 1) {
            throw new IllegalArgumentException(
                    Text.of(
                            "a preparation has one target of classes, or targets that are values; got %d and %d",
                            classes.size(), values.size()));
        }
        return new Preparation(
                columns, classes.isEmpty() ? new Learned.Values(values) : classes.getFirst());
    }

    private static void target(
            String name,
            Expression what,
            List<Learned.Classes> classes,
            List<Learned.Value> values) {
        Expression.Call call = call(what, "classes", "value");
        if (call.name().equals("classes")) {
            classes.add(classes(name, Arguments.of(call, "names", DECIMAL_COMMA, WORDS)));
        } else {
            var arguments = Arguments.of(call, "mean", "deviation", DECIMAL_COMMA);
            values.add(
                    new Learned.Value(
                            name,
                            arguments.number("mean"),
                            arguments.number("deviation"),
                            mark(arguments)));
        }
    }

    private static Learned.Classes classes(String column, Arguments arguments) {
        var found = new Learned.Classes(column, texts(arguments, "names"));
        boolean areWords = arguments.flag(WORDS, false) || found.mark().isEmpty();
        return new Learned.Classes(
                column, found.names(), areWords ? Optional.empty() : Optional.of(mark(arguments)));
    }

    private static Encoding encoding(Expression expression) {
        if (expression instanceof Expression.Name(String name, _) && name.equals(AS_IT_IS)) {
            return new Encoding.AsItIs();
        }
        Expression.Call call =
                call(expression, "number", "category", "embedded", "flag", "moment", "leftOut");
        return switch (call.name()) {
            case "number" -> number(call);
            case "category" -> category(call);
            case "embedded" -> new Encoding.Embedded(texts(Arguments.of(call, "values"), "values"));
            case "flag" -> flag(call);
            case "moment" -> moment(call);
            default ->
                    new Encoding.LeftOut(
                            constant(
                                    Reason.values(),
                                    Reason::word,
                                    Arguments.of(call, "reason").get("reason")));
        };
    }

    private static Encoding number(Expression.Call call) {
        var arguments =
                Arguments.of(
                        call,
                        "median",
                        "transform",
                        "mean",
                        "deviation",
                        MISSING,
                        "marker",
                        DECIMAL_COMMA);
        return new Encoding.Numeric(
                arguments.number("median"),
                transform(arguments.get("transform")),
                arguments.number("mean"),
                arguments.number("deviation"),
                missing(arguments),
                arguments.has("marker") ? text(arguments.get("marker")) : "",
                mark(arguments));
    }

    private static NumberTransform transform(Expression expression) {
        if (expression instanceof Expression.Name(String name, _) && name.equals("plain")) {
            return new NumberTransform.Plain();
        }
        Expression.Call call = call(expression, "log", "ranks", "plain");
        return call.name().equals("log")
                ? new NumberTransform.Log(Arguments.of(call, "scale").number("scale"))
                : new NumberTransform.Ranks(Arguments.of(call, "knots").numbers("knots"));
    }

    private static Encoding category(Expression.Call call) {
        var arguments = Arguments.of(call, "values", "other", MISSING);
        return new Encoding.Category(
                texts(arguments, "values"),
                arguments.flag("other", false) ? Encoding.Rare.TOGETHER : Encoding.Rare.NONE,
                missing(arguments));
    }

    private static Encoding flag(Expression.Call call) {
        var arguments = Arguments.of(call, "zero", "one", MISSING);
        return new Encoding.Flag(
                text(arguments.get("zero")), text(arguments.get("one")), missing(arguments));
    }

    private static Encoding moment(Expression.Call call) {
        var arguments = Arguments.of(call, "form", "mean", "deviation", "cycles", MISSING);
        return new Encoding.Moment(
                constant(DateForm.values(), DateForm::example, arguments.get("form")),
                arguments.number("mean"),
                arguments.number("deviation"),
                arguments.items("cycles").stream()
                        .map(cycle -> constant(Cycle.values(), Cycle::word, cycle))
                        .toList(),
                missing(arguments));
    }

    private static Missing missing(Arguments arguments) {
        return arguments.flag(MISSING, false) ? Missing.MARKED : Missing.UNMARKED;
    }

    private static List<String> texts(Arguments arguments, String name) {
        return arguments.items(name).stream().map(PreparationText::text).toList();
    }

    private static String text(Expression expression) {
        if (expression instanceof Expression.Text(String text, _)) {
            return text;
        }
        throw new TextException(
                "expected a quoted text, got " + expression.described(), expression.place());
    }

    private static Expression.Call call(Expression expression, String... known) {
        if (!(expression instanceof Expression.Call call)) {
            throw new TextException(
                    "expected one of %s, got %s"
                            .formatted(String.join(", ", known), expression.described()),
                    expression.place());
        }
        if (!List.of(known).contains(call.name())) {
            throw new TextException(
                    Suggestions.unknown("word", call.name(), List.of(known)), call.place());
        }
        return call;
    }

    private static <T> T constant(T[] all, Function<T, String> word, Expression expression) {
        String written = text(expression);
        return Arrays.stream(all)
                .filter(each -> word.apply(each).equals(written))
                .findFirst()
                .orElseThrow(() ->
                        new TextException(
                                Suggestions.unknown(
                                        "word", written, Arrays.stream(all).map(word).toList()),
                                expression.place()));
    }
}
