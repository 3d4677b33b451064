package dev.gradus.onednn.binding;

import java.util.Arrays;

/** The type of the numbers in a memory; {@code dnnl_data_type_t}. */
public enum DataType implements Code {
    BF16(2, 2),
    F32(3, 4),
    /** Bytes whose meaning only the kernel knows. */
    S32(4, 4),
    S8(5, 1),
    U8(6, 1);

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
        return Arrays.stream(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("unsupported data type " + code));
    }
}
