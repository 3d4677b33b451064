package dev.gradus.onednn.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunctionTest {
    private static final Function READ_ELTWISE =
            new Function("dnnl_post_ops_get_params_eltwise", "pippp");

    private long operations;

    @BeforeEach
    void begin() {
        operations = Function.POST_OPS_CREATE.create();
    }

    @AfterEach
    void end() {
        Function.POST_OPS_DESTROY.call(operations);
    }

    @Test
    void wordsAndFloatsArriveWhereTheFunctionLooksForThem() {
        Function.POST_OPS_ELTWISE.call(operations, Algorithm.RELU, 0.25f, -2f);

        assertArrived();
    }

    /** The way of platforms where a float's place among the words matters. */
    @Test
    void theyArriveByTheFunctionsOwnSignatureToo() {
        int algorithm = Algorithm.RELU.code();

        assertThat(Function.POST_OPS_ELTWISE.exactly(operations, algorithm, 0.25f, -2f)).isZero();

        assertArrived();
    }

    @Test
    void aStatusOtherThanSuccessNamesTheFunction() {
        assertThatThrownBy(() -> Function.POST_OPS_ELTWISE.call(0L, Algorithm.RELU, 0f, 0f))
                .isInstanceOf(OneDnnException.class)
                .hasMessageContaining("dnnl_post_ops_append_eltwise");
    }

    private void assertArrived() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment algorithm = arena.allocate(ValueLayout.JAVA_INT);
            MemorySegment alpha = arena.allocate(ValueLayout.JAVA_FLOAT);
            MemorySegment beta = arena.allocate(ValueLayout.JAVA_FLOAT);
            READ_ELTWISE.call(operations, 0, algorithm.address(), alpha.address(), beta.address());
            assertThat(algorithm.get(ValueLayout.JAVA_INT, 0)).isEqualTo(Algorithm.RELU.code());
            assertThat(alpha.get(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(0.25f);
            assertThat(beta.get(ValueLayout.JAVA_FLOAT, 0)).isEqualTo(-2f);
        }
    }
}
