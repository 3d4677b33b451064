package dev.gradus.nn.plain;

import dev.gradus.nn.engine.random.DropoutNoise;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.ArrayLayer;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Conv1d;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.GlobalAveragePool;
import dev.gradus.nn.layer.Join;
import dev.gradus.nn.layer.LayerNorm;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Sum;
import dev.gradus.nn.layer.Transform;
import dev.gradus.nn.plain.kernel.ArrayKernel;
import dev.gradus.nn.plain.kernel.BatchNormKernel;
import dev.gradus.nn.plain.kernel.ConvolutionKernel;
import dev.gradus.nn.plain.kernel.DenseKernel;
import dev.gradus.nn.plain.kernel.DropoutKernel;
import dev.gradus.nn.plain.kernel.Elementwise;
import dev.gradus.nn.plain.kernel.ElementwiseKernel;
import dev.gradus.nn.plain.kernel.GlobalAveragePoolKernel;
import dev.gradus.nn.plain.kernel.JoinKernel;
import dev.gradus.nn.plain.kernel.Kernel;
import dev.gradus.nn.plain.kernel.LayerNormKernel;
import dev.gradus.nn.plain.kernel.PoolKernel;
import dev.gradus.nn.plain.kernel.RoundedWeights;
import dev.gradus.nn.plain.kernel.SoftmaxKernel;
import dev.gradus.nn.plain.kernel.SumKernel;
import dev.gradus.nn.plain.matrix.MatrixProduct;
import dev.gradus.nn.plain.matrix.PackedPanel;
import dev.gradus.nn.plain.matrix.Windows;
import dev.gradus.nn.plain.memory.ArrayMemory;
import dev.gradus.nn.plain.memory.Setting;
import dev.gradus.nn.plain.memory.Slice;
import dev.gradus.nn.plain.memory.Store;
import dev.gradus.nn.plain.memory.Trained;
import dev.gradus.nn.plain.memory.Values;
import dev.gradus.nn.plain.memory.Workers;
import dev.gradus.nn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the kernel of each node, with its memory. */
final class Kernels {
    private final Setting setting;
    private final Slice slice;
    private final Workers workers;
    private final Store store;
    private final ArrayMemory memory;
    private final PackedPanel[] panels;
    private final MatrixProduct product;

    Kernels(Setting setting) {
        this.setting = setting;
        slice = setting.slice();
        workers = setting.workers();
        store = setting.store();
        memory = setting.memory();
        panels = new PackedPanel[workers.count()];
        Arrays.setAll(panels, worker -> new PackedPanel(memory));
        product = new MatrixProduct(workers, panels);
    }

    /** Returns the kernel of a node. */
    Kernel of(Node node, List<Values> ins, Values out) {
        return switch (node.operation()) {
            case Transform transform -> transform(node, transform, ins.getFirst(), out);
            case Sum sum -> new SumKernel(slice, ins.getFirst(), ins.getLast(), out);
            case Join join -> new JoinKernel(slice, ins, out);
        };
    }

    private Kernel transform(Node node, Transform transform, Values in, Values out) {
        return switch (transform) {
            case Dense dense ->
                    multiply(
                            node,
                            in,
                            out,
                            weight -> new DenseKernel(slice, product, in, out, weight, bias(node)));
            case Conv1d conv ->
                    multiply(
                            node,
                            in,
                            out,
                            weight ->
                                    convolution(
                                            node.asImages(), conv.overImage(), in, out, weight));
            case Conv2d conv ->
                    multiply(node, in, out, weight -> convolution(node, conv, in, out, weight));
            case Pool pool -> pool(node, pool, in, out);
            case GlobalAveragePool pool -> new GlobalAveragePoolKernel(slice, workers, in, out);
            case Dropout dropout -> dropout(node, in, out);
            case BatchNorm norm -> new BatchNormKernel(setting, node, norm, in, out);
            case LayerNorm norm -> layerNorm(node, norm, in, out);
            case Activation.Softmax softmax ->
                    new SoftmaxKernel(slice, workers, in, out, places(node.input()));
            case Activation activation ->
                    new ElementwiseKernel(slice, workers, Elementwise.of(activation), in, out);
            case ArrayLayer layer -> new ArrayKernel(setting, node, layer, in, out);
            case Flatten flatten ->
                    throw new AssertionError(
                            "a vector and an image have the same layout, so there is nothing to do");
        };
    }

    /** Returns a kernel that multiplies by the layer's weights, rounded if all values are. */
    private Kernel multiply(Node node, Values in, Values out, Function<Trained, Kernel> byWeights) {
        Trained exact = trained(node, 0);
        if (!setting.rounds()) {
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
        Windows windows = Windows.of(node.asImages(), pool.over(node.input()));
        return switch (pool.kind()) {
            case MAX -> maximum(node, windows, in, out);
            case AVERAGE -> PoolKernel.mean(slice, workers, windows, in, out);
        };
    }

    private Kernel maximum(Node node, Windows windows, Values in, Values out) {
        int[] room =
                setting.isForTraining()
                        ? memory.wholeRows(node.name(), out.features)
                        : PoolKernel.NOTHING_REMEMBERED;
        return PoolKernel.maximum(slice, workers, windows, in, out, room);
    }

    private Kernel dropout(Node node, Values in, Values out) {
        float[] mask = memory.rows(node.name(), in.features);
        DropoutNoise noise = DropoutNoise.of(setting.network(), node, setting.seed());
        return new DropoutKernel(slice, workers, noise, in, out, mask);
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

    /**
     * Returns at how many places a softmax is computed: those of an image or a sequence, else one.
     */
    private static int places(Shape shape) {
        return shape.isVector() ? 1 : shape.size() / shape.dimension(0);
    }
}
