package dev.gradus.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    private static final List<String> NAMES =
            List.of("cosine", "linear", "exponential", "oneCycle", "OneCycleLR", "relu");

    @ParameterizedTest
    @CsvSource({
        "cosin, cosine",
        "csoine, cosine",
        "LINEAR, linear",
        "onecycle, oneCycle",
        "exp, exponential",
        "rleu, relu"
    })
    void findsTheNearest(String written, String nearest) {
        assertThat(Suggestions.nearest(written, NAMES)).contains(nearest);
    }

    @Test
    void listsAFewNamesWhenNoneIsNear() {
        assertThat(Suggestions.nearest("zebra", NAMES)).isEmpty();
        assertThat(Suggestions.unknown("mode", "zebra", List.of("min", "max")))
                .isEqualTo("unknown mode 'zebra'; it can be min, max");
    }

    @Test
    void findsTheValueThatIsWrittenAsAName() {
        Integer[] values = {7, 70};
        assertThat(Suggestions.named("number", "70", values)).isEqualTo(70);
        assertThatThrownBy(() -> Suggestions.named("number", "700", values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown number '700'; did you mean '70'?");
    }

    @ParameterizedTest
    @CsvSource({"'', abc, 3", "abc, abc, 0", "kitten, sitting, 3", "ab, ba, 1", "abcd, acbd, 1"})
    void countsEditsAndSwaps(String a, String b, int distance) {
        assertThat(Suggestions.distance(a, b))
                .isEqualTo(distance)
                .isEqualTo(Suggestions.distance(b, a));
    }
}
