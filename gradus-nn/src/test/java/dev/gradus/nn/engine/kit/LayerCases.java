package dev.gradus.nn.engine.kit;

import static dev.gradus.nn.layer.Layers.averagePool;
import static dev.gradus.nn.layer.Layers.batchNorm;
import static dev.gradus.nn.layer.Layers.concat;
import static dev.gradus.nn.layer.Layers.conv1d;
import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.dropout;
import static dev.gradus.nn.layer.Layers.elu;
import static dev.gradus.nn.layer.Layers.embedding;
import static dev.gradus.nn.layer.Layers.flatten;
import static dev.gradus.nn.layer.Layers.gelu;
import static dev.gradus.nn.layer.Layers.globalAveragePool;
import static dev.gradus.nn.layer.Layers.groupNorm;
import static dev.gradus.nn.layer.Layers.layerNorm;
import static dev.gradus.nn.layer.Layers.leakyRelu;
import static dev.gradus.nn.layer.Layers.maxPool;
import static dev.gradus.nn.layer.Layers.prelu;
import static dev.gradus.nn.layer.Layers.relu;
import static dev.gradus.nn.layer.Layers.residual;
import static dev.gradus.nn.layer.Layers.sigmoid;
import static dev.gradus.nn.layer.Layers.silu;
import static dev.gradus.nn.layer.Layers.softmax;
import static dev.gradus.nn.layer.Layers.softplus;
import static dev.gradus.nn.layer.Layers.source;
import static dev.gradus.nn.layer.Layers.tanh;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.BatchNorm;
import dev.gradus.nn.layer.Concat;
import dev.gradus.nn.layer.Conv2d;
import dev.gradus.nn.layer.GroupNorm;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Named;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Prelu;
import dev.gradus.nn.layer.Residual;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.layer.Source;
import dev.gradus.nn.layer.Transform;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Networks with every layer at awkward sizes. Most layers stand behind a trained one, so that its
 * gradient shows their input's.
 */
public final class LayerCases {
    private static final Padding[] PADDINGS = {
        Padding.none(), Padding.of(1), Padding.of(2), Padding.same()
    };

    private final List<Case> cases = new ArrayList<>();

    private LayerCases() {
        addDense();
        convolutions();
        pools();
        activations();
        norms();
        dropouts();
        residuals();
        graphs();
        sequences();
        arrays();
        OwnCases.all().forEach(cases::add);
    }

    /** Returns all cases. */
    public static List<Case> all() {
        return List.copyOf(new LayerCases().cases);
    }

    /** Returns the kinds of layer that no case has: none, or a layer was forgotten. */
    public static Set<String> missing() {
        var missing = new TreeSet<String>();
        Permitted.leaves(Layer.class).forEach(leaf -> missing.add(leaf.getSimpleName()));
        for (Case each : all()) {
            each.network().layers().forEach(layer -> remove(layer, missing));
        }
        return missing;
    }

    private static void remove(Layer layer, Set<String> missing) {
        missing.remove(
                layer instanceof OwnLayer
                        ? OwnLayer.class.getSimpleName()
                        : layer.getClass().getSimpleName());
        switch (layer) {
            case Named named -> remove(named.layer(), missing);
            case Residual residual ->
                    Stream.concat(residual.block().stream(), residual.shortcut().stream())
                            .forEach(inner -> remove(inner, missing));
            case Concat concat ->
                    concat.branches()
                            .forEach(branch -> branch.forEach(inner -> remove(inner, missing)));
            case Transform transform -> {}
            case Source source -> {}
        }
    }

    private void add(String name, Shape input, Layer... layers) {
        cases.add(Case.of(name, Network.of(input, layers)));
    }

    /** Puts a layer on an image of 3 channels, 7 rows and 8 columns behind a convolution. */
    private void addOnImage(String name, Layer layer) {
        add(name, Shape.image(2, 8, 9), conv2d(3, 2), layer);
    }

    private void addOnVector(String name, int size, Layer layer) {
        add(name, Shape.vector(3), dense(size), layer, dense(2));
    }

    private void addDense() {
        add("dense 1 to 1", Shape.vector(1), dense(1));
        add("dense 13 to 17 to 3", Shape.vector(13), dense(17), dense(3));
        add("dense without bias", Shape.vector(5), dense(3).withoutBias(), dense(2).withoutBias());
        add("dense with biases", Shape.vector(4), dense(3).biasInitializer(Initializer.normal(1)));
        add("dense on an image", Shape.image(2, 3, 5), dense(3), dense(1));
        for (int outputs : new int[] {1, 2, 16}) {
            add(
                    "dense of " + outputs + " behind a convolution",
                    Shape.image(4, 4, 4),
                    conv2d(4, 3).padding(1),
                    dense(outputs));
            add(
                    "dense of " + outputs + " behind a pool",
                    Shape.image(1, 14, 13),
                    conv2d(8, 3),
                    relu(),
                    maxPool(2),
                    flatten(),
                    dense(outputs));
        }
        add("dense, large", Shape.vector(150), dense(207), dense(5));
        add("dense with a name", Shape.vector(3), dense(2).named("head"));
    }

