package dev.gradus.nn.examples;

import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Site;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import java.util.List;

// @start region="layer"
/** y = x · sigmoid(beta · x), with a trained beta for each value of an example. */
public record Swish() implements OwnLayer {
    @Override
    public Placement place(Site site) {
        int size = site.input().size();
        var beta =
                new Parameter(
                        site.name() + ".beta",
                        Parameter.Role.SCALE,
                        List.of(size),
                        Initializer.constant(1),
                        1,
                        1);
        return Placement.of(site.input(), List.of(beta));
    }

    @Override
    public Function function(Node node, int rows) {
        int size = node.input().size();
        return new Function() {
            @Override
            public void forward(Pass pass) {
                for (int i = 0; i < pass.rows() * size; i++) {
                    float x = pass.input()[i];
                    pass.output()[i] = x * sigmoid(pass.parameter(0)[i % size] * x);
                }
            }

            @Override
            public void backward(Pass pass) {
                for (int i = 0; i < pass.rows() * size; i++) {
                    float x = pass.input()[i];
                    float beta = pass.parameter(0)[i % size];
                    float gate = sigmoid(beta * x);
                    float slope = gate * (1 - gate);
                    float gradient = pass.outputGradient()[i];
                    pass.parameterGradient(0)[i % size] += gradient * slope * x * x;
                    if (pass.inputGradient().length > 0) {
                        pass.inputGradient()[i] = gradient * (gate + x * beta * slope);
                    }
                }
            }
        };
    }

    private static float sigmoid(float x) {
        return (float) (1 / (1 + StrictMath.exp(-x)));
    }
}
// @end
