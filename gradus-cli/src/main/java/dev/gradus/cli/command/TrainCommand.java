package dev.gradus.cli.command;

import dev.gradus.cli.input.TableDoor;
import dev.gradus.cli.syntax.Command;
import dev.gradus.cli.syntax.ExitCode;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.data.Dataset;
import dev.gradus.recipe.CommandDefaults;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.Recipe;
import dev.gradus.recipe.Rounds;
import dev.gradus.train.Forecast;
import dev.gradus.train.RoundTimes;
import dev.gradus.train.Trainer;
import dev.gradus.train.Training;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** {@code gradus train}. */
public final class TrainCommand implements Command {
    private final Surroundings surroundings;
    private final Syntax syntax;
    private final TrainOptions options = new TrainOptions();
    private @Nullable String data;
    private final ClusterOption on = new ClusterOption();
    private boolean studio;
    private @Nullable Integer folds;
    private boolean forecast;

    public TrainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        syntax = declared();
    }

    private Syntax declared() {
        return Syntax.of("train", this)
                .synopsis("[OPTION...] [DATA|RECIPE.yaml]")
                .description("Train a network; by default, a small one on handwritten digits.")
                .example("gradus train --model mlp --lr \"oneCycle(0.02)\" --epochs 5")
                .with(options::declare)
                .with(ReplicaSettings::declare)
                .with(cluster -> on.declare(cluster, "the replicas are trained"))
                .flag("--studio", studio, wanted -> studio = wanted)
                .says("Serve a web page to watch and steer the run; see gradus studio.")
                .option("--folds=K", Integer.class, folds, count -> folds = count)
                .says(
                        "Cross-validate on a table: train K networks, each measured on the rows of one",
                        "of K parts and trained on the others, and show mean and spread of each score.")
                .flag("--forecast", forecast, wanted -> forecast = wanted)
                .says(
                        "Forecast how long the run takes and how much memory it needs, from some trial updates,",
                        "and end. Runs of half a minute and more say so when they start.")
                .optionalParameter("DATA", data, text -> data = text)
                .says(
                        "mnist (built in), a folder of IDX files, a table,",
                        "or a recipe: a YAML file of options, in camel case, and data.",
                        "Default: mnist");
    }

    @Override
    public Syntax syntax() {
        return syntax;
    }

    @Override
    public Integer call() {
        var hidden = TableDoor.hidden(options.draft(syntax, data, surroundings), surroundings);
        var replicas = ReplicaSettings.of(hidden.draft());
        if (syntax.given().texts().containsKey(TrainOptions.BUDGET)
                && !AutoRate.of(hidden.draft()).isAsked()) {
            surroundings.warn(
                    TrainOptions.BUDGET
                            + " is for a rate to be found, as in --lr auto; it is not used");
        }
        if (folds != null) {
            return crossValidated(hidden, folds);
        }
        try (on) {
            return trained(hidden, replicas);
        }
    }

    private int trained(TableDoor.Hidden hidden, ReplicaSettings replicas) {
        Draft draft = replicas.readable(hidden.draft());
        requirePlace(); // before a search whose result would be lost
        AutoRate rate = AutoRate.of(draft);
        Recipe asked = rate.toSearchWith(draft).recipe();
        TrainingData source = TrainingData.read(asked, hidden.surroundings());
        var launch = new Launch(options.shown(), surroundings);
        tellColumns(source, launch);
        Recipe planned = replicas.divided(source.completed(asked)).recipe();
        if (forecast) {
            Trainer run = placed(launch.watched(source.trainer(planned), source));
            forecast(noted(run, draft, planned, source), source.train(), launch);
            return ExitCode.DONE;
        }
        Optional<FoundRate> found = found(rate, planned, source);
        Recipe rated =
                found.map(each -> rate.replacedIn(draft, each.text()).recipe()).orElse(asked);
        ReplicaSettings.Settled divided = replicas.divided(source.completed(rated));
        ReplicaSettings.Settled settled =
                replicas.measuresRounds()
                        ? measured(divided.recipe(), source, hidden.surroundings())
                        : new ReplicaSettings.Settled(divided.recipe(), Optional.empty());
        Recipe recipe = settled.recipe();
        Trainer trainer =
                settled.noted(
                        divided.noted(placed(launch.watched(source.trainer(recipe), source))));
        Trainer described = noted(trainer, draft, recipe, source);
        Trainer noted = found.map(each -> each.recordedIn(described)).orElse(described);
        on.announce(source.trainer(recipe), recipe, source.train(), launch);
        try (Training training =
                on.placed(timed(noted, source), recipe, hidden.surroundings())
                        .prepare(source.train())) {
            return run(training, found, launch);
        }
    }

    private void tellColumns(TrainingData source, Launch launch) {
        if (!options.quiet) {
            source.table()
                    .flatMap(TrainingData.OfTable::columns)
                    .ifPresent(columns -> columns.lines().forEach(launch.screen()::line));
        }
    }

    /** Trains, after what is to be seen beside the run: how its rate was found, and the studio. */
    private int run(Training training, Optional<FoundRate> found, Launch launch) {
        List<String> unkept =
                found.map(each -> each.keepIn(training, launch.screen()::line)).orElse(List.of());
        if (studio) {
            Path runs = options.runs.path(surroundings);
            training.folder()
                    .ifPresent(run -> StudioBeside.open(runs, run, surroundings, launch.screen()));
        }
        return launch.run(training, unkept).exitCode();
    }

    /** Notes what the settings mean for these data. */
    private static Trainer noted(Trainer trainer, Draft draft, Recipe recipe, TrainingData source) {
        var sentences = new ArrayList<String>();
        ReplicaSettings.costOfAveraging(recipe).ifPresent(sentences::add);
        if (draft.text(Keys.CLASS_WEIGHTS.name()).isPresent()) {
            sentences.add(source.weights().sentence(recipe));
        }
        CommandDefaults.fewUpdates(draft, recipe, source.train().size()).ifPresent(sentences::add);
        if (source.isTableLearnedWhole(recipe)) {
            sentences.add(
                    "nothing is held out, so nothing will tell how good the network is on other rows: --folds 5 or --test-share 0.2 measures that");
        }
        Trainer noted = trainer;
        for (String sentence : sentences) {
            noted = noted.note(sentence);
        }
        return noted;
    }

    /**
     * Says how the data are read and what may not be meant, as the run would, and what it takes.
     */
    private void forecast(Trainer trainer, Dataset train, Launch launch) {
        if (!options.quiet) {
            trainer.settings().notes.forEach(launch.screen()::line);
        }
        Forecast.warnings(trainer, train).forEach(surroundings::warn);
        launch.show(Forecast.of(trainer, train));
    }

    /** Notes how long a long run will take. */
    private static Trainer timed(Trainer trainer, TrainingData source) {
        return Forecast.isWorthwhile(trainer, source.train())
                ? trainer.note(Forecast.of(trainer, source.train()).sentence())
                : trainer;
    }

    private int crossValidated(TableDoor.Hidden hidden, int count) {
        if (studio) {
            throw new IllegalArgumentException(
                    "--studio watches one run, and --folds makes several; leave one out");
        }
        if (forecast) {
            throw new IllegalArgumentException(
                    "--forecast is for one run, and --folds makes several; leave one out");
        }
        if (on.isGiven()) {
            throw new IllegalArgumentException(
                    "--on trains the replicas of one run, and --folds makes several; leave one out");
        }
        var runs = options.runs.in(surroundings);
        String name =
                options.name == null
                        ? runs.freeName(InstantSource.system(), RandomGenerator.getDefault())
                        : options.name;
        Path folder = CrossValidation.folder(runs, name);
        var validation =
                new CrossValidation(
                        hidden.draft(), count, folder, options.shown(), hidden.surroundings());
        validation.check();
        return validation.run();
    }

    /** Measures rounds where the replicas of the run will be. */
    private ReplicaSettings.Settled measured(
            Recipe recipe, TrainingData source, Surroundings ofData) {
        return ReplicaSettings.withRounds(
                recipe,
                RoundTimes.measured(
                        on.placed(source.trainer(recipe), recipe, ofData),
                        recipe.get(Keys.REPLICAS),
                        Rounds.Inner.KEEP,
                        source.train()));
    }

    /** Searches for the learning rate if that is asked for. */
    private Optional<FoundRate> found(AutoRate rate, Recipe planned, TrainingData source) {
        if (!rate.isAsked()) {
            return Optional.empty();
        }
        Consumer<String> progress =
                options.quiet ? _ -> {} : new Launch(options.shown(), surroundings).screen()::line;
        Trainer trainer = source.trainer(planned);
        return Optional.of(
                FoundRate.search(rate, trainer, options.budget, source.train(), progress));
    }

    private void requirePlace() {
        var runs = options.runs.in(surroundings);
        if (options.name == null) {
            runs.requireWritable();
        } else {
            runs.requireFree(options.name);
        }
    }

    private Trainer placed(Trainer trainer) {
        Path runs = options.runs.path(surroundings);
        return options.name == null ? trainer.runs(runs) : trainer.runs(runs, options.name);
    }
}