    private void convolutions() {
        for (int stride = 1; stride <= 3; stride++) {
            for (Padding padding : PADDINGS) {
                String name = "conv2d stride " + stride + " padding " + padding;
                addOnImage(name, conv2d(4, 3).stride(stride).padding(padding));
            }
        }
        Initializer spread = Initializer.normal(1);
        addOnImage("conv2d 1x1", conv2d(13, 1).biasInitializer(spread));
        addOnImage("conv2d 3x2 same", conv2d(2, new Size(3, 2)).padding(Padding.same()));
        addOnImage("conv2d 1x4 same", conv2d(2, new Size(1, 4)).padding(Padding.same()));
        addOnImage("conv2d over the whole image", conv2d(5, new Size(7, 8)));
        addOnImage("conv2d dilation 2", conv2d(4, 3).dilation(2));
        addOnImage("conv2d dilation 2 same", conv2d(4, 3).dilation(2).padding(Padding.same()));
        addOnImage("conv2d dilation 2 stride 3", conv2d(2, 2).dilation(2).stride(3).padding(2));
        addOnImage("conv2d without bias", conv2d(3, 3).withoutBias());
        addOnImage("conv2d depthwise", conv2d(3, 3).groups(3));
        addOnImage("conv2d depthwise, two a channel", conv2d(6, 3).groups(3).padding(1));
        addOnImage("conv2d wider padding than window", conv2d(2, 1).padding(2).stride(2));
        addOnImage("conv2d uneven strides", uneven());
        add(
                "conv2d in 2 groups",
                Shape.image(1, 5, 6),
                conv2d(6, 2),
                conv2d(4, 3).groups(2).stride(2).padding(1));
        add("conv2d on one pixel", Shape.image(1, 1, 1), conv2d(1, 1), conv2d(3, 3).padding(1));
        add("conv2d first, stride 2", Shape.image(3, 9, 5), conv2d(5, 3).stride(2));
        add("conv2d, large", Shape.image(1, 26, 25), conv2d(17, 3), conv2d(2, 3).stride(2));
    }

    private static Layer uneven() {
        var base = conv2d(4, new Size(2, 3));
        return new Conv2d(
                base.outputs(),
                base.kernel(),
                new Size(3, 1),
                new Padding.Symmetric(0, 2),
                new Size(1, 2),
                1,
                base.weights(),
                base.biases(),
                base.bias());
    }

    private void pools() {
        for (Pool pool : List.of(maxPool(2), averagePool(2), maxPool(3), averagePool(3))) {
            String kind = pool.kind() + " pool " + pool.window();
            addOnImage(kind, pool);
            addOnImage(kind + " stride 1", pool.stride(1));
            addOnImage(kind + " stride 2 padding 1", pool.stride(2).padding(1));
            addOnImage(kind + " stride 3 same", pool.stride(3).padding(Padding.same()));
            addOnImage(kind + " stride 1 same", pool.stride(1).padding(Padding.same()));
        }
        for (Pool.Kind kind : Pool.Kind.values()) {
            addOnImage(
                    kind + " pool 3x1",
                    new Pool(kind, new Size(3, 1), new Size(1, 2), Padding.none()));
            addOnImage(
                    kind + " pool 2x5 uneven padding",
                    new Pool(kind, new Size(2, 5), new Size(2, 3), new Padding.Symmetric(1, 2)));
        }
        addOnImage("global average pool", globalAveragePool());
        add("flatten", Shape.image(2, 3, 4), conv2d(3, 2), flatten(), dense(2));
        add("flatten first", Shape.image(2, 3, 4), flatten(), dense(2));
        add("pool first", Shape.image(2, 6, 5), maxPool(2), conv2d(3, 2));
    }

    private void activations() {
        for (Layer activation :
                List.of(
                        relu(),
                        leakyRelu(),
                        leakyRelu(0.3),
                        elu(),
                        elu(0.5),
                        gelu(),
                        silu(),
                        sigmoid(),
                        tanh(),
                        softplus(),
                        softmax())) {
            addOnVector(activation + " on a vector", 13, activation);
            addOnImage(activation + " on an image", activation);
            add(activation + " first", Shape.vector(5), activation, dense(2));
        }
        addOnVector("softmax of one value", 1, softmax());
    }

