package dev.gradus.train;

import dev.gradus.model.Model;
import dev.gradus.model.ModelException;
import dev.gradus.run.Run;
import dev.gradus.train.session.Ending;
import dev.gradus.train.state.Unkept;
import java.nio.file.Files;
import java.util.Optional;

/** Saves the trained model in the run folder. */
final class ModelKeeping {
    private ModelKeeping() {}

    /**
     * Writes the model file of a run that is over, unless it may continue, failed or diverged.
     *
     * @return what could not be kept, if anything
     */
    static Optional<Unkept> keep(Model model, Ending ending, Run run) {
        if (ending.isInterrupted() || ending.isFailed() || ending.isDiverged()) {
            return Optional.empty();
        }
        try {
            model.save(run.model());
            return Optional.empty();
        } catch (ModelException failure) {
            String rest =
                    Files.isRegularFile(run.model())
                            ? "%s is from an earlier end of the run".formatted(run.model())
                            : "the newest checkpoint has the parameters of the last update";
            return Optional.of(
                    new Unkept(Unkept.Item.MODEL, String.valueOf(failure.getMessage()), rest));
        }
    }
}
