package dev.gradus.cli.command;

import dev.gradus.cli.input.TableDoor;
import dev.gradus.cli.screen.FindFiles;
import dev.gradus.cli.screen.FindText;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Output;
import dev.gradus.cli.syntax.Pictures;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.data.Dataset;
import dev.gradus.number.NumberText;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.text.ShellWord;
import dev.gradus.train.Finder;
import dev.gradus.train.Trainer;
import dev.gradus.train.finder.NoiseScale;
import dev.gradus.train.finder.Reach;
import dev.gradus.train.finder.Reading;
import dev.gradus.train.finder.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code gradus find}. */
public final class FindCommand implements Command {
    /** How much further a sweep should go if it does not go far enough. */
    private static final double FURTHER = 1000;

    /** Options that do not affect the training. */
    private static final Set<String> OF_FIND =
            Set.of(
                    "--learning-rate",
                    "--from",
                    "--to",
                    "--rates",
                    "--spacing",
                    "--repeats",
                    "--on",
                    TrainOptions.BUDGET,
                    "--svg",
                    "--png",
                    "--json",
                    "--quiet",
                    "--verbose");

    private final Surroundings surroundings;
    private final Syntax syntax;
    private final TrainOptions options = new TrainOptions();
    private final FinderOptions sweeps = new FinderOptions();
    private @Nullable String data;
    private final Pictures pictures = new Pictures();

    public FindCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        syntax = declared();
    }

    private Syntax declared() {
        return Syntax.of("find", this)
                .synopsis("[OPTION...] [DATA|RECIPE.yaml]")
                .description(
                        "Search for a learning rate, with short runs on copies of the network.",
                        "First the rate climbs from update to update, and is read off the losses; then real",
                        "runs train at rates around it, and their results are compared.",
                        "It takes the options of gradus train but --studio, --folds and --forecast; the rate is",
                        "for the schedule in --lr. For replicas, one network is trained on batches of their size.")
                .example("gradus find --model mlp --lr \"oneCycle(auto)\"")
                .optionalParameter("DATA", data, text -> data = text)
                .says("As for gradus train. Default: mnist")
                .with(sweeps::declare)
                .with(pictures::declare)
                .with(options::declare)
                .with(ReplicaSettings::declare);
    }

    @Override
    public Syntax syntax() {
        return syntax;
    }

    @Override
    public Integer call() {
        find(TableDoor.hidden(options.draft(syntax, data, surroundings), surroundings));
        return ExitCode.DONE;
    }

    private void find(TableDoor.Hidden hidden) {
        var replicas = ReplicaSettings.of(hidden.draft());
        Draft draft = replicas.readable(hidden.draft());
        List<Path> files = pictures.files(surroundings);
        AutoRate written = AutoRate.of(draft);
        Recipe asked = written.toSearchWith(draft).recipe();
        TrainingData source = TrainingData.read(asked, hidden.surroundings());
        ReplicaSettings.Settled settled = replicas.divided(source.completed(asked));
        settled.note().ifPresent(progress());
        Recipe recipe = settled.recipe();
        requireWhatIsLookedAt(recipe);
        Dataset train = source.train();
        Trainer trainer = source.trainer(recipe);
        AutoRate rate = written.orUsual(trainer);
        Finder finder = sweeps.finder(trainer);
        Verdict found = FoundRate.search(finder, options.budget, train, progress());
        Optional<NoiseScale> noise = finder.noiseScale(train, found);
        tell(found, noise, rate, controllersBeside(draft, asked));
        // Last, so that a failing disk does not cost the result.
        Pictures.write(
                FindFiles.figure("learning rate for " + recipe.get(Keys.DATA), found),
                files,
                progress());
        if (found.answer() instanceof Reading.Unusable(String reason)) {
            throw FoundRate.missing(reason, rate, found);
        }
    }

    /** Returns what to write behind a rate so that the recipe's own controllers stay. */
    private static String controllersBeside(Draft draft, Recipe recipe) {
        return draft.text(Keys.CONTROLLERS.name()).isEmpty()
                ? ""
                : recipe.get(Keys.CONTROLLERS).stream()
                        .map(controller -> " * " + controller)
                        .collect(Collectors.joining());
    }

    private void requireWhatIsLookedAt(Recipe recipe) {
        if (sweeps.isOnValidation() && recipe.get(Keys.VALIDATION_SHARE) == 0) {
            throw new IllegalArgumentException(
                    "--on validation needs rows held out, but --validation-share is 0; give a share, such as 0.1");
        }
    }

    /** Prints what was found and what to type next. */
    private void tell(
            Verdict found, Optional<NoiseScale> noise, AutoRate rate, String controllers) {
        Output out = surroundings.out();
        String learningRate =
                found.answer() instanceof Reading.Suggested(double best)
                        ? rate.with(best, found.sweeps().rule()) + controllers
                        : "";
        if (options.json) {
            FindFiles.json(found, noise, learningRate, out.stream());
            return;
        }
        FindText.print(found, out);
        noise.map(NoiseScale::advice).ifPresent(out::line);
        reachAdvice(found.sweeps().reach()).ifPresent(out::line);
        if (!learningRate.isEmpty()) {
            out.line(
                    "next: %s train %s--lr %s"
                            .formatted(
                                    surroundings.launcher(),
                                    asWritten(OF_FIND),
                                    ShellWord.of(learningRate)));
        }
    }

    /** Returns how to sweep other rates, if these are not enough. */
    private Optional<String> reachAdvice(Reach reach) {
        return switch (reach) {
            case FITS -> Optional.empty();
            case STARTS_TOO_HIGH ->
                    Optional.of(
                            "the sweep should start lower: %s find %s--from %s"
                                    .formatted(
                                            surroundings.launcher(),
                                            asWritten(Set.of("--from")),
                                            NumberText.brief(sweeps.from() / FURTHER, 2)));
            case ENDS_TOO_LOW ->
                    Optional.of(
                            "the sweep should end higher: %s find %s--to %s"
                                    .formatted(
                                            surroundings.launcher(),
                                            asWritten(Set.of("--to")),
                                            NumberText.brief(sweeps.to() * FURTHER, 2)));
        };
    }

    private Consumer<String> progress() {
        return options.quiet
                ? _ -> {}
                : line -> (options.json ? surroundings.err() : surroundings.out()).line(line);
    }

    /** Returns the given data and options, without these. */
    private String asWritten(Set<String> without) {
        var words = new ArrayList<String>();
        if (data != null) {
            words.add(ShellWord.of(data));
        }
        words.addAll(syntax.given().words(without));
        return words.isEmpty() ? "" : String.join(" ", words) + " ";
    }
}
