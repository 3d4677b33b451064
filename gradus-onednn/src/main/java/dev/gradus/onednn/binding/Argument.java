package dev.gradus.onednn.binding;

/** The role of a memory as an argument of a primitive; {@code DNNL_ARG_…}. */
public enum Argument implements Code {
    SOURCE(1),
    SOURCE_1(2),
    RESULT(17),
    WEIGHTS(33),
    BIAS(41),
    MEAN(49),
    VARIANCE(50),
    SCALE(51),
    SHIFT(52),
    WORKSPACE(64),
    SCRATCHPAD(80),
    SOURCE_GRADIENT(129),
    RESULT_GRADIENT(145),
    WEIGHTS_GRADIENT(161),
    BIAS_GRADIENT(169),
    SCALE_GRADIENT(255),
    SHIFT_GRADIENT(256);

    private final int code;

    Argument(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
