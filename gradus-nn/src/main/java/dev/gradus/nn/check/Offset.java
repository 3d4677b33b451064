package dev.gradus.nn.check;

import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Site;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.parameter.Parameter.Role;
import java.util.List;

/**
 * y = x + offset, with an offset for each value of each example of a batch: the gradient of the
 * offsets is that of the inputs. Its parameter has the layer's own name.
 *
 * @param rows how many examples a batch has
 */
record Offset(int rows) implements OwnLayer {
    @Override
    public Placement place(Site site) {
        List<Integer> dimensions = List.of(rows, site.input().size());
        return Placement.of(
                site.input(),
                List.of(
                        new Parameter(
                                site.name(), Role.SHIFT, dimensions, Initializer.zeros(), 1, 1)));
    }

    @Override
    public Function function(Node node, int most) {
        int size = node.input().size();
        return new Function() {
            @Override
            public void forward(Pass pass) {
                int first = pass.firstExample() * size;
                for (int i = 0; i < pass.rows() * size; i++) {
                    pass.output()[i] = pass.input()[i] + pass.parameter(0)[first + i];
                }
            }

            @Override
            public void backward(Pass pass) {
                int first = pass.firstExample() * size;
                for (int i = 0; i < pass.rows() * size; i++) {
                    pass.parameterGradient(0)[first + i] += pass.outputGradient()[i];
                }
            }
        };
    }
}
