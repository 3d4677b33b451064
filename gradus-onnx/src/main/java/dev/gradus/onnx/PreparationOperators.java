package dev.gradus.onnx;

import dev.gradus.nn.layer.Input;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Encoding.Missing;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.NumberTransform;
import dev.gradus.prepare.Preparation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes the preparation of a table as operators: an input for each column, named as the column, of
 * the shape N × 1. A number is a double, NaN where it is missing; a category or one of two values
 * is a string, as it stands in the table without blanks around it.
 *
 * <p>Numbers are computed with in float64, as Gradus does, and so become the same inputs but for
 * the last bits of logarithms. Two things that Java does with texts have no operator and are
 * written out as the spellings there are: words for a missing value in capitals and small letters,
 * and the two values of a flag, which also pass in capitals, in small letters, and with a capital
 * first.
 */
final class PreparationOperators {
    /** Apart from the names of layers, which have no slash. */
    private static final String PREFIX = "prepare/";

    private static final List<String> MISSING =
            List.of(
                    "", "?", "#n/a", "#na", "n/a", "na", "<na>", "nan", "-nan", "null", "none",
                    "\\n");

    private final Graph graph;

    PreparationOperators(Graph graph) {
        this.graph = graph;
    }

    /** Returns the columns that are inputs. */
    static List<Column> inputs(Preparation preparation) {
        return preparation.columns().stream()
                .filter(column -> column.encoding().width() > 0)
                .toList();
    }

    /**
     * Adds the inputs and what turns them into those of the network.
     *
     * @param inputs those of the network, which share the numbers of a row in their order
     * @return the name of what goes into each input of the network
     * @throws IllegalArgumentException if a column is a date, which no operator reads; names it
     */
    Map<String, String> add(Preparation preparation, List<Input> inputs) {
        var parts = new ArrayList<String>();
        for (Column column : inputs(preparation)) {
            String name = column.name();
            switch (column.encoding()) {
                case Encoding.Numeric number -> number(name, number, parts);
                case Encoding.AsItIs _ -> asItIs(name, parts);
                case Encoding.Category category -> category(name, category, parts);
                case Encoding.Flag flag -> flag(name, flag, parts);
                case Encoding.Moment _ ->
                        throw new IllegalArgumentException(
                                "column '%1$s' is a date, and ONNX has no operator that reads one; train without the column (--drop \"%1$s\"), or export without the preparation (--without-preparation, in Java OnnxModel.withoutPreparation) for a program that computes the network's inputs itself"
                                        .formatted(name));
                case Encoding.Embedded embedded -> embedded(name, embedded, parts);
                case Encoding.LeftOut _ -> {}
            }
        }
        String row = graph.node("Concat", PREFIX + "row", parts, Attribute.of("axis", 1L));
        return inputs.size() == 1
                ? Map.of(
                        inputs.getFirst().name(),
                        shaped(PREFIX + "reshape", row, inputs.getFirst().shape()))
                : cut(row, inputs);
    }

    /** Cuts a row into the pieces that the inputs take, one after another. */
    private Map<String, String> cut(String row, List<Input> inputs) {
        var pieces = new HashMap<String, String>();
        int from = 0;
        for (Input input : inputs) {
            String at = PREFIX + "inputs/" + input.name();
            int end = from + input.shape().size();
            String piece =
                    graph.node(
                            "Slice",
                            at,
                            List.of(
                                    row,
                                    graph.integers(at + "/from", from),
                                    graph.integers(at + "/end", end),
                                    graph.integers(at + "/axis", 1)));
            pieces.put(input.name(), shaped(at + "/reshape", piece, input.shape()));
            from = end;
        }
        return pieces;
    }

    private String shaped(String name, String row, Shape shape) {
        if (shape.isVector()) {
            return row;
        }
        long[] extents =
                IntStream.concat(IntStream.of(0), shape.dimensions().stream().mapToInt(i -> i))
                        .asLongStream()
                        .toArray();
        return graph.node("Reshape", name, List.of(row, graph.integers(name + "/shape", extents)));
    }

    private void number(String column, Encoding.Numeric number, List<String> parts) {
        graph.input(column, Tensor.Type.FLOAT64, List.of(1));
        String at = PREFIX + column;
        String missing = graph.node("IsNaN", at + "/missing", List.of(column));
        String median = graph.doubles(at + "/median", number.median());
        String value = graph.node("Where", at + "/filled", List.of(missing, median, column));
        String changed = transformed(at, number.transform(), value);
        String centered = minus(at + "/centered", changed, number.mean());
        String standard = by(at + "/standard", "Div", centered, number.deviation());
        parts.add(cast(at + "/input", standard, Tensor.Type.FLOAT32));
        if (number.missing() == Missing.MARKED) {
            parts.add(cast(at + "/mark", missing, Tensor.Type.FLOAT32));
        }
    }

