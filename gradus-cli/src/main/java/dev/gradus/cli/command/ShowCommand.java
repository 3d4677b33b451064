package dev.gradus.cli.command;

import dev.gradus.cli.screen.ScoreText;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.cli.terminal.JsonObject;
import dev.gradus.model.Meaning;
import dev.gradus.model.MeasuredText;
import dev.gradus.model.Model;
import dev.gradus.nn.layer.Input;
import dev.gradus.number.Text;
import dev.gradus.prepare.Preparation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** {@code gradus show}. */
public final class ShowCommand implements Command {
    /** Longer facts are shown only in part. */
    private static final int LONGEST_FACT = 200;

    /** What only programs compare; JSON has it. */
    private static final Set<String> FOR_PROGRAMS = Set.of("learnedRows", "state", "recipe");

    private final Surroundings surroundings;
    private final ModelPlace place = new ModelPlace();
    private boolean json;

    public ShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("show", this)
                .synopsis("[OPTION...] MODEL|RUN")
                .description("Show a model: its layers, what it predicts, where it comes from.")
                .example("gradus show latest")
                .with(place::declare)
                .flag("--json", json, wanted -> json = wanted)
                .says("One JSON object, complete.");
    }

    @Override
    public Integer call() {
        Path file = place.file(surroundings);
        Model model = Model.load(file);
        if (json) {
            surroundings.out().line(json(model));
        } else {
            text(file, model);
        }
        return ExitCode.DONE;
    }

    private void text(Path file, Model model) {
        Output out = surroundings.out();
        Meaning meaning = model.meaning();
        out.line("model " + file);
        out.line("");
        out.line(model.summary());
        out.line("");
        out.line("loss: " + model.loss());
        out.line(
                Text.of(
                        "%s: %d%s",
                        meaning.isClasses() ? "classes" : "values",
                        meaning.target().outputs(),
                        meaning.outputs().isEmpty()
                                ? ""
                                : ", " + String.join(", ", meaning.outputs())));
        meaning.preparation()
                .ifPresent(preparation -> {
                    out.line("rows of a table become its inputs by");
                    preparation.text().lines().forEach(line -> out.line("  " + line));
                });
        if (!model.provenance().facts().isEmpty()) {
            out.line("");
            model.provenance()
                    .facts()
                    .forEach((name, fact) -> {
                        if (!isForPrograms(name)) {
                            out.line(fact(name, fact, model.meaning()));
                        }
                    });
            out.line("recipe, fingerprints and hashes: --json");
        }
    }

    private static boolean isForPrograms(String fact) {
        return FOR_PROGRAMS.contains(fact) || fact.endsWith("Fingerprint");
    }

    /** Returns a fact as people read it: measurements are rounded. */
    private static String fact(String name, String fact, Meaning meaning) {
        String line =
                MeasuredText.read(fact)
                        .map(measured -> ScoreText.line(measured, meaning::output))
                        .orElseGet(() -> fact.replace('\n', ' '));
        String shown =
                line.length() <= LONGEST_FACT
                        ? line
                        : line.substring(0, LONGEST_FACT) + " … (all of it: --json)";
        return name + ": " + shown;
    }

    private static String json(Model model) {
        Meaning meaning = model.meaning();
        return JsonObject.of(json -> {
            json.writeStringProperty("network", model.network().text());
            json.writeStringProperty(
                    "inputs",
                    model.network().inputs().stream()
                            .map(Input::toString)
                            .collect(Collectors.joining(", ")));
            json.writeNumberProperty("parameters", model.network().parameterCount());
            json.writeStringProperty("loss", model.loss().toString());
            json.writeNumberProperty(
                    meaning.isClasses() ? "classes" : "values", meaning.target().outputs());
            texts(json, "names", meaning.outputs());
            if (meaning.preparation().isPresent()) {
                Preparation preparation = meaning.preparation().get();
                json.writeStringProperty("preparation", preparation.text());
            }
            json.writeObjectPropertyStart("provenance");
            for (Map.Entry<String, String> fact : model.provenance().facts().entrySet()) {
                json.writeStringProperty(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
        });
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }
}
