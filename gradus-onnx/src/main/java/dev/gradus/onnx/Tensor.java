package dev.gradus.onnx;

import dev.gradus.protobuf.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Constants and the types of values: ONNX's TensorProto and ValueInfoProto. */
final class Tensor {
    /** The name of the dimension of examples, which is left open. */
    private static final String EXAMPLES = "N";

    /** What the values of a tensor are, by the number ONNX has for it. */
    enum Type {
        FLOAT32(1),
        INT64(7),
        STRING(8),
        FLOAT64(11);

        final int number;

        Type(int number) {
            this.number = number;
        }
    }

    private Tensor() {}

    static Message floats(String name, List<Integer> extents, float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, extents, Type.FLOAT32, bytes.array());
    }

    static Message doubles(String name, List<Integer> extents, double[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return tensor(name, extents, Type.FLOAT64, bytes.array());
    }

    static Message integers(String name, List<Integer> extents, long[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return tensor(name, extents, Type.INT64, bytes.array());
    }

    private static Message tensor(String name, List<Integer> extents, Type type, byte[] raw) {
        var proto = new Message();
        extents.forEach(extent -> proto.number(1, extent));
        return proto.number(2, type.number).text(8, name).bytes(9, raw);
    }

    /** Returns the type of a value: examples one after another, each of these extents. */
    static Message info(String name, Type type, List<Integer> extents) {
        var shape = new Message().message(1, new Message().text(2, EXAMPLES));
        extents.forEach(extent -> shape.message(1, new Message().number(1, extent)));
        var tensor = new Message().number(1, type.number).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }
}
