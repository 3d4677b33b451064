package dev.gradus.bench.workload;

import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.globalAveragePool;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.residual;

import dev.gradus.bench.workload.Workload.Size;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All workloads: from almost nothing to photographs. */
public final class Workloads {
    private static final int CLASSES = 10;
    private static final Shape DIGIT = Shape.image(1, 28, 28);

    private Workloads() {}

    /** Returns the workloads that are compared, the smallest first. */
    public static List<Workload> all() {
        return List.of(
                new Workload("mlp 16-64-10", perceptron(16, 64), 32, Size.TINY),
                new Workload("one by one 784-128-10", perceptron(784, 128), 1, Size.SINGLE),
                new Workload("mlp 784-128-10", perceptron(784, 128), 128, Size.SMALL),
                new Workload("mlp 784-512-256-10", perceptron(784, 512, 256), 128, Size.SMALL),
                new Workload(
                        "mlp 784-3x1024-10", perceptron(784, 1024, 1024, 1024), 128, Size.LARGE),
                new Workload("lenet 28x28", lenet(), 128, Size.LARGE),
                new Workload("conv32-conv64 28x28", convolutions(), 128, Size.LARGE),
                new Workload("resnet-8 32x32x3", resnet(), 128, Size.LARGE),
                new Workload("deep 64-50x64-10", deep(), 128, Size.SMALL),
                new Workload("wide 784-8192-10", perceptron(784, 8192), 128, Size.LARGE),
                new Workload("classes 256-512-10000", manyClasses(), 128, Size.LARGE),
                new Workload("depthwise 28x28x32", depthwise(), 32, Size.SMALL),
                new Workload("conv 1x1 28x28x64", pointwise(), 32, Size.SMALL),
                new Workload("conv 11 stride 4 111x111x3", coarse(), 32, Size.SMALL),
                new Workload("photos 224x224x3", photos(), 16, Size.SMALL));
    }

    /**
     * Returns the workload with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Workload named(String name) {
        return all().stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no workload \"%s\"; there are %s"
                                        .formatted(
                                                name,
                                                all().stream().map(Workload::name).toList())));
    }

    /** Returns dense layers of these widths with relu between them. */
    public static Network perceptron(int inputs, int... widths) {
        var hidden = IntStream.of(widths).boxed();
        return Network.of(
                Shape.vector(inputs),
                Stream.concat(
                                hidden.flatMap(width -> Stream.<Layer>of(dense(width), relu())),
                                Stream.of(dense(CLASSES)))
                        .toList());
    }

    private static Network lenet() {
        return Network.of(
                DIGIT,
                conv2d(6, 5).padding(2),
                relu(),
                maxPool(2),
                conv2d(16, 5),
                relu(),
                maxPool(2),
                flatten(),
                dense(120),
                relu(),
                dense(84),
                relu(),
                dense(CLASSES));
    }

    private static Network convolutions() {
        return Network.of(
                DIGIT,
                conv2d(32, 3),
                relu(),
                conv2d(64, 3),
                relu(),
                maxPool(2),
                flatten(),
                dense(128),
                relu(),
                dense(CLASSES));
    }

    private static Network deep() {
        return perceptron(64, IntStream.generate(() -> 64).limit(50).toArray());
    }

    private static Network manyClasses() {
        return Network.of(Shape.vector(256), dense(512), relu(), dense(10_000));
    }

    /** Returns the depthwise-separable blocks of Howard et al. 2017, without normalization. */
    private static Network depthwise() {
        return Network.of(
                Shape.image(32, 28, 28),
                conv2d(32, 3).padding(1).groups(32),
                relu(),
                conv2d(64, 1),
                relu(),
                conv2d(64, 3).padding(1).groups(64),
                relu(),
                conv2d(128, 1),
                relu(),
                globalAveragePool(),
                dense(CLASSES));
    }

    private static Network pointwise() {
        return Network.of(
                Shape.image(64, 28, 28),
                conv2d(128, 1),
                relu(),
                conv2d(128, 1),
                relu(),
                globalAveragePool(),
                dense(CLASSES));
    }

    /** Returns a network that begins as that of Krizhevsky et al. 2012. */
    private static Network coarse() {
        return Network.of(
                Shape.image(3, 111, 111),
                conv2d(64, 11).stride(4).padding(2),
                relu(),
                maxPool(3),
                conv2d(128, 5).padding(2),
                relu(),
                globalAveragePool(),
                dense(CLASSES));
    }

    private static Network photos() {
        return Network.of(
                Shape.image(3, 224, 224),
                conv2d(32, 3).stride(2).padding(1),
                relu(),
                conv2d(64, 3).stride(2).padding(1),
                relu(),
                conv2d(128, 3).stride(2).padding(1),
                relu(),
                globalAveragePool(),
                dense(CLASSES));
    }

    /** Returns the smallest network of He et al. 2015, section 4.2: n = 1, with projections. */
    private static Network resnet() {
        return Network.of(
                Shape.image(3, 32, 32),
                conv2d(16, 3).padding(1).withoutBias(),
                batchNorm(),
                relu(),
                residual(
                        conv2d(16, 3).padding(1).withoutBias(),
                        batchNorm(),
                        relu(),
                        conv2d(16, 3).padding(1).withoutBias(),
                        batchNorm()),
                relu(),
                halving(32),
                relu(),
                halving(64),
                relu(),
                globalAveragePool(),
                dense(CLASSES));
    }

    /** Returns a residual block that halves rows and columns. */
    private static Layer halving(int channels) {
        return residual(
                        conv2d(channels, 3).stride(2).padding(1).withoutBias(),
                        batchNorm(),
                        relu(),
                        conv2d(channels, 3).padding(1).withoutBias(),
                        batchNorm())
                .shortcut(conv2d(channels, 1).stride(2).withoutBias(), batchNorm());
    }
}
