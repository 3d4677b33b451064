package dev.gradus.model;

import dev.gradus.nn.Batch;
import dev.gradus.nn.Loss;
import dev.gradus.nn.Network;
import dev.gradus.nn.Optimizers;
import dev.gradus.nn.Target;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.engine.BackendChoice;
import dev.gradus.nn.engine.Program;
import dev.gradus.nn.engine.ProgramOptions;
import java.util.Optional;

/**
 * A trained network: its description and its values, without any memory of training.
 *
 * @param network what computes
 * @param loss what it was trained for, which says how its outputs are to be read
 * @param values parameters and statistics
 */
public record Model(Network network, Loss loss, StateValues values) {
    /** Chosen once, and so warned of once. */
    private static final class Preferred {
        private static final Backend BACKEND = choose();

        private static Backend choose() {
            var choice = BackendChoice.of(Optional.empty());
            choice.warnings()
                    .forEach(warning ->
                            System.getLogger("dev.gradus.model")
                                    .log(System.Logger.Level.WARNING, warning));
            return choice.backend();
        }
    }

    /**
     * Returns what the network makes of one example: probabilities of classes if it was trained
     * with softmaxCrossEntropy or binaryCrossEntropy, else its outputs. For many examples, {@link
     * #predictor} is faster.
     *
     * @param input as many values as the network's input has, prepared as in training
     */
    public float[] predict(float[] input) {
        try (Predictor predictor = predictor(Preferred.BACKEND)) {
            return predictor.predict(input);
        }
    }

    /** Prepares the network for predictions, one after another. */
    public Predictor predictor(Backend backend) {
        Program program = backend.compile(network, ProgramOptions.of(loss, Optimizers.sgd(), 1, 0));
        values.writeTo(program);
        return new Predictor(program, loss, new Batch(1, network.input().size(), target()));
    }

    private Target target() {
        return Target.values(network.output().size());
    }
}
