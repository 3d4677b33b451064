package dev.gradus.onednn;

import static dev.gradus.nn.Layers.batchNorm;
import static dev.gradus.nn.Layers.conv2d;
import static dev.gradus.nn.Layers.dense;
import static dev.gradus.nn.Layers.flatten;
import static dev.gradus.nn.Layers.globalAveragePool;
import static dev.gradus.nn.Layers.maxPool;
import static dev.gradus.nn.Layers.relu;
import static dev.gradus.nn.Layers.residual;

import dev.gradus.nn.Network;
import dev.gradus.nn.Shape;
import java.util.List;

/** Networks of which step times are told. */
final class Workloads {
    private Workloads() {}

    /**
     * A network and how it is trained.
     *
     * @param batch examples in a step
     */
    record Workload(String name, Network network, int batch) {}

    static List<Workload> all() {
        var digits = Shape.image(1, 28, 28);
        var mnist =
                Network.of(
                        digits,
                        conv2d(24, 5),
                        maxPool(2),
                        relu(),
                        conv2d(32, 3),
                        maxPool(2),
                        relu(),
                        flatten(),
                        dense(256),
                        relu(),
                        dense(10));
        return List.of(
                new Workload(
                        "16-64-10", Network.of(Shape.vector(16), dense(64), relu(), dense(10)), 32),
                new Workload(
                        "784-128-10",
                        Network.of(Shape.vector(784), dense(128), relu(), dense(10)),
                        128),
                new Workload(
                        "784-512-256-10",
                        Network.of(
                                Shape.vector(784),
                                dense(512),
                                relu(),
                                dense(256),
                                relu(),
                                dense(10)),
                        128),
                new Workload(
                        "784-3x1024-10",
                        Network.of(
                                Shape.vector(784),
                                dense(1024),
                                relu(),
                                dense(1024),
                                relu(),
                                dense(1024),
                                relu(),
                                dense(10)),
                        128),
                new Workload("mnist conv 128", mnist, 128),
                new Workload("mnist conv 256", mnist, 256),
                new Workload(
                        "conv32-conv64",
                        Network.of(
                                digits,
                                conv2d(32, 3),
                                relu(),
                                conv2d(64, 3),
                                relu(),
                                maxPool(2),
                                flatten(),
                                dense(128),
                                relu(),
                                dense(10)),
                        128),
                new Workload(
                        "residual 32x32x3",
                        Network.of(
                                Shape.image(3, 32, 32),
                                conv2d(32, 3).padding(1).withoutBias(),
                                batchNorm(),
                                relu(),
                                residual(
                                        conv2d(32, 3).padding(1).withoutBias(),
                                        batchNorm(),
                                        relu(),
                                        conv2d(32, 3).padding(1).withoutBias(),
                                        batchNorm()),
                                relu(),
                                residual(
                                                conv2d(64, 3).stride(2).padding(1).withoutBias(),
                                                batchNorm(),
                                                relu(),
                                                conv2d(64, 3).padding(1).withoutBias(),
                                                batchNorm())
                                        .shortcut(
                                                conv2d(64, 1).stride(2).withoutBias(), batchNorm()),
                                relu(),
                                globalAveragePool(),
                                dense(10)),
                        128));
    }
}
