package dev.gradus.cli.command;

import dev.gradus.cli.input.LearnedColumns;
import dev.gradus.cli.input.ModelInput;
import dev.gradus.cli.screen.ScoreText;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.cli.terminal.JsonNumber;
import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.train.Evaluation;
import dev.gradus.train.score.ValueScores;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** {@code gradus evaluate}. */
public final class EvaluateCommand implements Command {
    private final Surroundings surroundings;
    private final ModelPlace place = new ModelPlace();
    private final ComputeOptions compute = new ComputeOptions();
    private final LearnedColumns learned = new LearnedColumns();
    private String data = "";
    private boolean json;

    public EvaluateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("evaluate", this)
                .synopsis("[OPTION...] MODEL|RUN DATA")
                .description("Measure a model on data whose answers are known.")
                .example("gradus evaluate latest mnist")
                .with(place::declare)
                .parameter("DATA", data, text -> data = text)
                .says(
                        "mnist or a folder of IDX files, whose test part is taken; a table,",
                        "whose columns are found by their names; or - for a table on standard input.")
                .with(learned::declare)
                .with(compute::declare)
                .flag("--json", json, wanted -> json = wanted)
                .says("One JSON object.");
    }

    @Override
    public Integer call() {
        Model model = place.load(surroundings);
        var examples = ModelInput.of(data, learned, surroundings).examples(model);
        Evaluation measured =
                Evaluation.of(
                        model,
                        examples,
                        compute.backend(surroundings).backend(),
                        compute.threads());
        if (json) {
            surroundings.out().line(json(model.meaning(), measured));
        } else {
            Output out = surroundings.out();
            out.line("%,d examples of %s".formatted(examples.size(), examples.name()));
            out.line(ScoreText.line(measured.metrics()));
            ScoreText.targets(measured.scores()).forEach(out::line);
            measured.note().ifPresent(out::line);
            ScoreText.confusion(measured.confusion(), model.meaning()::output, out);
        }
        return ExitCode.DONE;
    }

    private static String json(Meaning meaning, Evaluation measured) {
        var text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("examples", measured.examples());
            measured.metrics().forEach((name, value) -> JsonNumber.write(json, name, value));
            if (measured.scores() instanceof ValueScores values) {
                targets(json, values);
            }
            if (!measured.confusion().isEmpty()) {
                json.writeArrayPropertyStart("classes");
                for (int number = 0; number < measured.confusion().size(); number++) {
                    json.writeString(meaning.output(number));
                }
                json.writeEndArray();
                json.writeArrayPropertyStart("confusion");
                for (List<Long> row : measured.confusion()) {
                    json.writeStartArray();
                    row.forEach(json::writeNumber);
                    json.writeEndArray();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void targets(JsonGenerator json, ValueScores values) {
        json.writeArrayPropertyStart("targets");
        for (ValueScores.OfTarget target : values.targets()) {
            json.writeStartObject();
            if (!target.column().isEmpty()) {
                json.writeStringProperty("column", target.column());
            }
            JsonNumber.write(json, "meanAbsoluteError", target.meanAbsoluteError());
            JsonNumber.write(json, "rootMeanSquaredError", target.rootMeanSquaredError());
            JsonNumber.write(json, "deviation", target.deviation());
            JsonNumber.write(json, "rSquared", target.rSquared());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
