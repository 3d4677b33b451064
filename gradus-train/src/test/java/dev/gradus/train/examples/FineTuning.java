package dev.gradus.train.examples;

import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.train.Trainer;

/** Begins at what another training learned. */
final class FineTuning {
    private FineTuning() {}

    static Model ofDigits(Trainer trainer, Dataset zeroToFour, Dataset fewOfFiveToNine) {
        // @start region="finetune"
        Model low = trainer.fit(zeroToFour).model();
        Trainer tuning = trainer.startFrom(low).reinitialize("dense2").freeze("conv*");
        Model high = tuning.fit(fewOfFiveToNine).model();
        // @end
        return high;
    }
}
