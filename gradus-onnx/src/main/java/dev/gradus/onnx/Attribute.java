package dev.gradus.onnx;

/** A named setting of an operator: ONNX's AttributeProto. */
record Attribute(String name, Message proto) {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int INTS = 7;

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

    private static Message named(String name, int type) {
        return new Message().text(1, name).number(20, type);
    }
}
