package dev.gradus.nn.plain;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.plain.kernel.ColumnsKernel;
import dev.gradus.nn.plain.kernel.ForkKernel;
import dev.gradus.nn.plain.kernel.Kernel;
import dev.gradus.nn.plain.kernel.RoundingKernel;
import dev.gradus.nn.plain.memory.ArrayMemory;
import dev.gradus.nn.plain.memory.Setting;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Values;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/**
 * Connects the kernels of a network's nodes: each writes its values where the next one reads them.
 *
 * <p>Values that several nodes read are shared; each reader has a gradient of its own, and a {@link
 * ForkKernel} adds these up.
 */
final class Compiler {
    private static final float[] NO_GRADIENT = new float[0];

    private final Setting setting;
    private final Network network;
    private final Slice slice;
    private final ArrayMemory memory;
    private final Kernels kernels;
    private final Map<String, Integer> readers;
    private final Map<String, Queue<Values>> waiting = new HashMap<>();
    private final List<Kernel> inOrder = new ArrayList<>();

    Compiler(Setting setting) {
        this.setting = setting;
        network = setting.network();
        slice = setting.slice();
        memory = setting.memory();
        kernels = new Kernels(setting);
        readers = network.readers();
    }

    /**
     * Returns the kernels of the whole network; if it is for training, its output has a gradient
     * for the loss to write.
     */
    Chain compile() {
        Values in = values(Network.INPUT, network.input().size(), network.parameters().isEmpty());
        split(in);
        Values last = in;
        for (Node node : network.nodes()) {
            last = append(node);
            offer(node.name(), last);
        }
        return new Chain(in, last, inOrder);
    }

    /** Offers the inputs of the network, which follow one another in each row. */
    private void split(Values in) {
        int column = 0;
        for (Input input : network.inputs()) {
            if (network.inputs().size() == 1) {
                appendRounding(input, in);
                offer(input.name(), in);
                return;
            }
            Values own = values(input.name(), input.shape().size(), in.wantsGradient());
            inOrder.add(new ColumnsKernel(slice, in, column, own));
            appendRounding(input, own);
            offer(input.name(), own);
            column += own.features;
        }
    }

    /** Offers values to all nodes that read them. */
    private void offer(String name, Values values) {
        var queue = new ArrayDeque<Values>();
        int count = readers.getOrDefault(name, 0);
        if (count < 2 || !values.wantsGradient()) {
            for (int i = 0; i < count; i++) {
                queue.add(values);
            }
        } else {
            for (int i = 0; i < count; i++) {
                float[] gradient = memory.rows(name, values.features);
                queue.add(new Values(values.features, values.data, gradient));
            }
            inOrder.add(new ForkKernel(slice, values, List.copyOf(queue)));
            queue.forEach(this::appendRounding);
        }
        waiting.put(name, queue);
    }

    /** Appends a node's kernel, if it needs one, and returns its values. */
    private Values append(Node node) {
        List<Values> ins =
                node.inputs().stream()
                        .map(wire -> Objects.requireNonNull(waiting.get(wire.from())).remove())
                        .toList();
        if (changesNothing(node)) {
            return ins.getFirst();
        }
        boolean trained =
                !node.parameters().isEmpty() || ins.stream().anyMatch(Values::wantsGradient);
        Values out = values(node.name(), node.output().size(), trained);
        inOrder.add(kernels.of(node, ins, out));
        appendRounding(out);
        return out;
    }

    private boolean changesNothing(Node node) {
        return node.operation() instanceof Flatten
                || (node.operation() instanceof Dropout && !setting.isForTraining());
    }

    /** Rounding would change the whole numbers that an embedding reads. */
    private void appendRounding(Input input, Values values) {
        if (network.nodes().stream().noneMatch(node -> isWhole(input, node))) {
            appendRounding(values);
        }
    }

    private static boolean isWhole(Input input, Node node) {
        return node.operation() instanceof Embedding
                && node.inputs().getFirst().from().equals(input.name());
    }

    private void appendRounding(Values values) {
        if (setting.rounds()) {
            inOrder.add(new RoundingKernel(slice, setting.workers(), values));
        }
    }

    private Values values(String name, int features, boolean wantsGradient) {
        return new Values(
                features,
                memory.rows(name, features),
                wantsGradient && setting.isForTraining()
                        ? memory.rows(name, features)
                        : NO_GRADIENT);
    }
}
