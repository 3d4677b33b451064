package dev.gradus.train;

import dev.gradus.run.History;
import dev.gradus.run.Run;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run leaves.
 *
 * @param ending why it ended
 * @param steps how many updates were made in all
 * @param history its numbers, as curves over steps; the best epoch is in it
 * @param validation what the last validation measured, by name; empty without validation
 * @param test what the test part measured; empty unless it was given
 * @param model the trained network
 * @param run the run's folder, if there is one
 * @param state {@code sha256:} and the digest of everything training could go on from
 * @param seconds how long it trained
 */
public record TrainingResult(
        Ending ending,
        long steps,
        History history,
        Map<String, Double> validation,
        Map<String, Double> test,
        Model model,
        Optional<Run> run,
        String state,
        double seconds) {
    public TrainingResult {
        validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
        test = Collections.unmodifiableMap(new LinkedHashMap<>(test));
    }
}
