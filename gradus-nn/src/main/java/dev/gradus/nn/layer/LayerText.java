package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Initializer;
import dev.gradus.text.Arguments;
import dev.gradus.text.Expression;
import dev.gradus.text.NamedCalls;
import dev.gradus.text.TextException;
import java.util.List;

/** Reads layers as text: {@code conv2d(32, 3) relu maxPool(2) flatten dense(10)}. */
public final class LayerText {
    private static final NamedCalls<Layer> LAYERS = layers();
    private static final NamedCalls<Initializer> INITIALIZERS = initializers();

    /** Ends the word of a layer that is named without parentheses, as {@code relu.named('a')}. */
    private static final String NAMED = ".named";

    private LayerText() {}

    /**
     * Reads layers separated by blanks.
     *
     * @param text at least one layer, as {@code conv2d(32, 3) relu dense(10)}
     * @return the layers in order
     * @throws dev.gradus.text.TextException if a layer cannot be read; it points at the place
     * @throws IllegalArgumentException if the text is blank
     */
    public static List<Layer> parse(String text) {
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
            return NamedCalls.placed(expression, () -> layer(receiver).named(nameIn(call)));
        }
        if (expression instanceof Expression.Call call && call.name().endsWith(NAMED)) {
            String kind = call.name().substring(0, call.name().length() - NAMED.length());
            return NamedCalls.placed(
                    expression,
                    () -> LAYERS.read(new Expression.Name(kind, call.place())).named(nameIn(call)));
        }
        return LAYERS.read(expression);
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
        return arguments.find(name).map(INITIALIZERS::read).orElse(otherwise);
    }

    private static NamedCalls<Layer> layers() {
        return new NamedCalls<Layer>("layer")
                .with("dense", LayerText::dense)
                .with("conv1d", LayerText::convolutionOfOneRow)
                .with("conv2d", LayerText::convolution)
                .with("embedding", LayerText::embedding)
                .with("maxPool", call -> pool(call, Pool.Kind.MAX))
                .with("averagePool", call -> pool(call, Pool.Kind.AVERAGE))
                .with("globalAveragePool", Layers.globalAveragePool())
                .with("flatten", Layers.flatten())
                .with("dropout", call -> Layers.dropout(Arguments.of(call, "rate").number("rate")))
                .with("batchNorm", LayerText::batchNorm)
                .with("groupNorm", LayerText::groupNorm)
                .with("layerNorm", LayerText::layerNorm)
                .with("residual", LayerText::residual)
                .with("concat", LayerText::concat)
                .with("source", LayerText::source)
                .with("relu", Layers.relu())
                .with("prelu", LayerText::prelu)
                .with(
                        "leakyRelu",
                        call -> Layers.leakyRelu(Arguments.of(call, "slope").number("slope", 0.01)))
                .with("elu", call -> Layers.elu(Arguments.of(call, "alpha").number("alpha", 1)))
                .with("gelu", Layers.gelu())
                .with("silu", Layers.silu())
                .with("sigmoid", Layers.sigmoid())
                .with("tanh", Layers.tanh())
                .with("softplus", Layers.softplus())
                .with("softmax", Layers.softmax());
    }

    private static NamedCalls<Initializer> initializers() {
        return new NamedCalls<Initializer>("initializer")
                .with("he", Initializer.he())
                .with("xavier", Initializer.xavier())
                .with("leCun", Initializer.leCun())
                .with("zeros", Initializer.zeros())
                .with("byActivation", Initializer.byActivation())
                .with(
                        "normal",
                        call ->
                                Initializer.normal(
                                        Arguments.of(call, "deviation").number("deviation")))
                .with(
                        "uniform",
                        call -> Initializer.uniform(Arguments.of(call, "bound").number("bound")))
                .with(
                        "constant",
                        call -> Initializer.constant(Arguments.of(call, "value").number("value")));
    }

    private static Layer dense(Expression.Call call) {
        var arguments = Arguments.of(call, "outputs", "initializer", "biasInitializer", "bias");
        return new Dense(
                whole(arguments, "outputs"),
                initializer(arguments, "initializer", Initializer.byActivation()),
                initializer(arguments, "biasInitializer", Initializer.zeros()),
                bias(arguments));
    }

    /** What a convolution takes, over an image or along a sequence. */
    private static Arguments convolutionArguments(Expression.Call call) {
        return Arguments.of(
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
    }

    private static Layer convolution(Expression.Call call) {
        Arguments arguments = convolutionArguments(call);
        Size one = Size.square(1);
        return new Conv2d(
                whole(arguments, "outputs"),
                size(arguments, "kernel"),
                size(arguments, "stride", one),
                padding(arguments),
                size(arguments, "dilation", one),
                whole(arguments, "groups", 1),
                initializer(arguments, "initializer", Initializer.byActivation()),
                initializer(arguments, "biasInitializer", Initializer.zeros()),
                bias(arguments));
    }

    private static Layer convolutionOfOneRow(Expression.Call call) {
        Arguments arguments = convolutionArguments(call);
        Conv1d conv =
                Layers.conv1d(whole(arguments, "outputs"), whole(arguments, "kernel"))
                        .stride(whole(arguments, "stride", 1))
                        .padding(paddingOfOneRow(arguments))
                        .dilation(whole(arguments, "dilation", 1))
                        .groups(whole(arguments, "groups", 1))
                        .initializer(
                                initializer(arguments, "initializer", Initializer.byActivation()))
                        .biasInitializer(
                                initializer(arguments, "biasInitializer", Initializer.zeros()));
        return bias(arguments) == Bias.WITH ? conv : conv.withoutBias();
    }

    private static Padding paddingOfOneRow(Arguments arguments) {
        if (arguments.has("padding")
                && arguments.get("padding") instanceof Expression.Items items) {
            throw arguments.fault(
                    "padding", "is one number or same along a sequence, got " + items.described());
        }
        return padding(arguments);
    }

    private static Layer embedding(Expression.Call call) {
        var arguments = Arguments.of(call, "entries", "width", "initializer");
        Embedding usual = Layers.embedding(whole(arguments, "entries"), whole(arguments, "width"));
        return usual.initializer(initializer(arguments, "initializer", usual.weights()));
    }

    private static Layer prelu(Expression.Call call) {
        double usual = Layers.prelu().start();
        return new Prelu(Arguments.of(call, "start").number("start", usual));
    }

    private static Layer groupNorm(Expression.Call call) {
        var arguments = Arguments.of(call, "groups", "epsilon");
        GroupNorm usual = Layers.groupNorm(whole(arguments, "groups"));
        return new GroupNorm(usual.groups(), arguments.number("epsilon", usual.epsilon()));
    }

    private static Layer pool(Expression.Call call, Pool.Kind kind) {
        var arguments = Arguments.of(call, "window", "stride", "padding");
        Size window = size(arguments, "window");
        return new Pool(kind, window, size(arguments, "stride", window), padding(arguments));
    }

    private static Layer batchNorm(Expression.Call call) {
        var arguments = Arguments.of(call, "momentum", "epsilon");
        var usual = Layers.batchNorm();
        return new BatchNorm(
                arguments.number("momentum", usual.momentum()),
                arguments.number("epsilon", usual.epsilon()));
    }

    private static Layer layerNorm(Expression.Call call) {
        double usual = Layers.layerNorm().epsilon();
        return new LayerNorm(Arguments.of(call, "epsilon").number("epsilon", usual));
    }

    private static Layer residual(Expression.Call call) {
        var arguments = Arguments.of(call, "block", "shortcut");
        List<Layer> block = arguments.items("block").stream().map(LayerText::layer).toList();
        List<Layer> shortcut =
                arguments.has("shortcut")
                        ? arguments.items("shortcut").stream().map(LayerText::layer).toList()
                        : List.of();
        return new Residual(block, shortcut);
    }

    private static Layer concat(Expression.Call call) {
        if (!call.named().isEmpty()) {
            throw new TextException(
                    "concat takes branches, each a list of layers, and no names", call.place());
        }
        return new Concat(call.positional().stream().map(LayerText::branch).toList());
    }

    private static List<Layer> branch(Expression expression) {
        if (expression instanceof Expression.Items(List<Expression> items, _)) {
            return items.stream().map(LayerText::layer).toList();
        }
        throw new TextException(
                "a branch of concat is a list of layers, as in [dense(8), relu], got "
                        + expression.described(),
                expression.place());
    }

    private static Layer source(Expression.Call call) {
        if (call.positional().size() == 1
                && call.positional().getFirst() instanceof Expression.Text(String name, _)) {
            return new Source(name);
        }
        throw new TextException("source takes one quoted name, as in source('fc1')", call.place());
    }

    private static Bias bias(Arguments arguments) {
        return arguments.flag("bias", true) ? Bias.WITH : Bias.WITHOUT;
    }

    private static int whole(Arguments arguments, String name) {
        return checked(arguments, name, arguments.whole(name));
    }

    private static int whole(Arguments arguments, String name, int otherwise) {
        return arguments.has(name) ? whole(arguments, name) : otherwise;
    }

    private static int checked(Arguments arguments, String name, long value) {
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
                checked(arguments, name, sides.getFirst()),
                checked(arguments, name, sides.getLast()));
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
                        checked(arguments, "padding", borders.getFirst()),
                        checked(arguments, "padding", borders.getLast()));
            }
            default -> Padding.of(whole(arguments, "padding"));
        };
    }
}
