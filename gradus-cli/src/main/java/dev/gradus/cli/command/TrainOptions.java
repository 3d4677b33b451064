package dev.gradus.cli.command;

import dev.gradus.cli.input.RunsFolder;
import dev.gradus.cli.syntax.Surroundings;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.prepare.table.TableOption;
import dev.gradus.recipe.CommandDefaults;
import dev.gradus.recipe.Draft;
import dev.gradus.recipe.Key;
import dev.gradus.recipe.Keys;
import dev.gradus.recipe.RecipeException;
import dev.gradus.text.Suggestions;
import dev.gradus.train.finder.Budget;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The options of commands that train. Those that say what is trained are settings of a recipe: they
 * are declared here and read by their {@link Key}, wherever they are written.
 */
final class TrainOptions {
    /** How much a search for the rate may cost. */
    static final String BUDGET = "--find-budget";

    private static final String RECIPE = "recipe";

    @Nullable String recipe;
    final RunsFolder runs = new RunsFolder();
    @Nullable String name;
    boolean json;
    boolean quiet;
    Budget budget = Budget.usual();

    /** Says how these options are written. */
    void declare(Syntax syntax) {
        declareNetwork(syntax);
        declareStart(syntax);
        declareRates(syntax);
        declareLength(syntax);
        declareMachine(syntax);
        declareCare(syntax);
        declareData(syntax);
        declareRecord(syntax);
    }

    private static Syntax.Undescribed setting(Syntax syntax, String form, Key<?> key) {
        return syntax.setting(form, key, usual(key));
    }

    private static @Nullable String usual(Key<?> key) {
        return CommandDefaults.text(key).or(() -> written(key)).orElse(null);
    }

    private static <T> Optional<String> written(Key<T> key) {
        return key.usual().map(value -> key.write(value).toString());
    }

    private void declareNetwork(Syntax syntax) {
        syntax.option("--recipe=NAME", String.class, recipe, text -> recipe = text)
                .says(
                        "A set of options that comes with Gradus ("
                                + String.join(", ", Recipes.NAMES)
                                + ")",
                        "or is in a file NAME.yaml; options on the command line override it.");
        setting(syntax, "--model=NAME|TEXT", Keys.MODEL)
                .says(
                        "cnn, lenet, mlp, linear, wide-deep, or layers, as in \"conv2d(32, 3) relu maxPool(2)"
                                + " flatten dense(10)\".",
                        "Default: cnn for images, wide-deep for tables, else mlp");
        setting(syntax, "--optimizer=TEXT", Keys.OPTIMIZER)
                .says(
                        "sgd, momentum(0.9), adam, adamw(weightDecay=0.01), rmsprop …; prodigy, dAdaptAdam,",
                        "dAdaptSgd and dog find their own rate, which --lr multiplies (default 1);",
                        "scheduleFreeAdamw and scheduleFreeSgd need no schedule that ends.");
        setting(syntax, "--average=TEXT", Keys.AVERAGE)
                .says(
                        "Validate and save an average of the weights: ema(0.999), or swa(from=0.75) for the",
                        "mean of those of the last quarter of the run.");
        setting(syntax, "--loss=TEXT", Keys.LOSS)
                .says(
                        "softmaxCrossEntropy, huber(0.5) …",
                        "Default: softmaxCrossEntropy for classes, meanSquaredError for values");
        syntax.several("--class-weights=balanced|CLASS=X", Keys.CLASS_WEIGHTS)
                .says(
                        "The weights of classes in the loss: balanced, so that rare ones count as much as",
                        "others, or numbers as in \"yes=2,no=1\".");
    }

