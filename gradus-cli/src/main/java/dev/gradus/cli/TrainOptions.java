package dev.gradus.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/**
 * The options of commands that train, as they were written. In a recipe they have the same names in
 * camel case.
 */
final class TrainOptions {
    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            completionCandidates = Recipes.class,
            description = {
                "Options that go well together, from Gradus (${COMPLETION-CANDIDATES})",
                "or from a file NAME.yaml; those written beside it win."
            })
    @Nullable String recipe;

    @Option(
            names = "--model",
            paramLabel = "NAME|TEXT",
            description = {
                "cnn, lenet, mlp, linear, or layers, as in \"conv2d(32, 3) relu maxPool(2) flatten"
                        + " dense(10)\".",
                "Default: cnn for images, else mlp"
            })
    @Nullable String model;

    @Option(
            names = "--optimizer",
            paramLabel = "TEXT",
            description = "sgd, momentum(0.9), adam, adamw(weightDecay=0.01), rmsprop …")
    String optimizer = "adam";

    @Option(
            names = "--loss",
            paramLabel = "TEXT",
            description = {
                "softmaxCrossEntropy, huber(0.5) …",
                "Default: softmaxCrossEntropy for classes, meanSquaredError for values"
            })
    @Nullable String loss;

    @Option(
            names = {"--learning-rate", "--lr"},
            paramLabel = "TEXT",
            description = {
                "A number or a schedule, see gradus schedule; auto, or auto for a number as in",
                "cosine(auto), to find it first, see gradus find."
            })
    String learningRate = "oneCycle(0.01)";

    @Option(
            names = "--momentum",
            paramLabel = "TEXT",
            description = "A number or a schedule, in place of the optimizer's own.")
    @Nullable String momentum;

    @Option(
            names = "--weight-decay",
            paramLabel = "TEXT",
            description = "A number or a schedule, in place of the optimizer's own.")
    @Nullable String weightDecay;

    @Option(
            names = "--batch-size",
            paramLabel = "N|all|TEXT",
            description =
                    "Examples in an update: 1 is stochastic, all is batch gradient descent; or a"
                            + " schedule, as \"piecewise(32, at(epochs(2), 128))\".")
    String batchSize = "128";

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = {"Passes over the data.", "Default: 3"})
    @Nullable Double epochs;

    @Option(names = "--steps", paramLabel = "N", description = "Updates, in place of --epochs.")
    @Nullable Long steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides about initial values, order, dropout, what is held out.")
    long seed = 1;

    @Option(names = "--precision", paramLabel = "f32|bf16", description = "What is computed with.")
    String precision = "f32";

    @Option(
            names = "--backend",
            paramLabel = "auto|onednn|java",
            description = "What computes; auto takes the fastest that runs here.")
    String backend = "auto";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = {"Threads that compute.", "Default: the processors there are"})
    @Nullable Integer threads;

    @Option(
            names = "--stop",
            paramLabel = "RULE",
            showDefaultValue = Visibility.NEVER,
            description =
                    "Stop early: \"patience 5\", \"patience 3 accuracy\", \"target accuracy 0.99\","
                            + " \"time 10m\", \"steps 500\"; may be given more than once.")
    List<String> stop = List.of();

    @Option(
            names = "--non-finite",
            paramLabel = "POLICY",
            description = {
                "When loss or gradient is no number: stop; \"skip 10\", to pass over",
                "up to 10 batches in a row; \"rollBack 0.5 3\", to go back to where",
                "the epoch began with half the rate, up to 3 times."
            })
    String nonFinite = "stop";

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "Scale gradients down to this global norm.")
    @Nullable Double clipNorm;

    @Option(
            names = "--validation-share",
            paramLabel = "X",
            description = "Share of the training part held out by seed; 0 for none.")
    double validationShare = 0.1;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "The column of a CSV file that holds the class.")
    @Nullable String label;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            split = ",",
            showDefaultValue = Visibility.NEVER,
            description = "The columns of a CSV file that hold the values to learn.")
    List<String> target = List.of();

    @Option(names = "--runs", paramLabel = "DIR", description = "The folder of all runs.")
    String runs = "runs";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The run's name, in place of an invented one.")
    @Nullable String name;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "SPAN",
            description = "1ep, 500 (steps) or 60s; the best and the last are saved in any case.")
    String checkpointEvery = "1ep";

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "How many of the newest checkpoints to keep, beside the best.")
    int keep = 3;

    @Option(
            names = "--json",
            description =
                    "Events as JSON lines on standard output; progress goes to standard error.")
    boolean json;

    @Option(names = "--quiet", description = "No progress.")
    boolean quiet;
}
