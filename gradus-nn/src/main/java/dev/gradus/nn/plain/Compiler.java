package dev.gradus.nn.plain;

import dev.gradus.nn.Activation;
import dev.gradus.nn.Layer;
import dev.gradus.nn.Layer.BatchNorm;
import dev.gradus.nn.Layer.Conv2d;
import dev.gradus.nn.Layer.Dense;
import dev.gradus.nn.Layer.Dropout;
import dev.gradus.nn.Layer.Flatten;
import dev.gradus.nn.Layer.GlobalAveragePool;
import dev.gradus.nn.Layer.LayerNorm;
import dev.gradus.nn.Layer.Pool;
import dev.gradus.nn.Layer.Residual;
import dev.gradus.nn.Named;
import dev.gradus.nn.Network;
import dev.gradus.nn.Node;
import dev.gradus.nn.Precision;
import dev.gradus.nn.Shape;
import dev.gradus.nn.engine.DropoutNoise;
import dev.gradus.nn.engine.ProgramOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns each layer of a network into a kernel with its memory. */
final class Compiler {
    private static final float[] NO_GRADIENT = new float[0];

    private final Network network;
    private final Slice slice;
    private final Workers workers;
    private final Store store;
    private final Memory memory;
    private final long seed;
    private final boolean rounds;
    private final Panel[] panels;
    private final Product product;

    Compiler(
            Network network,
            ProgramOptions options,
            Slice slice,
            Workers workers,
            Store store,
            Memory memory) {
        this.network = network;
        this.slice = slice;
        this.workers = workers;
        this.store = store;
        this.memory = memory;
        seed = options.seed();
        rounds = options.precision() == Precision.BF16;
        panels = new Panel[workers.count()];
        Arrays.setAll(panels, worker -> new Panel(memory));
        product = new Product(workers, panels);
    }

    /** Returns the whole network at work; its output has a gradient for the loss to write. */
    Chain compile() {
        int features = network.input().size();
        boolean nothingToTrain = network.parameters().isEmpty();
        var in =
                new Values(
                        features,
                        memory.rows("input", features),
                        nothingToTrain ? memory.rows("input", features) : NO_GRADIENT);
        return chain(network.nodes(), in);
    }

    private Chain chain(List<Node> nodes, Values in) {
        var kernels = new ArrayList<Kernel>();
        appendRounding(in, kernels);
        Values last = in;
        for (Node node : nodes) {
            last = append(node, last, kernels);
        }
        return new Chain(in, last, kernels);
    }

    /** Appends a layer's kernel, if it takes one, and returns the layer's outputs. */
    private Values append(Node node, Values in, List<Kernel> kernels) {
        if (node.layer() instanceof Flatten) {
            return in;
        }
        if (node.layer() instanceof Residual) {
            return appendResidual(node, in, kernels);
        }
        Values out = values(node, in.wantsGradient() || !node.parameters().isEmpty());
        kernels.add(kernel(node, in, out));
        appendRounding(out, kernels);
        return out;
    }

    private void appendRounding(Values values, List<Kernel> kernels) {
        if (rounds) {
            kernels.add(new RoundingKernel(slice, workers, values));
        }
    }

    private Values values(Node node, boolean wantsGradient) {
        int features = node.output().size();
        return new Values(
                features,
                memory.rows(node.name(), features),
                wantsGradient ? memory.rows(node.name(), features) : NO_GRADIENT);
    }

    private Values appendResidual(Node node, Values in, List<Kernel> kernels) {
        Chain block = chain(node.block(), branch(node, in));
        Chain shortcut = chain(node.shortcut(), branch(node, in));
        Values out = values(node, block.out().wantsGradient() || shortcut.out().wantsGradient());
        kernels.add(new ResidualKernel(slice, in, out, block, shortcut));
        appendRounding(out, kernels);
        return out;
    }

