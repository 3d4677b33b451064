package dev.gradus.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of commands that train, as they were written. In a recipe they have the same names in
 * camel case.
 */
final class TrainOptions {
    @Nullable String recipe;
    @Nullable String model;
    String optimizer = "adam";
    @Nullable String loss;
    String learningRate = "oneCycle(0.01)";
    @Nullable String momentum;
    @Nullable String weightDecay;
    String batchSize = "128";
    @Nullable Double epochs;
    @Nullable Long steps;
    long seed = 1;
    String precision = "f32";
    String backend = "auto";
    @Nullable Integer threads;
    List<String> stop = List.of();
    String nonFinite = "stop";
    @Nullable Double clipNorm;
    double validationShare = 0.1;
    @Nullable String label;
    List<String> target = List.of();
    String runs = "runs";
    @Nullable String name;
    String checkpointEvery = "1ep";
    int keep = 3;
    boolean json;
    boolean quiet;

    /** Says how these options are written. */
    void declare(Syntax syntax) {
        declareNetwork(syntax);
        declareRates(syntax);
        declareLength(syntax);
        declareMachine(syntax);
        declareCare(syntax);
        declareData(syntax);
        declareRecord(syntax);
    }

    private void declareNetwork(Syntax syntax) {
        syntax.option("--recipe=NAME", String.class, recipe, text -> recipe = text)
                .says(
                        "Options that go well together, from Gradus ("
                                + String.join(", ", Recipes.NAMES)
                                + ")",
                        "or from a file NAME.yaml; those written beside it win.")
                .option("--model=NAME|TEXT", String.class, model, text -> model = text)
                .says(
                        "cnn, lenet, mlp, linear, or layers, as in \"conv2d(32, 3) relu maxPool(2)"
                                + " flatten dense(10)\".",
                        "Default: cnn for images, else mlp")
                .option("--optimizer=TEXT", String.class, optimizer, text -> optimizer = text)
                .says("sgd, momentum(0.9), adam, adamw(weightDecay=0.01), rmsprop …")
                .option("--loss=TEXT", String.class, loss, text -> loss = text)
                .says(
                        "softmaxCrossEntropy, huber(0.5) …",
                        "Default: softmaxCrossEntropy for classes, meanSquaredError for values");
    }

    private void declareRates(Syntax syntax) {
        syntax.option(
                        "--lr, --learning-rate=TEXT",
                        String.class,
                        learningRate,
                        text -> learningRate = text)
                .says(
                        "A number or a schedule, see gradus schedule; auto, or auto for a number as in",
                        "cosine(auto), to find it first, see gradus find.")
                .option("--momentum=TEXT", String.class, momentum, text -> momentum = text)
                .says("A number or a schedule, in place of the optimizer's own.")
                .option(
                        "--weight-decay=TEXT",
                        String.class,
                        weightDecay,
                        text -> weightDecay = text)
                .says("A number or a schedule, in place of the optimizer's own.")
                .option(
                        "--batch-size=N|all|TEXT",
                        String.class,
                        batchSize,
                        text -> batchSize = text)
                .says(
                        "Examples in an update: 1 is stochastic, all is batch gradient descent; or a"
                                + " schedule, as \"piecewise(32, at(epochs(2), 128))\".");
    }

    private void declareLength(Syntax syntax) {
        syntax.option("--epochs=N", Double.class, epochs, count -> epochs = count)
                .says("Passes over the data.", "Default: 3")
                .option("--steps=N", Long.class, steps, count -> steps = count)
                .says("Updates, in place of --epochs.");
    }

    private void declareMachine(Syntax syntax) {
        syntax.option("--seed=N", long.class, seed, number -> seed = number)
                .says("Seeds the initial weights, the order, dropout and what is held out.")
                .option("--precision=f32|bf16", String.class, precision, text -> precision = text)
                .says("What is computed with; bf16 needs a processor for it, or --backend java.")
                .option("--backend=auto|onednn|java", String.class, backend, text -> backend = text)
                .says("What computes; auto takes the fastest that runs here.")
                .option("--threads=N", Integer.class, threads, count -> threads = count)
                .says("Threads that compute.", "Default: the processors there are");
    }

    private void declareCare(Syntax syntax) {
        syntax.repeatable("--stop=RULE", stop, rules -> stop = rules)
                .says(
                        "Stop early: \"patience 5\", \"patience 3 accuracy\", \"target accuracy 0.99\","
                                + " \"time 10m\", \"steps 500\"; may be given more than once.")
                .option("--non-finite=POLICY", String.class, nonFinite, text -> nonFinite = text)
                .says(
                        "When loss or gradient is no number: stop; \"skip 10\", to pass over",
                        "up to 10 batches in a row; \"rollBack 0.5 3\", to go back to where",
                        "the epoch began with half the rate, up to 3 times.")
                .option("--clip-norm=X", Double.class, clipNorm, norm -> clipNorm = norm)
                .says("Scale gradients down to this global norm.");
    }

    private void declareData(Syntax syntax) {
        syntax.option(
                        "--validation-share=X",
                        double.class,
                        validationShare,
                        share -> validationShare = share)
                .says("Share of the training part held out by seed; 0 for none.")
                .option("--label=COLUMN", String.class, label, column -> label = column)
                .says("The column of a CSV file that holds the class.")
                .several("--target=COLUMN", String.class, target, columns -> target = columns)
                .says("The columns of a CSV file that hold the values to learn.");
    }

    private void declareRecord(Syntax syntax) {
        syntax.option("--runs=DIR", String.class, runs, folder -> runs = folder)
                .says("The folder of all runs.")
                .option("--name=NAME", String.class, name, text -> name = text)
                .says("The run's name, in place of an invented one.")
                .option(
                        "--checkpoint-every=SPAN",
                        String.class,
                        checkpointEvery,
                        text -> checkpointEvery = text)
                .says("1ep, 500 (steps) or 60s; the best and the last are saved in any case.")
                .option("--keep=N", int.class, keep, count -> keep = count)
                .says("How many of the newest checkpoints to keep, beside the best.")
                .flag("--json", json, wanted -> json = wanted)
                .says("Events as JSON lines on standard output; progress goes to standard error.")
                .flag("--quiet", quiet, wanted -> quiet = wanted)
                .says("No progress.");
    }
}
