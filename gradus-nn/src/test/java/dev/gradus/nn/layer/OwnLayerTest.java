package dev.gradus.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.Network;
import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.parameter.Parameter;
import dev.gradus.nn.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnLayerTest {
    /** Names what it keeps as it likes. */
    private record Naming(List<String> names) implements OwnLayer {
        @Override
        public Placement place(Site site) {
            return Placement.of(
                    site.input(),
                    names.stream()
                            .map(name ->
                                    new Parameter(
                                            name,
                                            Parameter.Role.SCALE,
                                            List.of(1),
                                            Initializer.zeros(),
                                            1,
                                            1))
                            .toList());
        }

        @Override
        public Function function(Node node, int rows) {
            throw new UnsupportedOperationException("is only named");
        }
    }

    /** Two layers with a parameter of one name would train the same values. */
    @Test
    void whatAnOwnLayerKeepsIsNamedAfterTheLayerAndEachDifferently() {
        for (String wrong : List.of("factor", "other.factor", "own.a")) {
            Layer layer = new Naming(List.of("own.a", wrong)).named("own");
            assertThatThrownBy(() -> Network.of(Shape.vector(4), layer))
                    .hasMessage(
                            "layer 'own' names a parameter or statistic '%s'; each needs a name of its own that begins with the layer's, as in 'own.weight'"
                                    .formatted(wrong));
        }
        assertThat(
                        Network.of(
                                        Shape.vector(4),
                                        new Naming(List.of("own.a", "own.b")).named("own"))
                                .parameters())
                .hasSize(2);
    }
}
