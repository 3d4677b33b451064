package dev.gradus.model.safetensors;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Statistic;
import java.util.ArrayList;
import java.util.List;

/**
 * PyTorch's name for a parameter or statistic, and its shape there. Layers keep their names.
 *
 * <pre>
 * dense, conv1d, conv2d   weight, bias                     weight, bias
 * embedding               weight                           weight
 * batchNorm               scale, shift, mean, variance     weight, bias, running_mean, running_var
 * layerNorm, groupNorm    scale, shift                     weight, bias
 * prelu                   slope                            weight
 * </pre>
 *
 * Values of layers written in Java keep their names.
 *
 * @param name the name in the network, as in {@code batchNorm1.mean}
 * @param layer the layer's name
 * @param member the name that PyTorch's layer has for it, as in {@code running_mean}
 * @param shape the extents there; the values lie in the same order
 */
record TorchName(String name, String layer, String member, List<Integer> shape) {
    /** Returns those of a network: parameters, then statistics. */
    static List<TorchName> of(Network network) {
        var names = new ArrayList<TorchName>();
        for (Node node : network.nodes()) {
            node.parameters().forEach(parameter -> names.add(of(node, parameter)));
        }
        for (Node node : network.nodes()) {
            node.statistics().forEach(statistic -> names.add(of(node, statistic)));
        }
        return names;
    }

    String torch() {
        return layer + "." + member;
    }

    private static TorchName of(Node node, Parameter parameter) {
        List<Integer> shape =
                node.operation() instanceof LayerNorm
                        ? node.input().dimensions()
                        : parameter.dimensions();
        String member =
                node.operation() instanceof OwnLayer
                        ? member(node, parameter.name())
                        : switch (parameter.role()) {
                            case WEIGHT, SCALE -> "weight";
                            case BIAS, SHIFT -> "bias";
                        };
        return new TorchName(parameter.name(), node.name(), member, shape);
    }

    private static TorchName of(Node node, Statistic statistic) {
        String own = member(node, statistic.name());
        String member =
                node.operation() instanceof BatchNorm
                        ? (own.equals("mean") ? "running_mean" : "running_var")
                        : own;
        return new TorchName(statistic.name(), node.name(), member, List.of(statistic.size()));
    }

    private static String member(Node node, String name) {
        return name.equals(node.name()) ? name : name.substring(node.name().length() + 1);
    }
}
