package dev.gradus.cli.command;

import dev.gradus.cli.screen.EpochTable;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.cli.terminal.JsonNumber;
import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.train.Evaluation;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** {@code gradus evaluate}. */
public final class EvaluateCommand implements Command {
    /** A confusion matrix of more classes is wider than a terminal, and only in JSON. */
    private static final int SHOWN = 12;

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
                        "mnist or a folder of IDX files, whose test part is taken; a CSV file with the",
                        "columns of training, in their order; or - for such a file on standard input.")
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
            out.line(EpochTable.metrics(measured.metrics()));
            measured.note().ifPresent(out::line);
            confusion(model.meaning(), measured.confusion());
        }
        return ExitCode.DONE;
    }

    private void confusion(Meaning meaning, List<List<Long>> counts) {
        Output out = surroundings.out();
        if (counts.isEmpty()) {
            return;
        }
        if (counts.size() > SHOWN) {
            out.line("the confusion matrix of %d classes is in --json".formatted(counts.size()));
            return;
        }
        int width =
                IntStream.range(0, counts.size())
                        .map(number ->
                                Math.max(
                                        meaning.output(number).length(),
                                        counts.get(number).stream()
                                                .mapToInt(count -> count.toString().length())
                                                .max()
                                                .orElse(0)))
                        .max()
                        .orElse(0);
        out.line("");
        out.line("predicted (columns) for what it is (rows):");
        out.line(
                row(
                        "",
                        IntStream.range(0, counts.size()).mapToObj(meaning::output).toList(),
                        width));
        for (int number = 0; number < counts.size(); number++) {
            out.line(
                    row(
                            meaning.output(number),
                            counts.get(number).stream().map(String::valueOf).toList(),
                            width));
        }
    }

    private static String row(String name, List<String> cells, int width) {
        return name
                + " ".repeat(width - name.length())
                + cells.stream()
                        .map(cell -> " ".repeat(width + 1 - cell.length()) + cell)
                        .collect(Collectors.joining());
    }

    private static String json(Meaning meaning, Evaluation measured) {
        var text = new StringWriter();
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("examples", measured.examples());
            measured.metrics().forEach((name, value) -> JsonNumber.write(json, name, value));
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
}
