package dev.gradus.cli.command;

import dev.gradus.cli.input.LearnedColumns;
import dev.gradus.cli.input.ModelInput;
import dev.gradus.cli.screen.PredictionText;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.file.SafeFile;
import dev.gradus.model.Model;
import dev.gradus.model.Predictor;
import dev.gradus.number.NumberText;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code gradus predict}. */
public final class PredictCommand implements Command {
    private final Surroundings surroundings;
    private final ModelPlace place = new ModelPlace();
    private final ComputeOptions compute = new ComputeOptions();
    private final LearnedColumns learned = new LearnedColumns();
    private String input = "";
    private @Nullable String out;
    private boolean csv;
    private boolean json;

    public PredictCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("predict", this)
                .synopsis("[OPTION...] MODEL|RUN INPUT")
                .description(
                        "Predict rows: a line for each, in their order, with class and probabilities, or values.")
                .example("gradus predict latest mnist --out digits.csv")
                .with(place::declare)
                .parameter("INPUT", input, text -> input = text)
                .says(
                        "mnist or a folder of IDX files, whose test part is used; a table,",
                        "whose columns are found by their names; or - for a table on standard input.")
                .with(learned::declare)
                .flag("--csv", csv, wanted -> csv = wanted)
                .says("Comma-separated values with a header; this is the default.")
                .flag("--json", json, wanted -> json = wanted)
                .says("One JSON object per line.")
                .option("--out=FILE", String.class, out, file -> out = file)
                .says(
                        "The file to write, completely or not at all, instead of standard output; - is standard",
                        "output.")
                .with(compute::declare);
    }

    @Override
    public Integer call() {
        if (csv && json) {
            throw new IllegalArgumentException("--csv and --json both say how to write; give one");
        }
        Model model = place.load(surroundings, input);
        requireNewPlace();
        ModelInput rows = ModelInput.of(model, input, learned, surroundings, surroundings::warn);
        long faulty =
                out == null || out.equals("-")
                        ? print(model, rows)
                        : write(model, rows, surroundings.path(out));
        if (faulty > 0) {
            surroundings.warn(
                    NumberText.counted(faulty, "row")
                            + " could not be predicted; the column or property error says why");
            return learned.isLenient() ? ExitCode.DONE : ExitCode.DATA;
        }
        return ExitCode.DONE;
    }

    /** Writing over what is read would cost the rows, or the model. */
    private void requireNewPlace() {
        if (out == null || !Files.exists(surroundings.path(out))) {
            return;
        }
        for (Path read : List.of(surroundings.path(input), place.file(surroundings))) {
            if (isSame(surroundings.path(out), read)) {
                throw new IllegalArgumentException(
                        "--out %s would replace what the predictions are made from; give another name"
                                .formatted(out));
            }
        }
    }

    private static boolean isSame(Path written, Path read) {
        try {
            return Files.isRegularFile(read) && Files.isSameFile(written, read);
        } catch (IOException unknown) {
            return false;
        }
    }

    private long print(Model model, ModelInput rows) {
        return predict(model, rows, surroundings.out().stream()::print).faulty();
    }

    private long write(Model model, ModelInput rows, Path file) {
        try {
            long[] counts = new long[2];
            SafeFile.replace(
                    file,
                    stream -> {
                        Writer writer = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
                        Predicting done = predict(model, rows, line -> append(writer, file, line));
                        writer.flush();
                        counts[0] = done.written();
                        counts[1] = done.faulty();
                    });
            surroundings
                    .out()
                    .line("wrote %s: %s".formatted(file, NumberText.counted(counts[0], "row")));
            return counts[1];
        } catch (IOException failure) {
            throw new UncheckedIOException(FileFault.of("cannot write", file, failure), failure);
        }
    }

    private static void append(Writer writer, Path file, String line) {
        try {
            writer.write(line);
        } catch (IOException failure) {
            throw new UncheckedIOException(FileFault.of("cannot write", file, failure), failure);
        }
    }

    private Predicting predict(Model model, ModelInput rows, Consumer<String> lines) {
        try (Predictor predictor = compute.predictor(model, surroundings)) {
            var naming =
                    rows.isOfFiles() ? PredictionText.Naming.FILES : PredictionText.Naming.NUMBERS;
            PredictionText text =
                    json ? PredictionText.json(model) : PredictionText.csv(model, naming);
            var predicting = new Predicting(model, predictor, text, lines);
            rows.read(model, predicting);
            predicting.flush();
            return predicting;
        }
    }
}
