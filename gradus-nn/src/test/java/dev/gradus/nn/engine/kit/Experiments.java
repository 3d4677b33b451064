package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.kit.Experiment.Inputs;
import dev.gradus.nn.examples.Adamax;
import dev.gradus.nn.examples.WeighedSquares;
import dev.gradus.nn.layer.Activation;
import dev.gradus.nn.layer.Concat;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.Operation;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizer;
import dev.gradus.nn.optimizer.Optimizer.RmsProp.Centering;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.optimizer.ParameterGroup;
import dev.gradus.nn.optimizer.RateFree;
import dev.gradus.nn.optimizer.WeightDecay;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Draws experiments with networks, losses, optimizers and batches of every kind. */
public final class Experiments {
    private static final int STEPS = 3;
    private static final List<List<ParameterGroup>> GROUPS =
            List.of(
                    List.of(new ParameterGroup("*.bias", 0, 1)),
                    List.of(new ParameterGroup("conv*", 0.5, 1), new ParameterGroup("*", 2, 3)),
                    List.of(
                            new ParameterGroup("dense1*", 0, 0),
                            new ParameterGroup("*.scale", 3, 0.5)));

    private final Draw draw;

    private Experiments(Draw draw) {
        this.draw = draw;
    }

    /** Returns the experiment with this number, always the same. */
    public static Experiment of(long number, Precision precision) {
        return new Experiments(new Draw(number)).experiment(number, precision);
    }

    /** Optimizers that came later: some experiments have one in place of what is drawn. */
    private static final List<Optimizer> LATER =
            List.of(
                    Optimizers.prodigy().initial(0.01),
                    Optimizers.dAdaptAdam().initial(0.01),
                    Optimizers.dAdaptSgd(0.9).initial(0.01),
                    Optimizers.dog().initial(0.01),
                    Optimizers.scheduleFreeSgd(0.9),
                    Optimizers.scheduleFreeAdamw());

    /**
     * Returns the kinds of layer, loss, optimizer and target that none of the first experiments
     * has: none, or a kind was forgotten.
     */
    public static Set<String> missing(long experiments) {
        var missing = new TreeSet<String>();
        Stream.of(Layer.class, Loss.class, Optimizer.class, Target.class)
                .flatMap(Permitted::leaves)
                .forEach(leaf -> missing.add(leaf.getSimpleName()));
        LongStream.range(0, experiments)
                .mapToObj(number -> of(number, Precision.F32))
                .flatMap(Experiments::parts)
                .forEach(part -> missing.remove(Permitted.kind(part)));
        return missing;
    }

    private static Stream<Object> parts(Experiment experiment) {
        ProgramOptions options = experiment.options();
        return Stream.of(
                        Stream.of(experiment.target(), options.loss(), options.optimizer()),
                        experiment.network().layers().stream().flatMap(Experiments::withInner),
                        experiment.network().nodes().stream().map(Node::operation))
                .flatMap(parts -> parts);
    }

    private static Stream<Layer> withInner(Layer layer) {
        Stream<Layer> inner =
                layer instanceof Concat concat
                        ? concat.branches().stream().flatMap(List::stream)
                        : Stream.of();
        return Stream.concat(Stream.of(layer), inner);
    }

    private Experiment experiment(long number, Precision precision) {
        Network network = new RandomLayers(draw).network();
        Loss loss = ownInPlace(number, loss(network));
        int slice = draw.oneOf(1, 2, 3, 4, 5, 7, 8, 13, 16, 19, 32);
        var batches = new ArrayList<Integer>();
        for (int step = 0; step < STEPS; step++) {
            batches.add(size(slice));
        }
        Optimizer optimizer = ownInPlace(number, optimizer());
        var options =
                new ProgramOptions(
                        loss,
                        optimizer,
                        fitting(optimizer, groups(network)),
                        slice,
                        batches.getFirst(),
                        draw.chance(0.8) ? Double.POSITIVE_INFINITY : 0.02,
                        precision,
                        draw.between(1, 2),
                        number);
        return new Experiment(
                number, network, target(loss, network), options, batches, size(slice), inputs());
    }

