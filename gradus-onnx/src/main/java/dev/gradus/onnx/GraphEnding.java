package dev.gradus.onnx;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.onnx.OnnxModel.Ending;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Learned;
import dev.gradus.prepare.Preparation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns what a network's last layer gives into the outputs of a graph.
 *
 * @param graph takes the operators
 * @param network what computes
 * @param ending what is done with the outputs of the last layer
 */
record GraphEnding(Graph graph, Network network, Ending ending) {
    /**
     * Adds the outputs.
     *
     * @param values the name of what the last layer gives
     * @param preparation what says how the classes are called, or in what units values are
     */
    void add(String values, Optional<Preparation> preparation) {
        String output = freeName(ending.output, preparation);
        switch (preparation.map(Preparation::learned).orElse(null)) {
            case Learned.Values learned -> {
                String made = ended(values, "ending/output");
                new PreparationOperators(graph).restored(learned, made, output);
                graph.output(output, List.of(network.output().size()));
            }
            case Learned.Classes(_, List<String> names, _) -> {
                outputs(values, output);
                new PreparationOperators(graph)
                        .classes(names, output, freeName("class", preparation));
            }
            case null -> outputs(values, output);
        }
    }

    private void outputs(String values, String output) {
        ended(values, output);
        Shape shape = network.output();
        graph.output(
                output, ending == Ending.AS_IT_IS ? shape.dimensions() : List.of(shape.size()));
    }

    private String ended(String values, String output) {
        boolean isRow = ending == Ending.AS_IT_IS || network.output().isVector();
        String row =
                isRow
                        ? values
                        : graph.node(
                                "Flatten",
                                "ending/flatten",
                                List.of(values),
                                Attribute.of("axis", 1L));
        return graph.node(ending.operator, "ending", List.of(row), output);
    }

    private String freeName(String wanted, Optional<Preparation> preparation) {
        List<String> taken =
                preparation
                        .map(each -> PreparationOperators.inputs(each).stream().map(Column::name))
                        .orElseGet(() -> network.inputs().stream().map(Input::name))
                        .toList();
        return Stream.iterate(wanted, name -> name + "_")
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }
}
