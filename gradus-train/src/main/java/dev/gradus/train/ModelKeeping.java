package dev.gradus.train;

import dev.gradus.model.Model;
import dev.gradus.model.ModelException;
import dev.gradus.run.Run;
import dev.gradus.run.json.RunException;
import dev.gradus.text.FileFault;
import dev.gradus.train.session.Ending;
import dev.gradus.train.state.Unkept;
import java.io.IOException;
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
    static Optional<Unkept> keep(Model model, Ending ending, RunHome home) {
        if (ending.isInterrupted() || ending.isFailed() || ending.isDiverged()) {
            return Optional.empty();
        }
        Run run = home.run();
        try {
            home.own();
            Files.createDirectories(run.folder()); // it may have been removed while the run trained
            model.save(run.model());
            return Optional.empty();
        } catch (RunException anothers) {
            return Optional.of(
                    new Unkept(
                            Unkept.Item.MODEL,
                            String.valueOf(anothers.getMessage()),
                            "the run's last checkpoint is in its folder, wherever that is"));
        } catch (ModelException failure) {
            String rest =
                    Files.isRegularFile(run.model())
                            ? "%s is from an earlier end of the run".formatted(run.model())
                            : "its parameters are in the last checkpoint, if that could be saved";
            return Optional.of(
                    new Unkept(Unkept.Item.MODEL, String.valueOf(failure.getMessage()), rest));
        } catch (IOException failure) {
            return Optional.of(
                    new Unkept(
                            Unkept.Item.MODEL,
                            FileFault.of("cannot make", run.folder(), failure),
                            "nothing of it is left"));
        }
    }
}
