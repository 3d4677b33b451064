package dev.gradus.model;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import dev.gradus.number.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A network as a table for people: a row for each layer, like Keras' {@code summary}. */
final class Summary {
    private static final List<String> HEAD =
            List.of("layer", "what it is", "reads", "output", "parameters");

    private Summary() {}

    static String of(Network network) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        network.inputs()
                .forEach(input ->
                        rows.add(List.of(input.name(), "input", "", input.shape().toString(), "")));
        network.nodes().forEach(node -> rows.add(row(node)));
        return table(rows) + "\n" + totals(network);
    }

    private static List<String> row(Node node) {
        long parameters = node.parameters().stream().mapToLong(Parameter::size).sum();
        return List.of(
                node.name(),
                node.operation().toString(),
                node.inputs().stream().map(Node.Wire::from).collect(Collectors.joining(", ")),
                node.output().toString(),
                parameters == 0 ? "" : grouped(parameters));
    }

    private static String totals(Network network) {
        long statistics = network.statistics().stream().mapToLong(Statistic::size).sum();
        String measured = statistics == 0 ? "" : ", %s statistics".formatted(grouped(statistics));
        return NumberText.counted(network.parameterCount(), "parameter") + measured;
    }

    /** The last column is aligned to the right, as numbers are. */
    private static String table(List<List<String>> rows) {
        int[] widths =
                IntStream.range(0, HEAD.size())
                        .map(column ->
                                rows.stream()
                                        .mapToInt(row -> row.get(column).length())
                                        .max()
                                        .orElse(0))
                        .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> row, int[] widths) {
        int last = widths.length - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(column -> {
                    String space = " ".repeat(widths[column] - row.get(column).length());
                    return column == last ? space + row.get(column) : row.get(column) + space;
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String grouped(long number) {
        return NumberText.grouped(number);
    }
}
