package dev.gradus.train.plan;

/** Checks the settings of a trainer as soon as they are given. */
public final class Checks {
    private Checks() {}

    /**
     * Checks a validation share.
     *
     * @param share the share
     * @return the same share
     * @throws IllegalArgumentException unless it lies above 0 and below 1
     */
    public static double share(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "a validation share must be above 0 and below 1, such as 0.1; got " + share);
        }
        return share;
    }
}
