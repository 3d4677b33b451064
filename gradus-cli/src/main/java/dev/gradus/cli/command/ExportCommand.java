package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.file.SafeFile;
import dev.gradus.model.Model;
import dev.gradus.model.safetensors.Safetensors;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.onnx.OnnxModel;
import dev.gradus.run.Run;
import dev.gradus.run.event.MissingSteps;
import dev.gradus.run.history.HistoryCsv;
import dev.gradus.text.FileFault;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code gradus export}. */
public final class ExportCommand implements Command {
    private final Surroundings surroundings;
    private final ModelPlace place = new ModelPlace();
    private String to = "";
    private boolean withoutPreparation;
    private boolean epochs;

    public ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("export", this)
                .synopsis("[OPTION...] MODEL|RUN --to FILE")
                .description(
                        "Write a model as ONNX, safetensors or a copy, or a run's numbers as .csv.")
                .example("gradus export latest --to digits.onnx")
                .with(place::declare)
                .option("--to=FILE", String.class, to, file -> to = file)
                .says(
                        "Where to write; the name ends in .onnx, .safetensors, .gradus, or .csv for the",
                        "numbers of each step. The file is written completely or not at all.")
                .flag("--epochs", epochs, is -> epochs = is)
                .says("The .csv has a line for each epoch, with validation, instead of each step.")
                .flag("--without-preparation", withoutPreparation, is -> withoutPreparation = is)
                .says(
                        "The ONNX model takes prepared numbers instead of a raw row:",
                        "for tables with dates, which ONNX cannot read.");
    }

    @Override
    public Integer call() {
        if (to.isEmpty()) {
            throw new IllegalArgumentException(
                    "--to FILE is missing; its name ends in .onnx, .safetensors, .gradus or .csv");
        }
        Path file = surroundings.path(to);
        String kind = to.substring(to.lastIndexOf('.') + 1);
        if (epochs && !kind.equals("csv")) {
            throw new IllegalArgumentException(
                    "--epochs is for .csv files only, but this one is to be ." + kind);
        }
        if (withoutPreparation && !kind.equals("onnx")) {
            throw new IllegalArgumentException(
                    "--without-preparation is for .onnx files only, but this one is to be ."
                            + kind);
        }
        if (kind.equals("csv")) {
            writeNumbers(file);
            surroundings.out().line("wrote " + file + " (" + size(file) + ")");
            return ExitCode.DONE;
        }
        if (!kind.equals("onnx") && !kind.equals("safetensors") && !kind.equals("gradus")) {
            throw new IllegalArgumentException(
                    "give --to FILE a name that ends in .onnx, .safetensors, .gradus or .csv, got \"%s\""
                            .formatted(to));
        }
        Model model = place.load(surroundings);
        requirePreparation(model);
        write(model, kind, file);
        surroundings.out().line("wrote " + file + " (" + size(file) + ")");
        return ExitCode.DONE;
    }

    /** The numbers are a run's; a model file has none. */
    private void writeNumbers(Path file) {
        Run run = place.run(surroundings);
        try {
            SafeFile.replace(
                    file,
                    out -> {
                        var text =
                                new BufferedWriter(
                                        new OutputStreamWriter(out, StandardCharsets.UTF_8));
                        if (epochs) {
                            text.write(epochs(run));
                        } else {
                            writeSteps(run, text);
                        }
                        text.flush();
                    });
        } catch (IOException failure) {
            throw new UncheckedIOException(FileFault.of("cannot write", file, failure), failure);
        }
    }

    private String epochs(Run run) {
        return HistoryCsv.epochs(run.recordWithoutSteps(new MissingSteps(), surroundings::warn));
    }

    private void writeSteps(Run run, Writer text) throws IOException {
        text.write(HistoryCsv.STEPS);
        try {
            run.validRecord(surroundings::warn)
                    .readSteps(step -> {
                        try {
                            text.write(HistoryCsv.step(step));
                        } catch (IOException full) {
                            throw new UncheckedIOException(full);
                        }
                    });
        } catch (UncheckedIOException full) {
            throw full.getCause();
        }
    }

    private void write(Model model, String kind, Path file) {
        try {
            switch (kind) {
                case "onnx" -> {
                    OnnxModel onnx =
                            withoutPreparation
                                    ? OnnxModel.withoutPreparation(model)
                                    : OnnxModel.of(model);
                    SafeFile.replace(file, onnx::writeTo);
                    sayWhatGoesIn(model);
                }
                case "safetensors" -> Safetensors.write(model, file);
                default -> model.save(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(FileFault.of("cannot write", file, failure), failure);
        }
    }

    private void requirePreparation(Model model) {
        if (withoutPreparation && model.meaning().preparation().isEmpty()) {
            throw new IllegalArgumentException(
                    "--without-preparation leaves out how a table is prepared, but this model was not trained on a table");
        }
    }

    private void sayWhatGoesIn(Model model) {
        model.meaning()
                .preparation()
                .ifPresent(preparation ->
                        surroundings
                                .out()
                                .line(
                                        withoutPreparation
                                                ? Text.of(
                                                        "it takes the %d prepared inputs of a row, not the raw row; its metadata has the preparation as text",
                                                        preparation.width())
                                                : "it takes a raw row, one input per column: numbers as doubles, NaN for missing ones, everything else as strings"));
    }

    private static String size(Path file) {
        try {
            return NumberText.grouped(Files.size(file)) + " bytes";
        } catch (IOException gone) {
            throw new UncheckedIOException(FileFault.of("cannot read", file, gone), gone);
        }
    }
}
