package dev.gradus.schedule;

/** How far from 0 a track can ever be, at any time from 0 on; infinite where nothing says so. */
final class Magnitude {
    /** Far enough from the largest double that rounding cannot pass it. */
    private static final double LARGEST = 0x1p1000;

    private Magnitude() {}

    /** Tells whether every value is a finite number for certain. */
    static boolean isBounded(Track track) {
        return of(track) <= LARGEST;
    }

    private static double of(Track track) {
        return switch (track) {
            case Tracks.Constant constant -> Math.abs(constant.value());
            case Tracks.Line line -> of(line.ramp());
            case Tracks.Decay decay -> falling(decay.law().initial(), decay.law().factor() <= 1);
            case Tracks.Fall fall ->
                    falling(fall.law().initial(), fall.law().rate() >= 0 && fall.law().power() > 0);
            case Tracks.Own _ -> Double.POSITIVE_INFINITY;
            case Tracks.Product product -> product(of(product.schedule()), of(product.factor()));
            case Tracks.Sum sum -> of(sum.schedule()) + of(sum.addend());
            case Tracks.Bounded bounded -> of(bounded);
            case Tracks.Rounded rounded -> of(rounded);
            case Tracks.Cut cut -> Math.max(of(cut.schedule()), Math.abs(cut.last()));
            case Tracks.Shifted shifted -> of(shifted.schedule());
            case Tracks.Delayed delayed -> of(delayed.schedule());
            case Tracks.Stairs stairs -> of(stairs.schedule());
            case Tracks.Refusing refusing -> of(refusing.schedule());
            case Tracks.Titled titled -> of(titled.definition());
            case Sequence sequence -> sequence.magnitude(Magnitude::of);
            case Cycles cycles -> cycles.magnitude(Magnitude::of);
        };
    }

    private static double of(Ramp ramp) {
        boolean isSure =
                ramp.shape().goesByFactors()
                        ? Double.isFinite(ramp.to() / ramp.from())
                        : !isComposed(ramp.shape());
        return isSure
                ? Math.max(Math.abs(ramp.from()), Math.abs(ramp.to()))
                : Double.POSITIVE_INFINITY;
    }

    /** One shape within another may leave [0, 1] by a rounding, where a power is no number. */
    private static boolean isComposed(Shape shape) {
        return shape instanceof Shape.Of
                || (shape instanceof Shape.Reversed(Shape inner) && isComposed(inner));
    }

    private static double falling(double initial, boolean falls) {
        return falls ? Math.abs(initial) : Double.POSITIVE_INFINITY;
    }

    /** Nothing times infinity is no number, so that is not bounded either. */
    private static double product(double left, double right) {
        double product = left * right;
        return Double.isNaN(product) ? Double.POSITIVE_INFINITY : product;
    }

    private static double of(Tracks.Bounded bounded) {
        double bound = Double.isFinite(bounded.lowest()) ? bounded.lowest() : bounded.highest();
        return Math.max(of(bounded.schedule()), Math.abs(bound));
    }

    /** The value is divided by the multiple on the way. */
    private static double of(Tracks.Rounded rounded) {
        double free = of(rounded.schedule());
        return free / rounded.multiple() <= LARGEST
                ? free + rounded.multiple()
                : Double.POSITIVE_INFINITY;
    }
}
