package dev.gradus.train.session;

import static dev.gradus.nn.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Site;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    flatten dense(8) relu dense(3) | dense2.weight dense2.bias
                    flatten dense(3) tanh softmax | dense1.weight dense1.bias
                    flatten dense(8) dense(3, bias=False) batchNorm | dense2.weight batchNorm1.scale batchNorm1.shift batchNorm1.mean batchNorm1.variance
                    flatten dense(8) dense(3, bias=False) layerNorm | dense2.weight layerNorm1.scale layerNorm1.shift
                    flatten dense(8) batchNorm dense(3, bias=False) tanh prelu | dense2.weight prelu1.slope
                    flatten dense(8) concat([dense(1)], [dense(2)]) | dense2.weight dense2.bias dense3.weight dense3.bias
                    flatten dense(8) concat([dense(1)], [dense(2), prelu]) relu | dense2.weight dense2.bias dense3.weight dense3.bias prelu1.slope
                    flatten dense(8) dense(3) residual([dense(5), dense(3)]) | dense2.weight dense2.bias dense4.weight dense4.bias
                    conv2d(4, 3) conv2d(3, 1, bias=False) globalAveragePool | conv2d2.weight
                    conv2d(4, 3) conv2d(3, 1, bias=False) conv2d(3, 3, groups=3, bias=False) globalAveragePool | conv2d2.weight conv2d3.weight
                    flatten softmax | ''
                    """)
    void aHeadIsAllThatStandsForAnOutput(String network, String names) {
        List<String> expected = names.isEmpty() ? List.of() : List.of(names.split(" "));

        assertThat(Head.of(Network.parse(Shape.image(1, 9, 9), network)).names())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Whether it multiplies each value alone cannot be seen, so the layer before it counts too. */
    @Test
    void aHeadHasAllParametersOfALayerOfOnesOwnAndOfTheLayerBeforeItIfItKeepsTheShape() {
        Network network =
                Network.of(Shape.vector(2), dense(8), dense(3), new Gate(3), dense(4), new Gate(3));
        Network gated = Network.of(Shape.vector(2), dense(8), dense(3), new Gate(3));

        assertThat(Head.of(network).names())
                .containsExactlyInAnyOrder("gate2.gate.weight", "gate2.end.weight");
        assertThat(Head.of(gated).names())
                .containsExactlyInAnyOrder(
                        "dense2.weight", "dense2.bias", "gate1.gate.weight", "gate1.end.weight");
    }

    private record Gate(int outputs) implements OwnLayer {
        @Override
        public Placement place(Site site) {
            return Placement.of(
                    Shape.vector(outputs),
                    List.of(weight(site.name() + ".gate"), weight(site.name() + ".end")));
        }

        private Parameter weight(String name) {
            return new Parameter(
                    name + ".weight",
                    Parameter.Role.WEIGHT,
                    List.of(outputs),
                    Initializer.zeros(),
                    1,
                    1);
        }

        @Override
        public Function function(Node node, int rows) {
            throw new UnsupportedOperationException("never computed here");
        }
    }
}
