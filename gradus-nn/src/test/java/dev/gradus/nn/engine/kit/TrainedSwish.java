package dev.gradus.nn.engine.kit;

import dev.gradus.nn.layer.ArrayLayer;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Site;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Parameter.Role;
import java.util.List;

/** y = x · sigmoid(weight · x), with a weight for each value of an example. */
record TrainedSwish() implements OwnLayer {
    @Override
    public Placement place(Site site) {
        int size = site.input().size();
        return Placement.of(
                site.input(),
                List.of(
                        new Parameter(
                                site.name() + ".weight",
                                Role.WEIGHT,
                                List.of(size),
                                Initializer.normal(1),
                                1,
                                1)));
    }

    @Override
    public Function function(Node node, int rows) {
        int size = node.input().size();
        return new Function() {
            @Override
            public void forward(Pass pass) {
                for (int i = 0; i < pass.rows() * size; i++) {
                    float x = pass.input()[i];
                    pass.output()[i] = x * gate(pass, x, i % size);
                }
            }

            @Override
            public void backward(Pass pass) {
                for (int i = 0; i < pass.rows() * size; i++) {
                    float x = pass.input()[i];
                    float gate = gate(pass, x, i % size);
                    float slope = gate * (1 - gate);
                    float gradient = pass.outputGradient()[i];
                    pass.parameterGradient(0)[i % size] += gradient * slope * x * x;
                    if (pass.inputGradient().length > 0) {
                        pass.inputGradient()[i] =
                                gradient * (gate + x * slope * pass.parameter(0)[i % size]);
                    }
                }
            }
        };
    }

    private static float gate(ArrayLayer.Pass pass, float x, int feature) {
        return (float) (1 / (1 + Math.exp(-pass.parameter(0)[feature] * x)));
    }
}