    /** Some experiments have a loss of the user's own, without another draw that moves the rest. */
    private static Loss ownInPlace(long number, Loss drawn) {
        return number % 13 == 5 && !(drawn instanceof Loss.SoftmaxCrossEntropy)
                ? new WeighedSquares(2)
                : drawn;
    }

    private static Optimizer ownInPlace(long number, Optimizer drawn) {
        if (number % 17 == 3) {
            return new Adamax(0.9, 0.999, 1e-8, drawn.weightDecay());
        }
        return number % 11 == 4 ? LATER.get((int) (number / 11 % LATER.size())) : drawn;
    }

    /** One estimate for all parameters takes no groups with a rate of their own. */
    private static List<ParameterGroup> fitting(Optimizer optimizer, List<ParameterGroup> groups) {
        return optimizer instanceof RateFree ? List.of() : groups;
    }

    /** A group that takes nothing is refused. */
    private List<ParameterGroup> groups(Network network) {
        return draw.chance(0.7)
                ? List.of()
                : draw.oneOf(GROUPS).stream()
                        .filter(group ->
                                network.parameters().stream()
                                        .anyMatch(parameter -> group.takes(parameter.name())))
                        .toList();
    }

    /** One example, a short slice, a whole one, several and a short one. */
    private int size(int slice) {
        return switch (draw.between(0, 4)) {
            case 0 -> 1;
            case 1 -> Math.max(1, slice - 1);
            case 2 -> slice;
            case 3 -> 2 * slice + 1;
            default -> draw.between(1, 2 * slice);
        };
    }

    private Inputs inputs() {
        return switch (draw.between(0, 19)) {
            case 0 -> Inputs.ZEROS;
            case 1 -> Inputs.WITH_NAN;
            case 2 -> Inputs.WITH_INFINITIES;
            case 3 -> Inputs.LARGE;
            default -> Inputs.NORMAL;
        };
    }

    private Loss loss(Network network) {
        Operation last = network.nodes().getLast().operation();
        int outputs = network.output().size();
        boolean classes = network.output().rank() == 1 && outputs > 1;
        if (classes && !(last instanceof Activation.Softmax) && draw.chance(0.6)) {
            return crossEntropy(outputs);
        }
        if (!(last instanceof Activation.Sigmoid) && draw.chance(0.25)) {
            return Losses.binaryCrossEntropy();
        }
        return draw.oneOf(
                Losses.meanSquaredError(),
                Losses.meanAbsoluteError(),
                Losses.huber(draw.oneOf(1.0, 0.2)),
                Losses.quadratic());
    }

    private Loss crossEntropy(int outputs) {
        var loss = Losses.softmaxCrossEntropy();
        if (draw.chance(0.3)) {
            loss = loss.labelSmoothing(draw.oneOf(0.1, 0.6));
        }
        if (draw.chance(0.3)) {
            var weights = new double[outputs];
            for (int i = 0; i < outputs; i++) {
                weights[i] = draw.oneOf(0.25, 1.0, 3.0);
            }
            loss = loss.classWeights(weights);
        }
        return loss;
    }

    private Target target(Loss loss, Network network) {
        int outputs = network.output().size();
        boolean classes =
                loss instanceof Loss.SoftmaxCrossEntropy || (outputs > 1 && draw.chance(0.3));
        return classes ? Target.classes(outputs) : Target.values(outputs);
    }

    private Optimizer optimizer() {
        Optimizer optimizer =
                draw.oneOf(
                        Optimizers.sgd(),
                        Optimizers.momentum(0.9),
                        Optimizers.nesterov(0.8),
                        Optimizers.adam(),
                        Optimizers.adamw(),
                        Optimizers.amsgrad(),
                        Optimizers.nadam(),
                        Optimizers.radam(),
                        Optimizers.lamb(),
                        Optimizers.lion(),
                        Optimizers.rmsprop(),
                        new Optimizer.RmsProp(
                                0.9, 1e-6, Centering.AROUND_MEAN, WeightDecay.l2(0.01)),
                        Optimizers.adagrad(),
                        Optimizers.adadelta());
        return draw.chance(0.6) ? optimizer : optimizer.weightDecay(draw.oneOf(0.0, 0.01, 0.1));
    }
}
