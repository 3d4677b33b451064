package dev.gradus.cli.command;

import dev.gradus.cli.input.LearnedColumns;
import dev.gradus.cli.input.ModelInput;
import dev.gradus.cli.screen.MistakeText;
import dev.gradus.cli.screen.RunPlots;
import dev.gradus.cli.screen.ScoreJson;
import dev.gradus.cli.screen.ScoreText;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Pictures;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.data.Dataset;
import dev.gradus.data.RowSample;
import dev.gradus.model.Meaning;
import dev.gradus.model.Model;
import dev.gradus.nn.tensor.Target;
import dev.gradus.number.NumberText;
import dev.gradus.number.Text;
import dev.gradus.plot.Plots;
import dev.gradus.train.Evaluation;
import dev.gradus.train.score.Mistakes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code gradus evaluate}. */
public final class EvaluateCommand implements Command {
    private static final int MOST_MISTAKES = 1000;

    private final Surroundings surroundings;
    private final ModelPlace place = new ModelPlace();
    private final ComputeOptions compute = new ComputeOptions();
    private final LearnedColumns learned = new LearnedColumns();
    private String data = "";
    private Optional<Integer> worst = Optional.empty();
    private boolean json;
    private final Pictures pictures = new Pictures();

    public EvaluateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Syntax syntax() {
        return Syntax.of("evaluate", this)
                .synopsis("[OPTION...] MODEL|RUN DATA")
                .description("Measure a model on data with known targets.")
                .example("gradus evaluate latest mnist")
                .with(place::declare)
                .parameter("DATA", data, text -> data = text)
                .says(
                        "mnist or a folder of IDX files, whose test part is used; a table,",
                        "whose columns are found by their names; or - for a table on standard input.")
                .with(learned::declare)
                .with(pictures::declare)
                .with(compute::declare)
                .option(
                        "--mistakes=N",
                        Integer.class,
                        null,
                        count -> worst = Optional.ofNullable(count))
                .says("List the N examples that the model is most wrong about.")
                .flag("--json", json, wanted -> json = wanted)
                .says("One JSON object.");
    }

    @Override
    public Integer call() {
        requireFewMistakes();
        List<Path> files = pictures.files(surroundings);
        Model model = place.load(surroundings, data);
        if (!files.isEmpty()) {
            requireMatrix(model.meaning().target());
        }
        var notes = new ArrayList<String>();
        Consumer<String> noted = ((Consumer<String>) notes::add).andThen(surroundings::warn);
        Dataset examples = ModelInput.of(model, data, learned, surroundings, noted).examples(model);
        Optional<Mistakes> mistakes = worst.map(count -> Evaluation.mistakes(model, count));
        Evaluation measured =
                Evaluation.of(
                        model,
                        examples,
                        compute.backend(surroundings).backend(),
                        compute.threads(),
                        (batch, outputs) -> mistakes.ifPresent(each -> each.on(batch, outputs)));
        if (json) {
            surroundings
                    .out()
                    .line(ScoreJson.of(model.meaning(), measured, mistakes, examples, notes));
        } else {
            tell(model.meaning(), measured, mistakes, examples);
        }
        if (!files.isEmpty()) {
            Pictures.write(
                    RunPlots.confusion(examples.name(), model.meaning(), measured.confusion()),
                    files,
                    (json ? surroundings.err() : surroundings.out())::line);
        }
        return ExitCode.DONE;
    }

    private void requireFewMistakes() {
        worst.filter(count -> count < 1 || count > MOST_MISTAKES)
                .ifPresent(count -> {
                    throw new IllegalArgumentException(
                            Text.of(
                                    "--mistakes takes a number from 1 to %,d; got %d",
                                    MOST_MISTAKES, count));
                });
    }

    private void tell(
            Meaning meaning, Evaluation measured, Optional<Mistakes> mistakes, Dataset examples) {
        Output out = surroundings.out();
        out.line(
                "%s of %s"
                        .formatted(
                                NumberText.counted(examples.size(), "example"), examples.name()));
        out.line(ScoreText.line(measured.metrics(), meaning::output));
        ScoreText.targets(measured.scores()).forEach(out::line);
        measured.note().ifPresent(out::line);
        measured.learned().flatMap(RowSample.Found::sentence).ifPresent(out::line);
        ScoreText.confusion(measured.confusion(), meaning::output, out);
        mistakes.ifPresent(found -> MistakeText.write(found, examples, meaning, out));
    }

    private static void requireMatrix(Target target) {
        if (!(target instanceof Target.Classes classes)) {
            throw new IllegalArgumentException(
                    "the picture is the confusion matrix of classes, but this model predicts values; leave --svg and --png out");
        }
        if (classes.count() > Plots.MOST_CLASSES) {
            throw new IllegalArgumentException(
                    Text.of(
                            "the picture is the confusion matrix of at most %,d classes, but this model has %,d; leave --svg and --png out, --json has all counts",
                            Plots.MOST_CLASSES, classes.count()));
        }
    }
}
