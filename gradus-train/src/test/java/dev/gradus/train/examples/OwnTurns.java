package dev.gradus.train.examples;

import dev.gradus.data.Dataset;
import dev.gradus.run.control.Control;
import dev.gradus.schedule.HyperParameter;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import dev.gradus.train.TrainingResult;

/** Makes the turns of a training itself, as docs/guide/callbacks.md shows it. */
final class OwnTurns {
    private OwnTurns() {}

    static TrainingResult train(Trainer trainer, Dataset data) {
        // @start region="turns"
        try (Training training = trainer.prepare(data)) {
            while (!training.isOver()) {
                training.turn();
                if (training.session().step() == 100) {
                    training.request(
                            new Control.Set(HyperParameter.LEARNING_RATE, 0.01), "program");
                }
            }
            return training.run(); // sums up
        }
        // @end
    }
}
