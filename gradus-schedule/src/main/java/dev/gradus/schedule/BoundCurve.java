package dev.gradus.schedule;

/**
 * A track asked at whole steps.
 *
 * @param track the compiled schedule
 */
record BoundCurve(Track track) implements Curve {
    @Override
    public double at(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("steps are counted from 0, got " + step);
        }
        return track.at((double) step);
    }
}
