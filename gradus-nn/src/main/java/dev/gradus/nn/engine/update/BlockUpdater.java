package dev.gradus.nn.engine.update;

import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.parameter.Parameter;
import java.util.List;

/** An optimizer whose updates take one pass: every block by itself. */
final class BlockUpdater implements Updater {
    private final Optimizer optimizer;
    private final UpdateRule rule;
    private final Terms[] terms;
    private final GradientClip clip;

    BlockUpdater(
            Optimizer optimizer,
            List<Parameter> parameters,
            List<ParameterGroup> groups,
            GradientClip clip) {
        this.optimizer = optimizer;
        this.rule = UpdateRule.of(optimizer);
        this.terms = Terms.of(parameters, groups);
        this.clip = clip;
    }

    @Override
    public int slots() {
        return optimizer.slots().size();
    }

    @Override
    public void begin(
            long update,
            double learningRate,
            double momentum,
            double weightDecay,
            double gradientScale) {
        rule.begin(update, momentum);
        var kind = optimizer.weightDecay().kind();
        for (Terms each : terms) {
            each.fill(learningRate, weightDecay, kind, gradientScale);
        }
    }

    @Override
    public void apply(
            int pass,
            int parameter,
            int block,
            int offset,
            int length,
            float[] weights,
            float[] gradient,
            float[][] slots) {
        clip.apply(offset, offset + length, gradient);
        rule.apply(terms[parameter], offset, offset + length, weights, gradient, slots);
    }

    @Override
    public void clip(int offset, int length, float[] gradient) {
        clip.apply(offset, offset + length, gradient);
    }
}
