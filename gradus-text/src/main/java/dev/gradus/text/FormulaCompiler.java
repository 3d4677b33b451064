package dev.gradus.text;

import dev.gradus.number.Elementary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Turns a syntax tree into nested functions of one double; what does not depend on the variable is
 * computed once.
 */
final class FormulaCompiler {
    private static final Set<String> VARIABLES = Set.of("t", "step", "epoch", "iteration");
    private static final Set<String> LIBRARIES =
            Set.of("math", "Math", "StrictMath", "np", "numpy", "jnp", "jax.numpy", "torch");
    private static final Map<String, Double> CONSTANTS =
            Map.of("pi", StrictMath.PI, "PI", StrictMath.PI, "e", StrictMath.E, "E", StrictMath.E);
    private static final Map<String, DoubleUnaryOperator> FUNCTIONS =
            Map.ofEntries(
                    Map.entry("cos", Elementary::cos),
                    Map.entry("sin", Elementary::sin),
                    Map.entry("tan", x -> Elementary.sin(x) / Elementary.cos(x)),
                    Map.entry("tanh", StrictMath::tanh),
                    Map.entry("sqrt", StrictMath::sqrt),
                    Map.entry("exp", StrictMath::exp),
                    Map.entry("log", StrictMath::log),
                    Map.entry("log2", x -> StrictMath.log(x) / StrictMath.log(2)),
                    Map.entry("log10", StrictMath::log10),
                    Map.entry("floor", StrictMath::floor),
                    Map.entry("ceil", StrictMath::ceil),
                    Map.entry("round", StrictMath::rint),
                    Map.entry("abs", StrictMath::abs),
                    Map.entry("float", x -> x),
                    Map.entry("int", x -> x < 0 ? StrictMath.ceil(x) : StrictMath.floor(x)));
    private static final Map<String, DoubleBinaryOperator> FOLDS =
            Map.of("min", StrictMath::min, "max", StrictMath::max, "pow", Elementary::power);

    /** The most nested operations; a sum of a hundred terms is a hundred deep. */
    private static final int DEEPEST = 500;

    private final Set<String> variables;
    private int depth;

    private FormulaCompiler(Set<String> variables) {
        this.variables = variables;
    }

    /** A function that ignores its variable. */
    private record Constant(double value) implements DoubleUnaryOperator {
        @Override
        public double applyAsDouble(double t) {
            return value;
        }
    }

    static DoubleUnaryOperator compile(Expression formula) {
        if (formula
                instanceof
                Expression.Lambda(List<String> parameters, Expression body, Place place)) {
            if (parameters.size() != 1) {
                throw new TextException(
                        "a formula is a function of one variable, got " + parameters.size(), place);
            }
            return new FormulaCompiler(Set.copyOf(parameters)).function(body);
        }
        return new FormulaCompiler(VARIABLES).function(formula);
    }

    private DoubleUnaryOperator function(Expression expression) {
        depth++;
        if (depth > DEEPEST) {
            throw new TextException(
                    "a formula of more than "
                            + DEEPEST
                            + " nested operations; write a shorter one, or a law(name, function) in Java",
                    expression.place());
        }
        DoubleUnaryOperator function = compiled(expression);
        depth--;
        return function;
    }

    private DoubleUnaryOperator compiled(Expression expression) {
        return switch (expression) {
            case Expression.Numeral(double value, _) -> new Constant(value);
            case Expression.Bool(boolean value, _) -> new Constant(value ? 1 : 0);
            case Expression.Name name -> variable(name);
            case Expression.Binary(Operator operator, Expression left, Expression right, _) ->
                    binary(operator, function(left), function(right));
            case Expression.Not(Expression operand, _) -> not(function(operand));
            case Expression.Conditional(Expression test, Expression yes, Expression no, _) ->
                    conditional(function(test), function(yes), function(no));
            case Expression.Call call -> call(call);
            case Expression.Text _,
                    Expression.None _,
                    Expression.Items _,
                    Expression.Dictionary _,
                    Expression.Chain _,
                    Expression.Lambda _ ->
                    throw new TextException(
                            "a formula such as 0.95**t cannot hold " + expression.described(),
                            expression.place());
        };
    }

