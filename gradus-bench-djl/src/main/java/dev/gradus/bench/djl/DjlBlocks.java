package dev.gradus.bench.djl;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.gradus.nn.layer.Activation.Relu;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Bias;
import dev.gradus.nn.layer.Concat;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.Dense;
import dev.gradus.nn.layer.Dropout;
import dev.gradus.nn.layer.Flatten;
import dev.gradus.nn.layer.GlobalAveragePool;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Padding.Symmetric;
import dev.gradus.nn.layer.Residual;
import dev.gradus.nn.layer.Size;
import java.util.List;

/** Networks as DJL's blocks, layer by layer. */
final class DjlBlocks {
    private DjlBlocks() {}

    /** Returns the block that computes what these layers do; none is the identity. */
    static Block of(List<Layer> layers) {
        if (layers.isEmpty()) {
            return Blocks.identityBlock();
        }
        var block = new SequentialBlock();
        layers.forEach(layer -> block.add(of(layer)));
        return block;
    }

    private static Block of(Layer layer) {
        return switch (layer) {
            case Dense dense ->
                    Linear.builder()
                            .setUnits(dense.outputs())
                            .optBias(dense.bias() == Bias.WITH)
                            .build();
            case Conv2d conv -> convolution(conv);
            case BatchNorm norm ->
                    ai.djl.nn.norm.BatchNorm.builder()
                            .optEpsilon((float) norm.epsilon())
                            .optMomentum((float) (1 - norm.momentum()))
                            .build();
            case dev.gradus.nn.layer.Pool pool ->
                    Pool.maxPool2dBlock(shape(pool.window()), shape(pool.stride()));
            case GlobalAveragePool _ -> Pool.globalAvgPool2dBlock();
            case Flatten _ -> Blocks.batchFlattenBlock();
            case Relu _ -> Activation.reluBlock();
            case Dropout dropout ->
                    ai.djl.nn.norm.Dropout.builder().optRate((float) dropout.rate()).build();
            case Concat concat ->
                    new ParallelBlock(
                            DjlBlocks::joined,
                            concat.branches().stream().map(DjlBlocks::of).toList());
            case Residual residual ->
                    new ParallelBlock(
                            DjlBlocks::sum, List.of(of(residual.block()), of(residual.shortcut())));
            default -> throw new IllegalArgumentException("no DJL block was written for " + layer);
        };
    }

    private static Block convolution(Conv2d conv) {
        if (!(conv.padding() instanceof Symmetric padding)) {
            throw new IllegalArgumentException("DJL pads convolutions by numbers only");
        }
        return ai.djl.nn.convolutional.Conv2d.builder()
                .setFilters(conv.outputs())
                .setKernelShape(shape(conv.kernel()))
                .optStride(shape(conv.stride()))
                .optPadding(new Shape(padding.height(), padding.width()))
                .optBias(conv.bias() == Bias.WITH)
                .optGroups(conv.groups())
                .build();
    }

    private static NDList sum(List<NDList> ways) {
        return new NDList(
                ways.getFirst().singletonOrThrow().add(ways.getLast().singletonOrThrow()));
    }

    private static NDList joined(List<NDList> branches) {
        NDList all = new NDList();
        branches.forEach(branch -> all.add(branch.singletonOrThrow()));
        return new NDList(NDArrays.concat(all, 1));
    }

    private static Shape shape(Size size) {
        return new Shape(size.height(), size.width());
    }
}
