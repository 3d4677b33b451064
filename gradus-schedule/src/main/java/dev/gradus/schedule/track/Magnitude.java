package dev.gradus.schedule.track;

import dev.gradus.schedule.shape.RampShape;

/** An upper bound on the magnitude of a track's values; infinite if none is known. */
final class Magnitude {
    /** Far enough below the largest double that rounding cannot exceed it. */
    private static final double LARGEST = 0x1p1000;

    private Magnitude() {}

    /** Returns whether every value is certainly finite. */
    static boolean isBounded(Track track) {
        return of(track) <= LARGEST;
    }

    private static double of(Track track) {
        return switch (track) {
            case Tracks.Constant constant -> Math.abs(constant.value());
            case Tracks.Line line -> of(line);
            case Tracks.Decay decay -> falling(decay.initial(), decay.factor() <= 1);
            case Tracks.Fall fall -> falling(fall.initial(), fall.rate() >= 0 && fall.power() > 0);
            case Tracks.Own _ -> Double.POSITIVE_INFINITY;
            case Pairs.Product product -> product(of(product.left()), of(product.right()));
            case Pairs.Sum sum -> of(sum.left()) + of(sum.right());
            case Overlays.Bounded bounded -> of(bounded);
            case Overlays.Rounded rounded -> of(rounded);
            case Overlays.Cut cut -> Math.max(of(cut.inner()), Math.abs(cut.last()));
            case Overlays.Shifted shifted -> of(shifted.inner());
            case Overlays.Delayed delayed -> of(delayed.inner());
            case Overlays.Stairs stairs -> of(stairs.inner());
            case Overlays.Refusing refusing -> of(refusing.inner());
            case Overlays.Titled titled -> of(titled.inner());
            case Sequence sequence -> sequence.magnitude(Magnitude::of);
            case Cycles cycles -> cycles.magnitude(Magnitude::of);
        };
    }

    private static double of(Tracks.Line ramp) {
        boolean isSure =
                ramp.shape().goesByFactors()
                        ? Double.isFinite(ramp.to() / ramp.from())
                        : !isComposed(ramp.shape());
        return isSure
                ? Math.max(Math.abs(ramp.from()), Math.abs(ramp.to()))
                : Double.POSITIVE_INFINITY;
    }

    /** A rounding error may move the inner shape out of [0, 1], where a power may be NaN. */
    private static boolean isComposed(RampShape shape) {
        return shape instanceof RampShape.Of
                || (shape instanceof RampShape.Reversed(RampShape inner) && isComposed(inner));
    }

    private static double falling(double initial, boolean falls) {
        return falls ? Math.abs(initial) : Double.POSITIVE_INFINITY;
    }

    /** 0 times infinity is NaN, so that counts as unbounded. */
    private static double product(double left, double right) {
        double product = left * right;
        return Double.isNaN(product) ? Double.POSITIVE_INFINITY : product;
    }

    private static double of(Overlays.Bounded bounded) {
        double bound = Double.isFinite(bounded.lowest()) ? bounded.lowest() : bounded.highest();
        return Math.max(of(bounded.inner()), Math.abs(bound));
    }

    /** Rounding divides by the multiple, which must not overflow. */
    private static double of(Overlays.Rounded rounded) {
        double free = of(rounded.inner());
        return free / rounded.multiple() <= LARGEST
                ? free + rounded.multiple()
                : Double.POSITIVE_INFINITY;
    }
}
