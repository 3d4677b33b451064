package dev.gradus.onednn.binding;

/** The direction of a primitive; {@code dnnl_prop_kind_t}. */
public enum Propagation implements Code {
    TRAINING(64),
    INFERENCE(96),
    BACKWARD(128);

    private final int code;

    Propagation(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
