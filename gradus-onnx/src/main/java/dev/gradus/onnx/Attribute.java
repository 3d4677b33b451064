package dev.gradus.onnx;

import dev.gradus.protobuf.Message;
import java.util.Collection;

/** A named setting of an operator: ONNX's AttributeProto. */
record Attribute(String name, Message proto) {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int FLOATS = 6;
    private static final int INTS = 7;
    private static final int STRINGS = 8;

    static Attribute of(String name, long value) {
        return new Attribute(name, named(name, INT).number(3, value));
    }

    static Attribute of(String name, double value) {
        return new Attribute(name, named(name, FLOAT).real(2, (float) value));
    }

    static Attribute of(String name, int... values) {
        Message proto = named(name, INTS);
        for (int value : values) {
            proto.number(8, value);
        }
        return new Attribute(name, proto);
    }

    static Attribute ofFloats(String name, Collection<Float> values) {
        Message proto = named(name, FLOATS);
        values.forEach(value -> proto.real(7, value));
        return new Attribute(name, proto);
    }

    static Attribute ofTexts(String name, Collection<String> values) {
        Message proto = named(name, STRINGS);
        values.forEach(value -> proto.text(9, value));
        return new Attribute(name, proto);
    }

    private static Message named(String name, int type) {
        return new Message().text(1, name).number(20, type);
    }
}
