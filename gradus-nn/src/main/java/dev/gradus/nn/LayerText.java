package dev.gradus.nn;

import dev.gradus.nn.Layer.Bias;
import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.Suggestions;
import dev.gradus.text.TextException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads layers as text: {@code conv2d(32, 3) relu maxPool(2) flatten dense(10)}. */
final class LayerText {
    private static final Map<String, Function<Expression.Call, Layer>> LAYERS = layers();
    private static final Map<String, Function<Expression.Call, Initializer>> INITIALIZERS =
            initializers();

    private LayerText() {}

    static List<Layer> parse(String text) {
        List<Expression> expressions = Expression.parseAll(text);
        if (expressions.isEmpty()) {
            throw new IllegalArgumentException(
                    "a network has at least one layer, got a blank text; write for example"
                            + " \"dense(128) relu dense(10)\"");
        }
        return expressions.stream().map(LayerText::layer).toList();
    }

    private static Layer layer(Expression expression) {
        if (expression instanceof Expression.Chain(Expression receiver, Expression.Call call, _)
                && call.name().equals("named")) {
            return guarded(expression, () -> layer(receiver).named(nameIn(call)));
        }
        return made("layer", expression, LAYERS);
    }

    private static String nameIn(Expression.Call call) {
        if (call.positional().size() == 1
                && call.positional().getFirst() instanceof Expression.Text(String name, _)) {
            return name;
        }
        throw new TextException("named takes one quoted name, as in named('fc1')", call.place());
    }

    private static Initializer initializer(
            Arguments arguments, String name, Initializer otherwise) {
        return arguments
                .find(name)
                .map(given -> made("initializer", given, INITIALIZERS))
                .orElse(otherwise);
    }

    /** Returns what the table makes of a name or call. */
    private static <T> T made(
            String kind, Expression expression, Map<String, Function<Expression.Call, T>> table) {
        Expression.Call call =
                switch (expression) {
                    case Expression.Call given -> given;
                    case Expression.Name(String name, var place) ->
                            new Expression.Call(name, List.of(), Map.of(), place);
                    default ->
                            throw new TextException(
                                    "here a "
                                            + kind
                                            + " is expected, got "
                                            + expression.described(),
                                    expression.place());
                };
        Function<Expression.Call, T> maker = table.get(call.name());
        if (maker == null) {
            throw new TextException(
                    Suggestions.unknown(kind, call.name(), table.keySet()), call.place());
        }
        return guarded(expression, () -> maker.apply(call));
    }

    /** Gives a fault that a value finds in itself the place where the value is written. */
    private static <T> T guarded(Expression expression, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (TextException placed) {
            throw placed;
        } catch (IllegalArgumentException fault) {
            throw new TextException(String.valueOf(fault.getMessage()), expression.place());
        }
    }

    private static Map<String, Function<Expression.Call, Layer>> layers() {
        var table = new TreeMap<String, Function<Expression.Call, Layer>>();
        table.put("dense", LayerText::dense);
        table.put("conv2d", LayerText::convolution);
        table.put("maxPool", call -> pool(call, Layer.Pool.Kind.MAX));
        table.put("averagePool", call -> pool(call, Layer.Pool.Kind.AVERAGE));
        table.put("globalAveragePool", plain(Layers.globalAveragePool()));
        table.put("flatten", plain(Layers.flatten()));
        table.put("dropout", call -> Layers.dropout(Arguments.of(call, "rate").number("rate")));
        table.put("batchNorm", LayerText::batchNorm);
        table.put(
                "layerNorm",
                call ->
                        new Layer.LayerNorm(
                                Arguments.of(call, "epsilon")
                                        .number("epsilon", Layers.layerNorm().epsilon())));
        table.put("residual", LayerText::residual);
        table.put("relu", plain(Layers.relu()));
        table.put(
                "leakyRelu",
                call -> Layers.leakyRelu(Arguments.of(call, "slope").number("slope", 0.01)));
        table.put("elu", call -> Layers.elu(Arguments.of(call, "alpha").number("alpha", 1)));
        table.put("gelu", plain(Layers.gelu()));
        table.put("silu", plain(Layers.silu()));
        table.put("sigmoid", plain(Layers.sigmoid()));
        table.put("tanh", plain(Layers.tanh()));
        table.put("softplus", plain(Layers.softplus()));
        table.put("softmax", plain(Layers.softmax()));
        return table;
    }

