package dev.gradus.model.safetensors;

import java.nio.ByteBuffer;

/** The types whose values can be converted to float32 exactly. */
enum TensorType {
    F32(4) {
        @Override
        float next(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    },
    F16(2) {
        @Override
        float next(ByteBuffer bytes) {
            return Float.float16ToFloat(bytes.getShort());
        }
    },
    BF16(2) {
        @Override
        float next(ByteBuffer bytes) {
            return Float.intBitsToFloat(bytes.getShort() << 16);
        }
    };

    final int width;

    TensorType(int width) {
        this.width = width;
    }

    abstract float next(ByteBuffer bytes);
}
