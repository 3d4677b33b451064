package dev.gradus.onednn.binding;

/** Which of a primitive's functions is meant; {@code dnnl_alg_kind_t}. */
public enum Algorithm implements Code {
    CONVOLUTION(0x1),
    RELU(0x20),
    TANH(0x21),
    ELU(0x22),
    SOFT_RELU(0x27),
    LOGISTIC(0x29),
    SWISH(0x2c),
    GELU_ERF(0x31),
    /** Like {@link #RELU}, with a derivative computed from the result; likewise for the others. */
    RELU_BY_RESULT(0x100),
    TANH_BY_RESULT(0x101),
    ELU_BY_RESULT(0x102),
    LOGISTIC_BY_RESULT(0x104),
    POOL_MAX(0x1ff),
    POOL_AVERAGE_WITHOUT_PADDING(0x3ff),
    ADD(0x1fff0),
    MULTIPLY(0x1fff1),
    SOFTMAX(0x30000);

    private final int code;

    Algorithm(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
