package dev.gradus.nn.engine.kit;

import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Site;
import dev.gradus.nn.parameter.Statistic;
import java.util.List;

/** y = x − mean of the batch in training, x − running mean in inference. */
record Centering() implements OwnLayer {
    private static final float MOMENTUM = 0.25f;

    @Override
    public Placement place(Site site) {
        var mean = new Statistic(site.name() + ".mean", site.input().size(), 0.5f);
        return new Placement(site.input(), List.of(), List.of(mean));
    }

    @Override
    public Function function(Node node, int rows) {
        int size = node.input().size();
        return new Function() {
            @Override
            public void forward(Pass pass) {
                for (int i = 0; i < size; i++) {
                    float mean = pass.statistic(0)[i];
                    if (pass.isTraining()) {
                        mean = mean(pass.input(), i, pass.rows());
                        pass.statistic(0)[i] += MOMENTUM * (mean - pass.statistic(0)[i]);
                    }
                    for (int row = 0; row < pass.rows(); row++) {
                        pass.output()[row * size + i] = pass.input()[row * size + i] - mean;
                    }
                }
            }

            @Override
            public void backward(Pass pass) {
                if (pass.inputGradient().length == 0) {
                    return;
                }
                for (int i = 0; i < size; i++) {
                    float mean = mean(pass.outputGradient(), i, pass.rows());
                    for (int row = 0; row < pass.rows(); row++) {
                        pass.inputGradient()[row * size + i] =
                                pass.outputGradient()[row * size + i] - mean;
                    }
                }
            }

            private float mean(float[] values, int feature, int count) {
                float sum = 0;
                for (int row = 0; row < count; row++) {
                    sum += values[row * size + feature];
                }
                return sum / count;
            }
        };
    }
}