    private void norms() {
        addOnVector("batchNorm on a vector", 13, batchNorm());
        addOnImage("batchNorm on an image", batchNorm());
        add("batchNorm first", Shape.image(2, 3, 4), batchNorm(), conv2d(2, 2));
        addOnImage("batchNorm, slow", new BatchNorm(0.01, 1e-3));
        add(
                "batchNorm behind no bias",
                Shape.image(2, 5, 4),
                conv2d(3, 2).withoutBias(),
                batchNorm(),
                relu(),
                conv2d(2, 2));
        addOnVector("layerNorm on a vector", 17, layerNorm());
        addOnImage("layerNorm on an image", layerNorm());
        add("layerNorm first", Shape.vector(5), layerNorm(), dense(3));
        layerNormsOnImages();
    }

    /** Whatever comes before and behind: what was an image stays one. */
    private void layerNormsOnImages() {
        Shape image = Shape.image(2, 7, 6);
        add("layerNorm alone on an image", image, layerNorm());
        add("layerNorm before a convolution", image, layerNorm(), conv2d(3, 2));
        add("layerNorm before a pool", image, conv2d(3, 2), layerNorm(), relu(), maxPool(2));
        add("layerNorm before batchNorm", image, conv2d(3, 2), layerNorm(), batchNorm());
        add("layerNorm before softmax", image, conv2d(3, 2), layerNorm(), softmax(), dense(2));
        add("layerNorm behind a pool", image, conv2d(3, 2), averagePool(2), layerNorm(), dense(2));
        add("layerNorm of means", image, conv2d(9, 2), globalAveragePool(), layerNorm(), dense(2));
        add(
                "layerNorm ends a residual",
                image,
                conv2d(3, 2),
                residual(conv2d(3, 1), layerNorm()),
                conv2d(2, 2));
        add(
                "layerNorm begins a residual",
                image,
                conv2d(3, 2),
                residual(layerNorm(), dropout(0.2), conv2d(3, 1)).shortcut(layerNorm()),
                globalAveragePool());
    }

    private void dropouts() {
        addOnVector("dropout on a vector", 13, dropout(0.5));
        addOnImage("dropout on an image", dropout(0.3));
        add("dropout on inputs", Shape.vector(7), dropout(0.2), dense(3), dropout(0.6), dense(2));
        addOnVector("dropout of nothing", 5, dropout(0));
        dropoutsOfNothing();
    }

    /** Two trained layers come before each, so that a second backward pass through one shows. */
    private void dropoutsOfNothing() {
        Layer nothing = dropout(0);
        Shape image = Shape.image(2, 6, 5);
        add("dropout of nothing, deep", Shape.vector(5), dense(4), tanh(), dense(6), nothing);
        add("dropout of nothing, first", image, nothing, nothing, conv2d(3, 2), conv2d(4, 2));
        add(
                "dropout of nothing behind a pool",
                image,
                conv2d(3, 2),
                relu(),
                maxPool(2),
                nothing,
                dense(3));
        add(
                "dropout of nothing everywhere",
                image,
                conv2d(3, 2),
                nothing,
                batchNorm(),
                nothing,
                nothing,
                conv2d(4, 2),
                averagePool(1),
                nothing,
                flatten(),
                nothing,
                dense(4),
                nothing,
                softmax(),
                nothing,
                dense(2));
        add(
                "dropout of nothing in a residual",
                image,
                conv2d(3, 2),
                conv2d(3, 2),
                residual(nothing, conv2d(3, 1), nothing).shortcut(nothing),
                residual(nothing),
                nothing,
                dense(2));
    }

    private void residuals() {
        addOnVector("residual", 5, residual(dense(7), tanh(), dense(5)));
        addOnImage("residual of convolutions", residual(conv2d(3, 3).padding(1), relu()));
        addOnImage(
                "residual with a shortcut",
                residual(conv2d(4, 3).stride(2).padding(1), batchNorm(), relu())
                        .shortcut(conv2d(4, 1).stride(2)));
        add("residual first", Shape.vector(4), residual(dense(4), relu()), dense(2));
        addOnVector("residual without parameters", 4, residual(sigmoid()));
        add("residual without parameters first", Shape.vector(4), residual(tanh()), dense(2));
        addOnVector(
                "residual in a residual",
                3,
                residual(dense(3), residual(dense(3), tanh()), dropout(0.25)).shortcut(silu()));
        add(
                "residual of a flatten",
                Shape.image(2, 2, 3),
                conv2d(2, 1),
                residual(flatten()).shortcut(dense(12)),
                dense(2));
    }

