package dev.gradus.nn.engine.kit;

/**
 * Moves every value by chance, a little: as far as the results move, two backends may be apart by
 * roundings alone.
 */
final class Shaking {
    /** Moves nothing. */
    static final Shaking NONE = new Shaking(0, 0);

    private static final double LEAST = 0.1;

    private final double strength;
    private final Draw draw;

    /**
     * Makes a shaking by chance.
     *
     * @param strength how far a value moves, relative to itself; one near 0 a tenth of that
     *     absolutely
     */
    Shaking(double strength, long seed) {
        this.strength = strength;
        this.draw = new Draw(seed);
    }

    boolean moves() {
        return strength > 0;
    }

    void shake(float[] values) {
        for (int i = 0; i < values.length && moves(); i++) {
            if (Float.isFinite(values[i])) {
                values[i] += (float) (strength * (Math.abs(values[i]) + LEAST) * draw.gaussian());
            }
        }
    }
}
