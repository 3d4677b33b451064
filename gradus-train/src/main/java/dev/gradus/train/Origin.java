package dev.gradus.train;

import dev.gradus.data.RowSample;
import dev.gradus.model.MeasuredText;
import dev.gradus.model.Model;
import dev.gradus.model.Provenance;
import dev.gradus.run.Run;
import dev.gradus.run.event.EventJson;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.event.TrainingEvent.Machine;
import dev.gradus.run.file.ConfigurationText;
import dev.gradus.run.json.Configuration;
import dev.gradus.run.json.RunException;
import dev.gradus.text.JarVersion;
import dev.gradus.train.session.Ending;
import dev.gradus.train.state.Fingerprints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the model of a run comes from.
 *
 * @param configuration what the run trained, with its recipe and fingerprints
 * @param run its folder, if it has one
 * @param seed its seed
 * @param machine the machine it was trained on
 * @param learned some of the rows that it learned from
 */
record Origin(
        Configuration configuration,
        Optional<Run> run,
        long seed,
        Machine machine,
        RowSample learned) {
    private static final String LEARNED_ROWS = "learnedRows";

    /** Returns some of the rows that a model learned from; empty if it does not know them. */
    static Optional<RowSample> learnedRows(Model model) {
        return Optional.ofNullable(model.provenance().facts().get(LEARNED_ROWS))
                .map(RowSample::read);
    }

    /** Returns the facts that a model file keeps, as text. */
    Provenance of(Ending ending, Outcome outcome, String state) {
        var facts = new LinkedHashMap<String, String>();
        run.ifPresent(folder -> {
            facts.put("run", folder.id());
            facts.put("created", folder.created().toString());
        });
        facts.put("parameters", outcome.reported().parameters().name().toLowerCase(Locale.ROOT));
        outcome.reported().average().ifPresent(text -> facts.put("average", text));
        facts.put("step", String.valueOf(outcome.reported().step()));
        facts.put("ending", ending.reason().word());
        addMeasured(facts, "validation", outcome.reported().validation());
        addMeasured(facts, "test", outcome.tested());
        facts.put("seed", String.valueOf(seed));
        facts.put("gradus", JarVersion.of(Origin.class));
        machine.versions().forEach(facts::put);
        facts.put("backend", machine.backend());
        Fingerprints.recipe(configuration).ifPresent(text -> facts.put("recipeFingerprint", text));
        Fingerprints.data(configuration)
                .forEach((part, text) -> facts.put(part + "Fingerprint", text));
        facts.put(LEARNED_ROWS, learned.text());
        facts.put("state", state);
        facts.put("recipe", ConfigurationText.write(configuration));
        run.map(Origin::changes)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> facts.put("changes", text));
        return new Provenance(facts);
    }

    private static void addMeasured(
            Map<String, String> facts, String part, Map<String, Double> measured) {
        if (!measured.isEmpty()) {
            facts.put(part, MeasuredText.of(measured));
        }
    }

    /**
     * Returns the controls that changed the run, as events on lines, or the reason why they are not
     * known.
     */
    private static String changes(Run run) {
        try {
            List<ControlAnswered> changes = run.changes(_ -> {});
            return changes.stream().map(EventJson::write).collect(Collectors.joining("\n"));
        } catch (RunException unreadable) {
            return "unknown: " + unreadable.getMessage();
        }
    }
}
