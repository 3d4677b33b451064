package dev.gradus.testing;

/**
 * How far numbers are from others, for arrays so large that matching them one by one takes long.
 */
public final class Distance {
    private Distance() {}

    /**
     * Returns the largest distance between two numbers in the same place; NaN, which is within no
     * limit, if one of them is NaN or both are infinite.
     *
     * @throws IllegalArgumentException if one array is longer
     */
    public static double largest(float[] actual, float[] expected) {
        if (actual.length != expected.length) {
            throw new IllegalArgumentException(
                    actual.length + " numbers cannot be compared with " + expected.length);
        }
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs((double) actual[i] - expected[i]));
        }
        return largest;
    }
}
