package dev.gradus.train;

import dev.gradus.model.Model;
import dev.gradus.run.Run;
import dev.gradus.run.event.TrainingEvent.Reported;
import dev.gradus.run.history.History;
import dev.gradus.train.score.Scores;
import dev.gradus.train.session.Ending;
import dev.gradus.train.state.Unkept;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of a run.
 *
 * @param ending why it ended
 * @param steps how many updates were made in all
 * @param history its numbers, as curves over steps; the best epoch is in it
 * @param reported which parameters are the result: the newest, or those of the best epoch if {@link
 *     dev.gradus.recipe.StopRule.Patience} or a control promised them
 * @param test the measurements of the test part with those parameters; empty without one
 * @param validationScores its scores on the validation part, if there was one
 * @param testScores its scores on the test part, if there was one
 * @param model the trained network, with those parameters
 * @param run the run's folder, if there is one
 * @param state {@code sha256:} and the digest of everything training could continue from: the
 *     newest parameters, whichever are reported
 * @param seconds how long it trained
 * @param unkept what should be in the run's folder and is not, because the disk failed or the
 *     folder was tampered with; empty if nothing is missing. A checkpoint that failed but was
 *     followed by one that did not is not included
 */
public record TrainingResult(
        Ending ending,
        long steps,
        History history,
        Reported reported,
        Map<String, Double> test,
        Optional<Scores> validationScores,
        Optional<Scores> testScores,
        Model model,
        Optional<Run> run,
        String state,
        double seconds,
        List<Unkept> unkept) {
    /** Copies the list and the map, which keeps its order. */
    public TrainingResult {
        unkept = List.copyOf(unkept);
        test = Collections.unmodifiableMap(new LinkedHashMap<>(test));
    }

    /**
     * {@return the measurements of the validation part with the model's parameters, by name; empty
     * without validation}
     */
    public Map<String, Double> validation() {
        return reported.validation();
    }
}
