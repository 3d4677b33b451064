package dev.gradus.onnx;

import dev.gradus.nn.layer.Padding;
import dev.gradus.nn.layer.Padding.Axis;
import dev.gradus.nn.layer.Pool;
import dev.gradus.nn.layer.Size;
import dev.gradus.nn.tensor.Shape;

/** A window that moves over an image or along a sequence, as the attributes ONNX has for it. */
record OnnxWindow(Shape input, Size kernel, Size stride, Padding padding, Size dilation) {
    static OnnxWindow of(Pool pool, Shape input) {
        return new OnnxWindow(input, pool.window(), pool.stride(), pool.padding(), Size.square(1));
    }

    Attribute kernelShape() {
        return Attribute.of("kernel_shape", along(kernel));
    }

    Attribute strides() {
        return Attribute.of("strides", along(stride));
    }

    Attribute dilations() {
        return Attribute.of("dilations", along(dilation));
    }

    /** Returns the places before along each axis, then those after. */
    Attribute pads() {
        return Attribute.of(
                "pads",
                input.isSequence()
                        ? new int[] {before(Axis.WIDTH), after(Axis.WIDTH)}
                        : new int[] {
                            before(Axis.HEIGHT),
                            before(Axis.WIDTH),
                            after(Axis.HEIGHT),
                            after(Axis.WIDTH)
                        });
    }

    private int[] along(Size size) {
        return input.isSequence()
                ? new int[] {size.width()}
                : new int[] {size.height(), size.width()};
    }

    private int before(Axis axis) {
        return padding.before(length(axis), reach(axis), along(stride, axis), axis);
    }

    private int after(Axis axis) {
        return padding.after(length(axis), reach(axis), along(stride, axis), axis);
    }

    private int length(Axis axis) {
        return input.asImage().dimension(axis == Axis.HEIGHT ? 1 : 2);
    }

    private int reach(Axis axis) {
        return along(dilation, axis) * (along(kernel, axis) - 1) + 1;
    }

    private static int along(Size size, Axis axis) {
        return axis == Axis.HEIGHT ? size.height() : size.width();
    }
}
