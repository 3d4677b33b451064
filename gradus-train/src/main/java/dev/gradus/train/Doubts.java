package dev.gradus.train;

import dev.gradus.data.Dataset;
import dev.gradus.nn.Network;
import dev.gradus.nn.layer.Embedding;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Batch;
import dev.gradus.number.Text;
import dev.gradus.train.batch.BatchReader;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.score.ClassScores;
import dev.gradus.train.score.Scores;
import dev.gradus.train.score.ValueScores;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Reasons to doubt the result of a run that has ended: one sentence each, saying what to do about
 * it. Runs of fewer than {@value #FEWEST_STEPS} updates, of which nobody expects much, are not
 * judged; nor are measurements on fewer than {@value #FEWEST_EXAMPLES} examples, where chance
 * decides.
 */
final class Doubts {
    private static final int FEWEST_STEPS = 20;
    private static final int FEWEST_EXAMPLES = 20;

    /** Inputs of networks should be around 1; an input larger than this drowns out the others. */
    private static final double LARGE = 30;

    /** The number of examples from which the size of the inputs is estimated. */
    private static final int LOOKED_AT = 1024;

    private static final String REMEDY =
            "check whether the targets can be learned from the inputs, find a learning rate (gradus find, in Java Finder), or train longer";

    private Doubts() {}

    /**
     * Returns the reasons to doubt a run.
     *
     * @param settings its network and its loss
     * @param data what was learned from
     * @param losses the course of the training loss
     * @param outcome the measurements of its result
     */
    static List<String> of(Settings settings, Dataset data, Losses losses, Outcome outcome) {
        var doubts = new ArrayList<String>();
        if (outcome.step() < FEWEST_STEPS) {
            return doubts;
        }
        losses.neverFell().ifPresent(doubts::add);
        outcome.test()
                .flatMap(measured -> noBetter(measured.scores(), settings.loss(), "test"))
                .or(() ->
                        outcome.validation()
                                .flatMap(measured ->
                                        noBetter(measured.scores(), settings.loss(), "validation")))
                .ifPresent(doubts::add);
        badlyScaled(data, numbersOfEntries(settings.network)).ifPresent(doubts::add);
        return doubts;
    }

    /** The loss of the first epoch, and the lowest of all later ones; NaN if unknown. */
    record Losses(double first, double lowestLater) {
        static final Losses UNKNOWN = new Losses(Double.NaN, Double.NaN);

        /** Returns these losses after one more epoch. */
        Losses with(long epoch, double loss) {
            return epoch == 0
                    ? new Losses(loss, Double.NaN)
                    : new Losses(
                            first, lowestLater <= loss || Double.isNaN(loss) ? lowestLater : loss);
        }

        /** The first epoch is unknown if it was trained elsewhere and is not on record. */
        Optional<String> neverFell() {
            return first > 0 && lowestLater >= first
                    ? Optional.of(
                            Text.of(
                                    "the training loss never fell: %.4g in the first epoch, %.4g in the best one after it; find a learning rate (gradus find, in Java Finder)",
                                    first, lowestLater))
                    : Optional.empty();
        }
    }

    /**
     * Returns a sentence if a network is no better than a constant answer. Where all targets are
     * equal, a constant answer is the best one, so there is no such sentence. Weights of the
     * classes in the loss give up some accuracy for the rare ones, so then the balanced accuracy
     * counts.
     */
    static Optional<String> noBetter(Scores scores, Loss loss, String part) {
        if (scores.examples() < FEWEST_EXAMPLES) {
            return Optional.empty();
        }
        return switch (scores) {
            case ClassScores classes ->
                    isWeighted(loss) ? unbalanced(classes, part) : inaccurate(classes, part);
            case ValueScores values ->
                    values.targets().stream()
                            .filter(target -> !(target.rSquared() > 0) && target.deviation() > 0)
                            .findFirst()
                            .map(target -> noBetter(target, part));
        };
    }

    private static boolean isWeighted(Loss loss) {
        return loss instanceof Loss.SoftmaxCrossEntropy softmax
                && !softmax.classWeights().isEmpty();
    }

    private static Optional<String> inaccurate(ClassScores classes, String part) {
        return classes.accuracy() > classes.majorityShare() || classes.accuracy() == 1
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "on the %s part the network is no better than always predicting the most frequent class: accuracy %.1f%%, against %.1f%% of the examples in that class; %s; where rare classes matter, weigh them (--class-weights balanced, in Java classWeights)",
                                part,
                                100 * classes.accuracy(),
                                100 * classes.majorityShare(),
                                REMEDY));
    }

    private static Optional<String> unbalanced(ClassScores classes, String part) {
        double constant = 1.0 / classes.present();
        return classes.balancedAccuracy() > constant || classes.accuracy() == 1
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "on the %s part the network is no better than always predicting the same class: balanced accuracy %.1f%%, against %.1f%%; %s",
                                part, 100 * classes.balancedAccuracy(), 100 * constant, REMEDY));
    }

    private static String noBetter(ValueScores.OfTarget target, String part) {
        return Text.of(
                "on the %s part the network is no better than always predicting the mean%s: root mean squared error %.4g, against %.4g for the mean; %s",
                part,
                target.column().isEmpty() ? "" : " of '" + target.column() + "'",
                target.rootMeanSquaredError(),
                target.deviation(),
                REMEDY);
    }

    /**
     * Returns which inputs are read by embeddings: these are numbers of table entries, and may be
     * large.
     */
    static BitSet numbersOfEntries(Network network) {
        var places = new BitSet();
        int first = 0;
        for (Input input : network.inputs()) {
            int end = first + input.shape().size();
            boolean isRead =
                    network.nodes().stream()
                            .filter(node -> node.operation() instanceof Embedding)
                            .anyMatch(node -> node.inputs().getFirst().from().equals(input.name()));
            places.set(first, end, isRead);
            first = end;
        }
        return places;
    }

    /**
     * Returns what is wrong with the sizes of inputs.
     *
     * @param unscaled inputs that may have any size
     */
    static Optional<String> badlyScaled(Dataset data, BitSet unscaled) {
        int rows = Math.min(data.size(), LOOKED_AT);
        int width = data.input().size();
        var batch = new Batch(1, width, data.target());
        var reader = new BatchReader(data);
        var squares = new double[width];
        for (int i = 0; i < rows; i++) {
            reader.read((int) ((long) i * data.size() / rows), 1, batch);
            for (int input = 0; input < width; input++) {
                squares[input] +=
                        unscaled.get(input)
                                ? 0
                                : (double) batch.inputs()[input] * batch.inputs()[input] / rows;
            }
        }
        int largest = 0;
        for (int input = 1; input < width; input++) {
            largest = squares[input] > squares[largest] ? input : largest;
        }
        double size = Math.sqrt(squares[largest]);
        return size <= LARGE
                ? Optional.empty()
                : Optional.of(
                        Text.of(
                                "the inputs are badly scaled: input %d (counted from 0) is around %.4g, but networks learn best from inputs around 1; have the table prepared (--target COLUMN), in Java data.standardized(…)",
                                largest, size));
    }
}