    /** Returns the same values with a gradient of their own. */
    private Values branch(Node node, Values in) {
        float[] gradient = in.wantsGradient() ? memory.rows(node.name(), in.features) : NO_GRADIENT;
        return new Values(in.features, in.data, gradient);
    }

    private Kernel kernel(Node node, Values in, Values out) {
        return switch (node.layer()) {
            case Dense dense ->
                    multiply(
                            node,
                            in,
                            out,
                            weight -> new DenseKernel(slice, product, in, out, weight, bias(node)));
            case Conv2d conv ->
                    multiply(node, in, out, weight -> convolution(node, conv, in, out, weight));
            case Pool pool -> pool(node, pool, in, out);
            case GlobalAveragePool pool -> new GlobalAveragePoolKernel(slice, workers, in, out);
            case Dropout dropout -> dropout(node, in, out);
            case BatchNorm norm -> batchNorm(node, norm, in, out);
            case LayerNorm norm -> layerNorm(node, norm, in, out);
            case Activation.Softmax softmax ->
                    new SoftmaxKernel(slice, workers, in, out, places(node.input()));
            case Activation activation ->
                    new ElementwiseKernel(slice, workers, Elementwise.of(activation), in, out);
            case Flatten flatten -> throw unexpected(flatten);
            case Residual residual -> throw unexpected(residual);
            case Named named -> throw unexpected(named);
        };
    }

    private static AssertionError unexpected(Layer layer) {
        return new AssertionError("this layer has no kernel of its own: " + layer);
    }

    /** Returns a kernel that multiplies by the layer's weights, rounded if all values are. */
    private Kernel multiply(Node node, Values in, Values out, Function<Trained, Kernel> byWeights) {
        Trained exact = trained(node, 0);
        if (!rounds) {
            return byWeights.apply(exact);
        }
        Trained rounded = exact.withValues(memory.floats(exact.values.length));
        var rounding = new RoundedWeights(workers, exact.values, rounded.values);
        return new Chain(in, out, List.of(rounding, byWeights.apply(rounded)));
    }

    private Kernel convolution(Node node, Conv2d conv, Values in, Values out, Trained weight) {
        return new ConvolutionKernel(
                slice,
                workers,
                panels,
                Windows.of(node, conv),
                conv.groups(),
                in,
                out,
                weight,
                bias(node));
    }

    private Kernel pool(Node node, Pool pool, Values in, Values out) {
        Windows windows = Windows.of(node, pool);
        return switch (pool.kind()) {
            case MAX -> {
                int[] room = memory.wholeRows(node.name(), out.features);
                yield PoolKernel.maximum(slice, workers, windows, in, out, room);
            }
            case AVERAGE -> PoolKernel.mean(slice, workers, windows, in, out);
        };
    }

    private Kernel dropout(Node node, Values in, Values out) {
        float[] mask = memory.rows(node.name(), in.features);
        DropoutNoise noise = DropoutNoise.of(network, node, seed);
        return new DropoutKernel(slice, workers, noise, in, out, mask);
    }

    private Kernel batchNorm(Node node, BatchNorm norm, Values in, Values out) {
        return new BatchNormKernel(
                slice,
                workers,
                memory,
                norm,
                in,
                out,
                trained(node, 0),
                trained(node, 1),
                store.of(node.statistics().get(0)),
                store.of(node.statistics().get(1)));
    }

    private Kernel layerNorm(Node node, LayerNorm norm, Values in, Values out) {
        return new LayerNormKernel(
                slice,
                workers,
                memory,
                norm.epsilon(),
                in,
                out,
                trained(node, 0),
                trained(node, 1));
    }

    private Trained trained(Node node, int number) {
        return store.of(node.parameters().get(number));
    }

    private @Nullable Trained bias(Node node) {
        return node.parameters().size() > 1 ? trained(node, 1) : null;
    }

    /** Returns over how many places a softmax is taken: those of an image, else one. */
    private static int places(Shape shape) {
        return shape.isImage() ? shape.dimension(1) * shape.dimension(2) : 1;
    }
}