    private static void declareStart(Syntax syntax) {
        setting(syntax, "--start-from=MODEL|RUN", Keys.START_FROM)
                .says(
                        "Start from the values in a model file, a run's model or a .safetensors file, wherever",
                        "name and shape are the same. The network is the model's own, with as many outputs",
                        "as the data need, unless --model gives another.");
        setting(syntax, "--preparation=model|new", Keys.PREPARATION)
                .says(
                        "How the rows of a table become inputs when training starts from a model: as the model",
                        "learned them, or newly fitted to these rows.",
                        "Default: model, where the model was trained on a table");
        setting(syntax, "--head=model|new", Keys.HEAD)
                .says(
                        "Whether the layers that compute the outputs keep the model's values or begin anew.",
                        "Default: model, unless the outputs have other names or are others in number");
        syntax.several("--reinitialize=PATTERN", Keys.REINITIALIZE)
                .says(
                        "Layers or parameters that start from initial values although the model has values",
                        "that fit, such as \"dense2\".");
        syntax.several("--freeze=PATTERN", Keys.FREEZE)
                .says("Layers or parameters that are not trained, such as \"conv*, dense1\".");
        syntax.repeatable("--groups=PATTERN=FACTORx", Keys.GROUPS)
                .says(
                        "Layers or parameters with a rate of their own, such as \"dense2=10x\" or",
                        "\"conv*=0.1x weightDecay 0x\"; may be given more than once; the first",
                        "pattern that matches a parameter counts. Where --lr has a rate for each group, as in",
                        "max_lr=[0.01, 0.1], the groups are \"conv*=1x\" and \"*=1x\", in that order.");
    }

    private void declareRates(Syntax syntax) {
        setting(syntax, "--lr, --learning-rate=TEXT", Keys.LEARNING_RATE)
                .says(
                        "A number or a schedule, see gradus schedule; or auto to find it first, also for a",
                        "number in a schedule, such as cosine(auto), see gradus find.",
                        "Default: oneCycle(0.01); oneCycle(0.02) for convolutions in fewer than 1,000 updates;",
                        "0.16 with sgd, 0.08 with momentum and nesterov");
        syntax.option(
                        BUDGET + "=SHARE",
                        Double.class,
                        null,
                        share -> budget = share == null ? Budget.usual() : Budget.of(share))
                .says(
                        "Updates that a search for the rate may make, as a share of the run's; 0 for sweeps alone.",
                        "Default: 0.3, or about five seconds if that is more");
        setting(syntax, "--momentum=TEXT", Keys.MOMENTUM)
                .says("A number or a schedule, replacing the optimizer's own.");
        setting(syntax, "--weight-decay=TEXT", Keys.WEIGHT_DECAY)
                .says("A number or a schedule, replacing the optimizer's own.");
        setting(syntax, "--batch-size=N|all|TEXT", Keys.BATCH_SIZE)
                .says(
                        "Examples per update: 1 is stochastic, all is batch gradient descent; or a"
                                + " schedule, such as \"piecewise(32, at(epochs(2), 128))\".");
    }

    private static void declareLength(Syntax syntax) {
        setting(syntax, "--epochs=N", Keys.EPOCHS).says("Passes over the data.");
        setting(syntax, "--steps=N", Keys.STEPS).says("Updates, instead of --epochs.");
    }

    private static void declareMachine(Syntax syntax) {
        setting(syntax, "--seed=N", Keys.SEED)
                .says(
                        "Seeds the initial weights, the order of examples, dropout, and which rows are held out.");
        setting(syntax, "--precision=f32|bf16", Keys.PRECISION)
                .says(
                        "The number format of the computation; bf16 needs a processor that supports it, or --backend java.");
        syntax.setting("--backend=auto|onednn|java", Keys.BACKEND, "auto")
                .says("The backend that computes; auto takes the fastest that runs here.");
        setting(syntax, "--threads=N", Keys.THREADS)
                .says("Threads that compute.", "Default: the number of processors");
    }

    private static void declareCare(Syntax syntax) {
        syntax.repeatable("--stop=RULE", Keys.STOP)
                .says(
                        "Stop early: \"patience 5\", \"patience 3 accuracy\", \"target accuracy 0.99\","
                                + " \"time 10m\", \"steps 500\"; may be given more than once.");
        setting(syntax, "--non-finite=POLICY", Keys.NON_FINITE)
                .says(
                        "When loss or gradient is not finite: stop; \"skip 10\", to skip",
                        "up to 10 batches in a row; \"rollBack 0.5 3\", to go back to the start of",
                        "the epoch with half the rate, up to 3 times.");
        setting(syntax, "--clip-norm=X", Keys.CLIP_NORM)
                .says("Scale gradients down to this global norm.");
    }

    private static void declareData(Syntax syntax) {
        setting(syntax, "--validation-share=X", Keys.VALIDATION_SHARE)
                .says("Share of the training part held out by seed; 0 for none.");
        syntax.several("--target=COLUMN", Keys.TARGET)
                .says(
                        "The column of a table to learn, a class or a number; its other columns are",
                        "prepared. Several columns of numbers are learned together.");
        setting(syntax, "--task=classification|regression", Keys.TASK)
                .says("How to learn the target, overriding what its column suggests.");
        setting(syntax, "--label=COLUMN", Keys.LABEL)
                .says("The same as --target COLUMN --task classification.");
        declareParts(syntax);
        declareColumns(syntax);
        declareArrays(syntax);
    }