    private DoubleUnaryOperator variable(Expression.Name name) {
        if (variables.contains(name.name())) {
            return t -> t;
        }
        Double constant = CONSTANTS.get(withoutLibrary(name.name()));
        if (constant != null) {
            return new Constant(constant);
        }
        Set<String> known = new TreeSet<>(variables);
        known.add("pi");
        throw new TextException(Suggestions.unknown("variable", name.name(), known), name.place());
    }

    private static DoubleUnaryOperator binary(
            Operator operator, DoubleUnaryOperator left, DoubleUnaryOperator right) {
        if (left instanceof Constant(double a) && right instanceof Constant(double b)) {
            return new Constant(operator.apply(a, b));
        }
        if (right instanceof Constant(double b)) {
            return t -> operator.apply(left.applyAsDouble(t), b);
        }
        if (left instanceof Constant(double a)) {
            return t -> operator.apply(a, right.applyAsDouble(t));
        }
        return t -> operator.apply(left.applyAsDouble(t), right.applyAsDouble(t));
    }

    private static DoubleUnaryOperator not(DoubleUnaryOperator operand) {
        return t -> operand.applyAsDouble(t) == 0 ? 1 : 0;
    }

    private static DoubleUnaryOperator conditional(
            DoubleUnaryOperator test, DoubleUnaryOperator yes, DoubleUnaryOperator no) {
        return t -> test.applyAsDouble(t) != 0 ? yes.applyAsDouble(t) : no.applyAsDouble(t);
    }

    private DoubleUnaryOperator call(Expression.Call call) {
        String name = withoutLibrary(call.name());
        if (name.equals("product")) {
            require(call, call.positional().size() == 1, "one argument");
            return new RunningProduct(factor(call.positional().getFirst()));
        }
        List<DoubleUnaryOperator> arguments = arguments(call);
        if (FUNCTIONS.containsKey(name)) {
            require(call, arguments.size() == 1, "one argument");
            return unary(FUNCTIONS.get(name), arguments.getFirst());
        }
        if (FOLDS.containsKey(name)) {
            require(call, arguments.size() >= 2, "two arguments");
            return fold(FOLDS.get(name), arguments);
        }
        if (name.equals("clip")) {
            require(call, arguments.size() == 3, "three arguments: value, lowest, highest");
            DoubleUnaryOperator raised = fold(StrictMath::max, arguments.subList(0, 2));
            return fold(StrictMath::min, List.of(raised, arguments.get(2)));
        }
        Set<String> known = new TreeSet<>(FUNCTIONS.keySet());
        known.addAll(FOLDS.keySet());
        known.addAll(Set.of("clip", "product"));
        throw new TextException(Suggestions.unknown("function", call.name(), known), call.place());
    }

    private List<DoubleUnaryOperator> arguments(Expression.Call call) {
        for (Expression argument : call.named().values()) {
            throw new TextException(
                    "a function of a formula takes no named argument", argument.place());
        }
        return call.positional().stream().map(this::function).toList();
    }

    /** The factor of a product may be a lambda, which has its own variable. */
    private DoubleUnaryOperator factor(Expression argument) {
        return argument instanceof Expression.Lambda ? compile(argument) : function(argument);
    }

    private static DoubleUnaryOperator unary(
            DoubleUnaryOperator function, DoubleUnaryOperator argument) {
        return argument instanceof Constant(double value)
                ? new Constant(function.applyAsDouble(value))
                : t -> function.applyAsDouble(argument.applyAsDouble(t));
    }

    private static DoubleUnaryOperator fold(
            DoubleBinaryOperator function, List<DoubleUnaryOperator> arguments) {
        // An array rather than nested functions: there may be thousands of arguments.
        DoubleUnaryOperator[] all = arguments.toArray(DoubleUnaryOperator[]::new);
        return t -> {
            double folded = all[0].applyAsDouble(t);
            for (int index = 1; index < all.length; index++) {
                folded = function.applyAsDouble(folded, all[index].applyAsDouble(t));
            }
            return folded;
        };
    }

    private static void require(Expression.Call call, boolean fulfilled, String wanted) {
        if (!fulfilled) {
            int came = call.positional().size();
            throw new TextException(
                    call.name() + " takes " + wanted + ", got " + came, call.place());
        }
    }

    private static String withoutLibrary(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && LIBRARIES.contains(name.substring(0, dot))
                ? name.substring(dot + 1)
                : name;
    }
}
