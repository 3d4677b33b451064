package dev.gradus.onednn.binding;

/** What numbers a memory holds; {@code dnnl_data_type_t}. */
public enum DataType implements Code {
    BF16(2, 2),
    F32(3, 4);

    private final int code;
    private final int bytes;

    DataType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    @Override
    public int code() {
        return code;
    }

    /** Returns how many bytes one number has. */
    public int bytes() {
        return bytes;
    }

    static DataType of(int code) {
        return switch (code) {
            case 2 -> BF16;
            case 3 -> F32;
            default -> throw new IllegalStateException("no memory here holds data type " + code);
        };
    }
}
