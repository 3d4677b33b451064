package dev.gradus.data;

import dev.gradus.number.Text;

/**
 * One of the equal parts of a table for cross-validation, each of which is the test part once.
 *
 * @param number which one, from 0 up to, not including, {@code count}
 * @param count how many there are, at least 2
 */
public record Fold(int number, int count) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range; the message says which
     */
    public Fold {
        if (count < 2) {
            throw new IllegalArgumentException("there are at least 2 folds, got " + count);
        }
        if (number < 0 || number >= count) {
            throw new IllegalArgumentException(
                    Text.of("the folds are numbered 0 to %d, got %d", count - 1, number));
        }
    }
}
