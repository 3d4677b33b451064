package dev.gradus.nn.layer;

import dev.gradus.nn.parameter.Initializer;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.text.TextForm;
import java.util.List;

/**
 * y = W x + b, for every example. Images are read as one long vector of channels, rows, columns.
 *
 * @param outputs the number of outputs, at least 1
 * @param weights the initializer of W (outputs × inputs)
 * @param biases the initializer of b (outputs)
 * @param bias whether there is a b
 */
public record Dense(int outputs, Initializer weights, Initializer biases, Bias bias)
        implements Transform {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range; the message names it
     */
    public Dense {
        Layers.requireAtLeastOne("dense", "outputs", outputs);
    }

    /**
     * {@return this layer with this initializer of its weights}
     *
     * @param initializer how the values are initialized
     */
    public Dense initializer(Initializer initializer) {
        return new Dense(outputs, initializer, biases, bias);
    }

    /**
     * {@return this layer with this initializer of its bias}
     *
     * @param initializer how the values are initialized
     */
    public Dense biasInitializer(Initializer initializer) {
        return new Dense(outputs, weights, initializer, bias);
    }

    /** {@return this layer without a bias, as before a normalization} */
    public Dense withoutBias() {
        return new Dense(outputs, weights, biases, Bias.WITHOUT);
    }

    @Override
    public Placement place(Site site) {
        int inputs = site.input().size();
        return Placement.of(
                Shape.vector(outputs),
                site.weights(
                        List.of(outputs, inputs),
                        inputs,
                        outputs,
                        new Site.Start(weights, biases, bias)));
    }

    @Override
    public String toString() {
        return Layers.trainable(TextForm.of("dense").with(outputs), weights, biases, bias);
    }
}