    private static void declareParts(Syntax syntax) {
        setting(syntax, "--test=FILE", Keys.TEST)
                .says(
                        "Another table to test on, once, at the end; none: do not use the test part that",
                        "comes with the data.");
        setting(syntax, "--test-share=X", Keys.TEST_SHARE)
                .says("Share of a table's rows held out for a test, once, at the end.");
        setting(syntax, "--fold=N/K", Keys.FOLD)
                .says("The fold of a table that is the test set, such as 2/5; see --folds.");
    }

    private static void declareColumns(Syntax syntax) {
        Wishes.OPTIONS.forEach(option -> declare(syntax, option));
        TableFormat.OPTIONS.forEach(option -> declare(syntax, option));
        syntax.flag("--no-examples", false, _ -> {})
                .says("Do not show or record values of a table's columns.");
    }

    private static void declare(Syntax syntax, TableOption<?> option) {
        Key<List<String>> key = Keys.of(option);
        Syntax.Undescribed declared =
                switch (option.count()) {
                    case ONE -> syntax.setting(option.form(), key, option.usual());
                    case SEVERAL -> syntax.several(option.form(), key);
                };
        declared.says(option.help());
    }

    private static void declareArrays(Syntax syntax) {
        setting(syntax, "--labels=FILE", Keys.LABELS)
                .says("The targets of inputs in an .npy file: another .npy file.");
        setting(syntax, "--query=SQL", Keys.QUERY)
                .says("The query to a database, such as \"select * from flowers order by id\".");
        setting(syntax, "--image-size=HxW", Keys.IMAGE_SIZE)
                .says(
                        "Height and width to which images are scaled, such as 28x28.",
                        "Default: that of the first image, which all must have");
        setting(syntax, "--colour=grey|rgb", Keys.COLOUR)
                .says("How the colours of images are read. Default: as in the first image");
        setting(syntax, "--augment, --augmentation=TEXT", Keys.AUGMENTATION)
                .says(
                        "Change training inputs anew in each epoch, as in",
                        "\"shift(2), flip, crop(24), cutout(8), noise(0.05)\".");
        setting(syntax, "--rows-in=memory|disk", Keys.ROWS_IN)
                .says(
                        "Where the prepared rows of a table are kept.",
                        "Default: disk where they need more than a quarter of the memory");
        setting(syntax, "--cache=DIR", Keys.CACHE)
                .says(
                        "The folder for data kept on disk until the command ends.",
                        "Default: the system's folder for temporary files");
    }

    private void declareRecord(Syntax syntax) {
        syntax.with(runs::declare)
                .option("--name=NAME", String.class, name, text -> name = text)
                .says("The run's name, instead of a generated one.");
        setting(syntax, "--checkpoint-every=SPAN", Keys.CHECKPOINT_EVERY)
                .says(
                        "1ep, 500 (steps) or 60s; the best and the last checkpoint are always saved.");
        setting(syntax, "--keep=N", Keys.KEEP)
                .says("How many of the newest checkpoints to keep, besides the best.")
                .flag("--tensorboard", false, _ -> {})
                .says("Write the run's numbers for TensorBoard, into RUN/tensorboard.")
                .flag("--histograms", false, _ -> {})
                .says("With --tensorboard: also histograms of the weights after each epoch.");
        setting(syntax, "--update-ratios=N", Keys.UPDATE_RATIOS)
                .says(
                        "Measure one update in N relative to the weights of each layer, to see whether the",
                        "learning rate is sane: around 0.001 is usual. Training does not depend on it.")
                .flag("--json", json, wanted -> json = wanted)
                .says("Events as JSON lines on standard output; progress goes to standard error.")
                .flag("--quiet", quiet, wanted -> quiet = wanted)
                .says("No progress, only the result, warnings and errors.");
    }

    Launch.Shown shown() {
        return new Launch.Shown(json, quiet);
    }

