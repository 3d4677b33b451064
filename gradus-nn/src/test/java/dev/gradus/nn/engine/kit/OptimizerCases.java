package dev.gradus.nn.engine.kit;

import static dev.gradus.nn.layer.Layers.conv2d;
import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.layerNorm;
import static dev.gradus.nn.layer.Layers.tanh;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;
import static dev.gradus.nn.optimizer.Optimizers.adadelta;
import static dev.gradus.nn.optimizer.Optimizers.adagrad;
import static dev.gradus.nn.optimizer.Optimizers.adam;
import static dev.gradus.nn.optimizer.Optimizers.adamw;
import static dev.gradus.nn.optimizer.Optimizers.amsgrad;
import static dev.gradus.nn.optimizer.Optimizers.dAdaptAdam;
import static dev.gradus.nn.optimizer.Optimizers.dAdaptSgd;
import static dev.gradus.nn.optimizer.Optimizers.dog;
import static dev.gradus.nn.optimizer.Optimizers.lamb;
import static dev.gradus.nn.optimizer.Optimizers.lion;
import static dev.gradus.nn.optimizer.Optimizers.momentum;
import static dev.gradus.nn.optimizer.Optimizers.nadam;
import static dev.gradus.nn.optimizer.Optimizers.nesterov;
import static dev.gradus.nn.optimizer.Optimizers.prodigy;
import static dev.gradus.nn.optimizer.Optimizers.radam;
import static dev.gradus.nn.optimizer.Optimizers.rmsprop;
import static dev.gradus.nn.optimizer.Optimizers.scheduleFreeAdamw;
import static dev.gradus.nn.optimizer.Optimizers.scheduleFreeSgd;
import static dev.gradus.nn.optimizer.Optimizers.sgd;

import dev.gradus.nn.Network;
import dev.gradus.nn.examples.Adamax;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.optimizer.WeightDecay.Kind;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
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
                        prodigy().initial(0.01).weightDecay(0.1),
                        dAdaptAdam().initial(0.001).weightDecay(0.1),
                        dAdaptSgd(0.9).initial(0.01).weightDecay(0.1),
                        dog().initial(0.01).weightDecay(0.1),
                        scheduleFreeSgd(0.9).weightDecay(0.1),
                        scheduleFreeAdamw().weightDecay(0.1),
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