    private void asItIs(String column, List<String> parts) {
        graph.input(column, Tensor.Type.FLOAT64, List.of(1));
        parts.add(cast(PREFIX + column + "/input", column, Tensor.Type.FLOAT32));
    }

    private String transformed(String at, NumberTransform transform, String x) {
        return switch (transform) {
            case NumberTransform.Plain() -> x;
            case NumberTransform.Log(double scale) -> {
                String size = graph.node("Abs", at + "/size", List.of(x));
                String scaled = by(at + "/scaled", "Div", size, scale);
                String above = by(at + "/above", "Add", scaled, 1);
                String log = graph.node("Log", at + "/log", List.of(above));
                String sign = graph.node("Sign", at + "/sign", List.of(x));
                yield graph.node("Mul", at + "/signed", List.of(sign, log));
            }
            case NumberTransform.Ranks(List<Double> knots) -> ranks(at, knots, x);
        };
    }

    /** Each stretch between two knots adds the share of it that lies below the number. */
    private String ranks(String at, List<Double> knots, String x) {
        int stretches = knots.size() - 1;
        double[] from = new double[stretches];
        double[] length = new double[stretches];
        double[] share = new double[stretches];
        for (int i = 0; i < stretches; i++) {
            from[i] = knots.get(i);
            length[i] = knots.get(i + 1) - knots.get(i);
            share[i] = 1.0 / stretches;
        }
        List<Integer> row = List.of(1, stretches);
        String above =
                graph.node(
                        "Sub", at + "/above", List.of(x, graph.doubles(at + "/knots", row, from)));
        String part =
                graph.node(
                        "Div",
                        at + "/part",
                        List.of(above, graph.doubles(at + "/lengths", row, length)));
        String clipped =
                graph.node(
                        "Clip",
                        at + "/clipped",
                        List.of(
                                part,
                                graph.doubles(at + "/zero", 0),
                                graph.doubles(at + "/one", 1)));
        return graph.node(
                "MatMul",
                at + "/ranks",
                List.of(clipped, graph.doubles(at + "/shares", List.of(stretches, 1), share)));
    }

    private void category(String column, Encoding.Category category, List<String> parts) {
        graph.input(column, Tensor.Type.STRING, List.of(1));
        String at = PREFIX + column;
        int known = category.values().size();
        boolean hasRest = category.rare() == Encoding.Rare.TOGETHER;
        var places = new LinkedHashMap<String, Float>();
        missingForms().forEach(form -> places.put(form, -1f));
        for (int i = 0; i < known; i++) {
            places.put(category.values().get(i), (float) i);
        }
        String place = encoded(at + "/place", column, places, hasRest ? known : -1);
        int width = known + (hasRest ? 1 : 0);
        float[] numbers = new float[width];
        for (int i = 0; i < width; i++) {
            numbers[i] = i;
        }
        if (width > 0) {
            String all = graph.floats(at + "/places", List.of(1, width), numbers);
            String equal = graph.node("Equal", at + "/equal", List.of(place, all));
            parts.add(cast(at + "/input", equal, Tensor.Type.FLOAT32));
        }
        mark(column, category.missing(), all(missingForms(), 1), 0, parts);
    }

    private void embedded(String column, Encoding.Embedded embedded, List<String> parts) {
        graph.input(column, Tensor.Type.STRING, List.of(1));
        var places = new LinkedHashMap<String, Float>();
        missingForms().forEach(form -> places.put(form, (float) Encoding.Embedded.MISSING));
        int missing = places.size();
        for (String value : embedded.values()) {
            places.put(value, (float) (Encoding.Embedded.FIRST + places.size() - missing));
        }
        parts.add(encoded(PREFIX + column + "/input", column, places, Encoding.Embedded.OTHER));
    }

    private void flag(String column, Encoding.Flag flag, List<String> parts) {
        graph.input(column, Tensor.Type.STRING, List.of(1));
        String at = PREFIX + column;
        var values = new LinkedHashMap<String, Float>();
        spellings(flag.zero()).forEach(form -> values.put(form, 0f));
        spellings(flag.one()).forEach(form -> values.put(form, 1f));
        parts.add(encoded(at + "/input", column, values, 0.5f));
        mark(column, flag.missing(), all(values.keySet().stream().toList(), 0), 1, parts);
    }

