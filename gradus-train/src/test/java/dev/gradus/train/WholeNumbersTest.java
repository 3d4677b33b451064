package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.schedule.Horizon;
import dev.gradus.schedule.Span;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths, which are whole numbers more often than not. */
class WholeNumbersTest {
    private static final Set<String> LENGTHS =
            Set.of("steps", "epochs", "samples", "percent", "ofEpochs");

    /** Kotlin does not take 3 for 3.0, so that {@code epochs(3)} needs a method of its own. */
    @ParameterizedTest
    @ValueSource(classes = {Span.class, Horizon.class, Trainer.class})
    void areTakenWithoutDecimals(Class<?> type) {
        assertThat(lengths(type).filter(method -> takes(method, double.class)))
                .isNotEmpty()
                .allSatisfy(method ->
                        assertThat(lengths(type).filter(other -> takes(other, int.class)))
                                .extracting(Method::getName)
                                .contains(method.getName()));
    }

    private static Stream<Method> lengths(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> LENGTHS.contains(method.getName()));
    }

    private static boolean takes(Method method, Class<?> first) {
        return method.getParameterCount() > 0 && method.getParameterTypes()[0] == first;
    }
}