    private static Map<String, Function<Expression.Call, Initializer>> initializers() {
        var table = new TreeMap<String, Function<Expression.Call, Initializer>>();
        table.put("he", plain(Initializer.he()));
        table.put("xavier", plain(Initializer.xavier()));
        table.put("leCun", plain(Initializer.leCun()));
        table.put("zeros", plain(Initializer.zeros()));
        table.put("byActivation", plain(Initializer.byActivation()));
        table.put(
                "normal",
                call -> Initializer.normal(Arguments.of(call, "deviation").number("deviation")));
        table.put(
                "uniform",
                call -> Initializer.uniform(Arguments.of(call, "bound").number("bound")));
        table.put(
                "constant",
                call -> Initializer.constant(Arguments.of(call, "value").number("value")));
        return table;
    }

    private static <T> Function<Expression.Call, T> plain(T value) {
        return call -> {
            Arguments.of(call);
            return value;
        };
    }

    private static Layer dense(Expression.Call call) {
        var arguments = Arguments.of(call, "outputs", "initializer", "biasInitializer", "bias");
        return new Layer.Dense(
                whole(arguments, "outputs"),
                initializer(arguments, "initializer", Initializer.byActivation()),
                initializer(arguments, "biasInitializer", Initializer.zeros()),
                bias(arguments));
    }

    private static Layer convolution(Expression.Call call) {
        var arguments =
                Arguments.of(
                        call,
                        "outputs",
                        "kernel",
                        "stride",
                        "padding",
                        "dilation",
                        "groups",
                        "initializer",
                        "biasInitializer",
                        "bias");
        Size one = Size.square(1);
        return new Layer.Conv2d(
                whole(arguments, "outputs"),
                size(arguments, "kernel"),
                size(arguments, "stride", one),
                padding(arguments),
                size(arguments, "dilation", one),
                arguments.has("groups") ? whole(arguments, "groups") : 1,
                initializer(arguments, "initializer", Initializer.byActivation()),
                initializer(arguments, "biasInitializer", Initializer.zeros()),
                bias(arguments));
    }

    private static Layer pool(Expression.Call call, Layer.Pool.Kind kind) {
        var arguments = Arguments.of(call, "window", "stride", "padding");
        Size window = size(arguments, "window");
        return new Layer.Pool(kind, window, size(arguments, "stride", window), padding(arguments));
    }

    private static Layer batchNorm(Expression.Call call) {
        var arguments = Arguments.of(call, "momentum", "epsilon");
        var usual = Layers.batchNorm();
        return new Layer.BatchNorm(
                arguments.number("momentum", usual.momentum()),
                arguments.number("epsilon", usual.epsilon()));
    }

    private static Layer residual(Expression.Call call) {
        var arguments = Arguments.of(call, "block", "shortcut");
        List<Layer> block = arguments.items("block").stream().map(LayerText::layer).toList();
        List<Layer> shortcut =
                arguments.has("shortcut")
                        ? arguments.items("shortcut").stream().map(LayerText::layer).toList()
                        : List.of();
        return new Layer.Residual(block, shortcut);
    }

    private static Bias bias(Arguments arguments) {
        return arguments.flag("bias", true) ? Bias.WITH : Bias.WITHOUT;
    }

    private static int whole(Arguments arguments, String name) {
        return whole(arguments, name, arguments.whole(name));
    }

    private static int whole(Arguments arguments, String name, long value) {
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw arguments.fault(name, "must be a whole number up to 2^31-1, got " + value);
        }
        return (int) value;
    }

    private static Size size(Arguments arguments, String name, Size otherwise) {
        return arguments.has(name) ? size(arguments, name) : otherwise;
    }

    private static Size size(Arguments arguments, String name) {
        if (!(arguments.get(name) instanceof Expression.Items)) {
            return Size.square(whole(arguments, name));
        }
        List<Long> sides = arguments.wholes(name);
        if (sides.size() != 2) {
            throw arguments.fault(name, "is one number or [height, width], got " + sides);
        }
        return new Size(
                whole(arguments, name, sides.getFirst()), whole(arguments, name, sides.getLast()));
    }

    private static Padding padding(Arguments arguments) {
        if (!arguments.has("padding")) {
            return Padding.none();
        }
        return switch (arguments.get("padding")) {
            case Expression.Name _, Expression.Text _ -> {
                arguments.word("padding", "same");
                yield Padding.same();
            }
            case Expression.Items _ -> {
                List<Long> borders = arguments.wholes("padding");
                if (borders.size() != 2) {
                    throw arguments.fault(
                            "padding", "is one number, [height, width] or same, got " + borders);
                }
                yield new Padding.Symmetric(
                        whole(arguments, "padding", borders.getFirst()),
                        whole(arguments, "padding", borders.getLast()));
            }
            default -> Padding.of(whole(arguments, "padding"));
        };
    }
}