    /**
     * Returns what is to be trained: the given options override its recipe, which overrides the
     * defaults. Options that are not settings of a recipe may be in its file too, and are set.
     *
     * @param data the argument for the data: data or a recipe
     * @throws IllegalArgumentException if a key of the file is unknown to the command; the message
     *     suggests one
     * @throws RecipeException if the file is not YAML
     */
    Draft draft(Syntax command, @Nullable String data, Surroundings surroundings) {
        boolean isInPlaceOfData = data != null && Recipes.isFile(data);
        if (isInPlaceOfData && recipe != null) {
            throw new IllegalArgumentException(
                    "%s and --recipe %s are both recipes; give one".formatted(data, recipe));
        }
        Optional<String> name = Optional.ofNullable(isInPlaceOfData ? data : recipe);
        Draft file = name.map(given -> read(given, surroundings)).orElse(Draft.EMPTY);
        Draft written = command.given().draft();
        requireKnown(command, file);
        controllersLeft(file, written)
                .ifPresent(left ->
                        surroundings.warn(
                                "--learning-rate replaces the rate of %s and its controllers, %s; to keep them, write them behind the rate, as in \"0.1 * plateau(patience=3)\""
                                        .formatted(name.orElse(""), left)));
        requireData(name.orElse(""), file);
        Draft others = file.without(Keys.names()).without(written.entries().keySet());
        others.entries()
                .forEach((key, entry) -> command.given().take(key, entry.value(), entry.place()));
        Draft settings = file.only(Keys.names()).with(written.only(Keys.names()));
        if (data != null && !isInPlaceOfData) {
            settings = settings.with(Keys.DATA.name(), data, "DATA");
        }
        settings = withoutLabel(settings);
        Draft.Entry target = settings.entries().get(Keys.TARGET.name());
        if (target != null && settings.text(Keys.DATA.name()).isEmpty()) {
            throw new IllegalArgumentException(
                    "%s names a column of a table, but no table is given; add its file"
                            .formatted(target.place()));
        }
        return started(CommandDefaults.beneath(settings), surroundings);
    }

    /**
     * Replaces the file to start from by its absolute path, which is valid wherever the run is
     * resumed.
     */
    private Draft started(Draft draft, Surroundings surroundings) {
        Draft.Entry written = draft.entries().get(Keys.START_FROM.name());
        if (written == null) {
            return draft;
        }
        String file =
                ModelPlace.file(written.value().toString(), runs, surroundings)
                        .toAbsolutePath()
                        .normalize()
                        .toString();
        return draft.with(Keys.START_FROM.name(), file, written.place());
    }

    /** Returns the controllers of a file whose rate an option replaces, if any. */
    private static Optional<String> controllersLeft(Draft file, Draft written) {
        return file.text(Keys.CONTROLLERS.name())
                .filter(text -> !text.equals("[]"))
                .filter(_ -> written.text(Keys.LEARNING_RATE.name()).isPresent());
    }

    /** Reads a label as a target that is a class. */
    private static Draft withoutLabel(Draft settings) {
        Draft.Entry label = settings.entries().get(Keys.LABEL.name());
        if (label == null) {
            return settings;
        }
        String task = settings.text(Keys.TASK.name()).orElse("classification");
        if (!task.equals("classification")) {
            throw new IllegalArgumentException(
                    "%s is for classes, and the task is %s; write --target %s"
                            .formatted(label.place(), task, label.value()));
        }
        return settings.with(Keys.TARGET.name(), List.of(label.value()), label.place())
                .with(Keys.TASK.name(), task, label.place());
    }

    private static Draft read(String name, Surroundings surroundings) {
        return Draft.ofYaml(Recipes.text(name, surroundings), name);
    }

    private static void requireKnown(Syntax command, Draft file) {
        var known = new LinkedHashSet<>(Keys.names());
        known.addAll(command.keys());
        known.remove(RECIPE); // a recipe cannot name another
        file.entries()
                .forEach((key, entry) -> {
                    if (!known.contains(key)) {
                        String place = entry.place();
                        throw new IllegalArgumentException(
                                "%s: %s"
                                        .formatted(
                                                place.substring(
                                                        0, place.length() - key.length() - 2),
                                                Suggestions.unknown("key", key, known)));
                    }
                });
    }

    private static void requireData(String name, Draft file) {
        String data = file.text(Keys.DATA.name()).orElse("");
        if (Recipes.isFile(data)) {
            throw new IllegalArgumentException(
                    "%s: 'data' says what to train on, but '%s' is another recipe; name the data themselves"
                            .formatted(name, data));
        }
    }
}
