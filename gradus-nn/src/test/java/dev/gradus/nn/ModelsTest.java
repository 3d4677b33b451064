package dev.gradus.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.tensor.Shape;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelsTest {
    static Stream<Shape> sizes() {
        return IntStream.rangeClosed(1, 16)
                .boxed()
                .flatMap(size -> Stream.of(Shape.image(1, size, 20), Shape.image(3, 20, size)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void theNetworkToBeginWithTakesImagesOfEverySize(Shape input) {
        String usual = Models.usual(input);

        assertThat(Models.named(usual, input, 10).output()).isEqualTo(Shape.vector(10));
        if (usual.equals("mlp")) {
            assertThatThrownBy(() -> Models.named("cnn", input, 10)).hasMessageContaining("window");
        }
    }
}
