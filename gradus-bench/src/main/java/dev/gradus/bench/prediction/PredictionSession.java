package dev.gradus.bench.prediction;

/** A model ready to predict. */
public interface PredictionSession extends AutoCloseable {
    /** Returns in a few words what computes, as in {@code ONNX Runtime 1.29.0}. */
    String description();

    /**
     * Predicts probabilities, as a program does that has its examples and wants its answers in
     * Java's arrays.
     *
     * @param examples the inputs of each, row after row, nothing else
     * @param count how many there are
     * @param answers takes the probabilities, row after row
     */
    void predict(float[] examples, int count, float[] answers);

    @Override
    void close();
}
