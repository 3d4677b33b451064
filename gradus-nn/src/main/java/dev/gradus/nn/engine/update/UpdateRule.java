package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.AdamFamily;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.OwnOptimizer;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.nn.optimizer.ScheduleFree;

/**
 * The formula of an optimizer over one block of one parameter.
 *
 * <p>The loops are plain so that the compiler vectorizes them: an int index, no branches, floats
 * throughout, every number of the update in a local variable.
 */
interface UpdateRule {
    /**
     * Begins an update.
     *
     * @param update which one, counted from 0
     * @param momentum the momentum or beta1
     */
    void begin(long update, double momentum);

    /**
     * Updates weights and slots at the places from {@code from} until before {@code to}.
     *
     * @param terms the numbers of this update of this parameter
     */
    void apply(Terms terms, int from, int to, float[] weights, float[] gradient, float[][] slots);

    static UpdateRule of(Optimizer optimizer) {
        return switch (optimizer) {
            case Optimizer.Sgd sgd -> new SgdRule();
            case Optimizer.Momentum momentum -> new MomentumRule();
            case Optimizer.Nesterov nesterov -> new NesterovRule();
            case Optimizer.Lion lion -> new LionRule(lion);
            case Optimizer.RmsProp rmsProp ->
                    rmsProp.centering() == Optimizer.RmsProp.Centering.AROUND_MEAN
                            ? new CenteredRmsPropRule(rmsProp)
                            : new RmsPropRule(rmsProp);
            case Optimizer.Adagrad adagrad -> new AdagradRule(adagrad);
            case Optimizer.Adadelta adadelta -> new AdadeltaRule(adadelta);
            case AdamFamily.Adam adam -> new AdamRule(adam);
            case AdamFamily.AmsGrad amsGrad -> new AmsGradRule(amsGrad);
            case AdamFamily.NAdam nAdam -> new NAdamRule(nAdam);
            case AdamFamily.RAdam rAdam -> new RAdamRule(rAdam);
            case OwnOptimizer own -> new OwnRule(own);
            case AdamFamily.Lamb _, RateFree _, ScheduleFree _ ->
                    throw new IllegalArgumentException(optimizer + " has an updater of its own");
        };
    }
}
