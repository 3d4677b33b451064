package dev.gradus.nn.layer;

/** The sum of two values of one shape, as at the end of a {@link Residual}. */
public record Sum() implements Operation {
    @Override
    public String toString() {
        return "sum";
    }
}
