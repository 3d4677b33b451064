package dev.gradus.nn.engine.kit;

import static dev.gradus.nn.Layers.conv2d;
import static dev.gradus.nn.Layers.dense;
import static dev.gradus.nn.Layers.layerNorm;
import static dev.gradus.nn.Layers.tanh;
import static dev.gradus.nn.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.Optimizers.adadelta;
import static dev.gradus.nn.Optimizers.adagrad;
import static dev.gradus.nn.Optimizers.adam;
import static dev.gradus.nn.Optimizers.adamw;
import static dev.gradus.nn.Optimizers.amsgrad;
import static dev.gradus.nn.Optimizers.lamb;
import static dev.gradus.nn.Optimizers.lion;
import static dev.gradus.nn.Optimizers.momentum;
import static dev.gradus.nn.Optimizers.nadam;
import static dev.gradus.nn.Optimizers.nesterov;
import static dev.gradus.nn.Optimizers.radam;
import static dev.gradus.nn.Optimizers.rmsprop;
import static dev.gradus.nn.Optimizers.sgd;

import dev.gradus.nn.Network;
import dev.gradus.nn.Optimizer;
import dev.gradus.nn.Shape;
import dev.gradus.nn.Target;
import dev.gradus.nn.WeightDecay;
import dev.gradus.nn.WeightDecay.Kind;
import dev.gradus.nn.examples.Adamax;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every optimizer, with and without weight decay, on a network of more than one block. */
public final class OptimizerCases {
    private static final int CLASSES = 5;

    private OptimizerCases() {}

    /** Returns all cases. */
    public static List<Case> all() {
        return List.of(
                        sgd(),
                        sgd().weightDecay(0.1),
                        momentum(0.9),
                        nesterov(0.9).weightDecay(0.01),
                        adam(),
                        adam().weightDecay(0.01),
                        adamw(),
                        amsgrad(),
                        nadam(),
                        radam(),
                        rmsprop(),
                        adagrad(),
                        adadelta(),
                        lion().weightDecay(0.1),
                        lamb().weightDecay(0.01),
                        new Adamax(0.9, 0.99, 1e-8, WeightDecay.none(Kind.L2)),
                        new Adamax(0.8, 0.99, 1e-8, WeightDecay.decoupled(0.1)))
                .stream()
                .map(OptimizerCases::of)
                .toList();
    }

    private static Case of(Optimizer optimizer) {
        var network =
                Network.of(
                        Shape.image(1, 9, 8),
                        conv2d(5, 3),
                        tanh(),
                        layerNorm(),
                        dense(17),
                        tanh(),
                        dense(CLASSES));
        return Case.of(optimizer.toString(), network)
                .loss(softmaxCrossEntropy(), Target.classes(CLASSES))
                .optimizer(optimizer);
    }

    /** Returns the kinds of optimizer that no case has: none, or an optimizer was forgotten. */
    public static Set<String> missing() {
        var missing = new TreeSet<String>();
        Permitted.leaves(Optimizer.class).forEach(leaf -> missing.add(leaf.getSimpleName()));
        all().forEach(each -> missing.remove(Permitted.kind(each.optimizer())));
        return missing;
    }
}