    private void mark(
            String column,
            Missing missing,
            Map<String, Float> marks,
            float otherwise,
            List<String> parts) {
        if (missing == Missing.MARKED) {
            parts.add(encoded(PREFIX + column + "/mark", column, marks, otherwise));
        }
    }

    private static Map<String, Float> all(List<String> texts, float value) {
        var all = new LinkedHashMap<String, Float>();
        texts.forEach(text -> all.put(text, value));
        return all;
    }

    private String encoded(String name, String texts, Map<String, Float> numbers, float otherwise) {
        return graph.machineLearning(
                "LabelEncoder",
                name,
                List.of(texts),
                name + "/output",
                Attribute.ofTexts("keys_strings", numbers.keySet()),
                Attribute.ofFloats("values_floats", numbers.values()),
                Attribute.of("default_float", otherwise));
    }

    /** Returns the ways to write a word for a missing value. */
    private static List<String> missingForms() {
        return MISSING.stream().flatMap(PreparationOperators::cases).distinct().toList();
    }

    /** Returns a short word with each of its letters in either case. */
    private static Stream<String> cases(String word) {
        Stream<String> forms = Stream.of("");
        for (int i = 0; i < word.length(); i++) {
            char letter = word.charAt(i);
            char capital = Character.toUpperCase(letter);
            forms =
                    forms.flatMap(form ->
                            capital == letter
                                    ? Stream.of(form + letter)
                                    : Stream.of(form + letter, form + capital));
        }
        return forms;
    }

    private static List<String> spellings(String word) {
        String small = word.toLowerCase(Locale.ROOT);
        String first =
                small.isEmpty()
                        ? small
                        : small.substring(0, 1).toUpperCase(Locale.ROOT) + small.substring(1);
        return Stream.of(word, small, word.toUpperCase(Locale.ROOT), first).distinct().toList();
    }

    /**
     * Adds what turns standardized values into those of their columns.
     *
     * @return the name of what comes out
     */
    String restored(Learned.Values learned, String outputs, String name) {
        double[] means = learned.values().stream().mapToDouble(Learned.Value::mean).toArray();
        double[] deviations =
                learned.values().stream().mapToDouble(Learned.Value::deviation).toArray();
        List<Integer> row = List.of(means.length);
        String wide = cast(PREFIX + "wide", outputs, Tensor.Type.FLOAT64);
        String scaled =
                graph.node(
                        "Mul",
                        PREFIX + "scaled",
                        List.of(wide, graph.doubles(PREFIX + "deviations", row, deviations)));
        String moved =
                graph.node(
                        "Add",
                        PREFIX + "moved",
                        List.of(scaled, graph.doubles(PREFIX + "means", row, means)));
        return graph.node(
                "Cast",
                PREFIX + "restored",
                List.of(moved),
                name,
                Attribute.of("to", (long) Tensor.Type.FLOAT32.number));
    }

    /** Adds an output with the name of each row's most probable class, the first of equal ones. */
    void classes(List<String> names, String probabilities, String name) {
        String number =
                graph.node(
                        "ArgMax",
                        PREFIX + "number",
                        List.of(probabilities),
                        Attribute.of("axis", 1L),
                        Attribute.of("keepdims", 0L));
        graph.machineLearning(
                "LabelEncoder",
                PREFIX + "class",
                List.of(number),
                name,
                Attribute.of("keys_int64s", IntStream.range(0, names.size()).toArray()),
                Attribute.ofTexts("values_strings", names));
        graph.output(name, Tensor.Type.STRING, List.of());
    }

    private String minus(String name, String x, double y) {
        return by(name, "Sub", x, y);
    }

    private String by(String name, String operator, String x, double y) {
        return graph.node(operator, name, List.of(x, graph.doubles(name + "/by", y)));
    }

    private String cast(String name, String x, Tensor.Type type) {
        return graph.node("Cast", name, List.of(x), Attribute.of("to", (long) type.number));
    }

    /** Returns names that a table has and the graph has too, which would be mistaken. */
    static List<String> taken(Preparation preparation, List<String> names) {
        return inputs(preparation).stream()
                .map(Column::name)
                .filter(name -> names.contains(name) || name.contains("/"))
                .toList();
    }
}