    private void sequences() {
        Shape sequence = Shape.sequence(3, 11);
        for (int stride = 1; stride <= 3; stride++) {
            for (Padding padding : PADDINGS) {
                add(
                        "conv1d stride " + stride + " padding " + padding,
                        sequence,
                        conv1d(4, 2),
                        conv1d(5, 3).stride(stride).padding(padding));
            }
        }
        add("conv1d dilation 2 in groups", sequence, conv1d(6, 3).groups(3).dilation(2), relu());
        add("conv1d over everything", sequence, conv1d(17, 11).withoutBias(), dense(2));
        add(
                "layers along a sequence",
                sequence,
                conv1d(4, 3).biasInitializer(Initializer.normal(1)),
                batchNorm(),
                relu(),
                maxPool(2),
                conv1d(5, 2),
                layerNorm(),
                softmax(),
                averagePool(2).stride(1).padding(1),
                residual(conv1d(5, 3).padding(Padding.same()), tanh()),
                concat(List.of(), List.of(conv1d(2, 1))),
                globalAveragePool(),
                dense(3));
        add("batchNorm first along a sequence", sequence, batchNorm(), conv1d(2, 2), flatten());
    }

    private void arrays() {
        addOnVector("prelu on a vector", 13, prelu());
        addOnImage("prelu on an image", new Prelu(-0.5));
        add("prelu first", Shape.sequence(2, 5), prelu(), conv1d(3, 2));
        addOnVector("groupNorm on a vector", 12, groupNorm(3));
        addOnImage("groupNorm of each channel", groupNorm(3));
        addOnImage("groupNorm of all channels", new GroupNorm(1, 1e-3));
        add("groupNorm first", Shape.image(4, 3, 2), groupNorm(2), conv2d(3, 2), relu());
        add("embedding", Shape.vector(7), embedding(9, 5), conv1d(3, 2), relu(), dense(2));
        add("embedding of one number", Shape.vector(1), embedding(1, 3), flatten());
        cases.add(
                Case.of(
                        "embedding beside numbers",
                        Network.of(
                                List.of(
                                        new Input("facts", Shape.vector(3)),
                                        new Input("words", Shape.vector(4))),
                                List.of(
                                        concat(
                                                List.of(dense(2)),
                                                List.of(
                                                        source("words"),
                                                        embedding(300, 6),
                                                        globalAveragePool())),
                                        dense(3)))));
    }

    private void graphs() {
        addOnVector("concat", 5, concat(List.of(dense(7), tanh()), List.of(dense(3)), List.of()));
        addOnImage(
                "concat of images",
                concat(
                        List.of(conv2d(4, 3).padding(1), relu()),
                        List.of(),
                        List.of(averagePool(3).stride(1).padding(1))));
        addOnImage(
                "concat of one channel each", concat(List.of(conv2d(1, 1)), List.of(conv2d(1, 1))));
        add("concat of inputs", Shape.vector(4), concat(List.of(), List.of(sigmoid())), dense(3));
        add(
                "a value read three times",
                Shape.vector(3),
                dense(4).named("shared"),
                relu(),
                dense(4),
                concat(List.of(), List.of(source("shared")), List.of(source("shared"), silu())),
                dense(2));
        add(
                "a residual of an earlier value",
                Shape.image(2, 5, 4),
                conv2d(3, 1).named("early"),
                relu(),
                conv2d(3, 3).padding(1),
                residual(batchNorm()).shortcut(source("early")),
                globalAveragePool());
        cases.add(
                Case.of(
                        "two inputs",
                        Network.of(
                                List.of(
                                        new Input("pixels", Shape.image(2, 5, 6)),
                                        new Input("facts", Shape.vector(3))),
                                List.of(
                                        concat(
                                                List.of(
                                                        source("pixels"),
                                                        conv2d(4, 3),
                                                        relu(),
                                                        flatten()),
                                                List.of(source("facts"), dense(5), tanh())),
                                        dense(3)))));
        cases.add(
                Case.of(
                        "an input joined as it is",
                        Network.of(
                                List.of(
                                        new Input("pixels", Shape.image(1, 4, 3)),
                                        new Input("facts", Shape.vector(2)),
                                        new Input("more", Shape.vector(1))),
                                List.of(
                                        conv2d(3, 2),
                                        flatten(),
                                        concat(
                                                List.of(),
                                                List.of(source("facts")),
                                                List.of(source("more"))),
                                        dense(2)))));
    }
}
