package dev.gradus.nn.engine.kit;

import static dev.gradus.nn.layer.Layers.dense;
import static dev.gradus.nn.layer.Layers.sigmoid;
import static dev.gradus.nn.layer.Layers.tanh;
import static dev.gradus.nn.loss.Losses.binaryCrossEntropy;
import static dev.gradus.nn.loss.Losses.huber;
import static dev.gradus.nn.loss.Losses.meanAbsoluteError;
import static dev.gradus.nn.loss.Losses.meanSquaredError;
import static dev.gradus.nn.loss.Losses.quadratic;
import static dev.gradus.nn.loss.Losses.softmaxCrossEntropy;

import dev.gradus.nn.Network;
import dev.gradus.nn.examples.FocalLoss;
import dev.gradus.nn.examples.WeighedSquares;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every loss at the end of a small network. */
public final class LossCases {
    private static final int OUTPUTS = 3;

    private LossCases() {}

    /** Returns all cases. */
    public static List<Case> all() {
        var cases = new ArrayList<Case>();
        var crossEntropy = softmaxCrossEntropy();
        for (Loss loss :
                List.of(
                        crossEntropy,
                        crossEntropy.labelSmoothing(0.1),
                        crossEntropy.classWeights(0.5, 2.0, 0.0),
                        crossEntropy.labelSmoothing(0.2).classWeights(1.0, 3.0, 0.25),
                        new FocalLoss(0.25, 2))) {
            cases.add(of(loss, Target.classes(OUTPUTS), dense(OUTPUTS)));
        }
        for (Loss loss :
                List.of(
                        binaryCrossEntropy(),
                        meanSquaredError(),
                        meanAbsoluteError(),
                        huber(),
                        huber(0.3),
                        new WeighedSquares(3))) {
            cases.add(of(loss, Target.values(OUTPUTS), dense(OUTPUTS)));
            cases.add(of(loss, Target.classes(OUTPUTS), dense(OUTPUTS)));
        }
        cases.add(of(quadratic(), Target.values(OUTPUTS), dense(OUTPUTS), sigmoid()));
        cases.add(of(quadratic(), Target.classes(OUTPUTS), dense(OUTPUTS), sigmoid()));
        return List.copyOf(cases);
    }

    private static Case of(Loss loss, Target target, Layer... end) {
        var layers = new ArrayList<Layer>(List.of(dense(13), tanh()));
        layers.addAll(List.of(end));
        return Case.of(loss + " of " + target, Network.of(Shape.vector(5), layers))
                .loss(loss, target);
    }

    /** Returns the kinds of loss that no case has: none, or a loss was forgotten. */
    public static Set<String> missing() {
        var missing = new TreeSet<String>();
        Permitted.leaves(Loss.class).forEach(leaf -> missing.add(leaf.getSimpleName()));
        all().forEach(each -> missing.remove(Permitted.kind(each.loss())));
        return missing;
    }
}
