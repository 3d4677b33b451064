package dev.gradus.prepare;

/** Writes numbers so that they read back as the same bits. */
final class Numbers {
    private Numbers() {}

    static String text(double value) {
        return Double.toString(value).replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
    }
}
