package dev.gradus.nn.engine.kit;

import dev.gradus.nn.Network;
import dev.gradus.nn.engine.ProgramOptions;
import dev.gradus.nn.engine.kit.Experiment.Inputs;
import dev.gradus.nn.layer.Concat;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Named;
import dev.gradus.nn.layer.Residual;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds a smaller experiment that fails as well. */
public final class Shrinking {
    private static final int MOST_TRIALS = 300;

    private final Predicate<Experiment> fails;
    private int trials;

    private Shrinking(Predicate<Experiment> fails) {
        this.fails = fails;
    }

    /** Returns the smallest failing experiment that is found by taking away a part at a time. */
    public static Experiment of(Experiment failing, Predicate<Experiment> fails) {
        var shrinking = new Shrinking(fails);
        Experiment smallest = failing;
        while (true) {
            Experiment current = smallest;
            var smaller = shrinking.smaller(current).filter(shrinking::stillFails).findFirst();
            if (smaller.isEmpty()) {
                return current;
            }
            smallest = smaller.get();
        }
    }

    /** What plain Java refuses is no experiment. */
    private boolean stillFails(Experiment experiment) {
        try {
            return trials++ < MOST_TRIALS && fails.test(experiment);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private Stream<Experiment> smaller(Experiment experiment) {
        return Stream.of(options(experiment), networks(experiment), inputs(experiment))
                .flatMap(each -> each);
    }

    private static Stream<Experiment> options(Experiment experiment) {
        ProgramOptions options = experiment.options();
        var simple =
                ProgramOptions.of(options.loss(), options.optimizer(), options.sliceSize(), 1)
                        .precision(options.precision())
                        .threads(options.threads());
        Target values = Target.values(experiment.network().output().size());
        var squared =
                new ProgramOptions(
                        Losses.meanSquaredError(),
                        Optimizers.sgd(),
                        options.groups(),
                        options.sliceSize(),
                        options.batchSize(),
                        options.gradientLimit(),
                        options.precision(),
                        options.threads(),
                        options.seed());
        return Stream.of(
                        experiment.options(simple),
                        experiment.options(squared).target(values),
                        experiment.options(options.threads(1)),
                        experiment.batches(experiment.batches().subList(0, 1), 1),
                        experiment.batches(experiment.batches().subList(0, 1), 13))
                .filter(smaller -> !smaller.toString().equals(experiment.toString()));
    }

    private static Stream<Experiment> inputs(Experiment experiment) {
        return experiment.inputs() == Inputs.NORMAL
                ? Stream.of()
                : Stream.of(
                        new Experiment(
                                experiment.number(),
                                experiment.network(),
                                experiment.target(),
                                experiment.options(),
                                experiment.batches(),
                                experiment.evaluated(),
                                Inputs.NORMAL));
    }

    private static Stream<Experiment> networks(Experiment experiment) {
        Shape input = experiment.network().input();
        Stream<Experiment> shorter =
                shorter(experiment.network().layers()).stream()
                        .flatMap(layers -> with(experiment, () -> Network.of(input, layers)));
        Stream<Experiment> narrower =
                narrower(input).stream()
                        .flatMap(shape ->
                                with(
                                        experiment,
                                        () -> Network.of(shape, experiment.network().layers())));
        return Stream.concat(shorter, narrower);
    }

    /** What does not fit is no experiment. */
    private static Stream<Experiment> with(Experiment experiment, Supplier<Network> networks) {
        try {
            Network network = networks.get();
            int outputs = network.output().size();
            Target target =
                    experiment.target() instanceof Target.Classes && outputs > 1
                            ? Target.classes(outputs)
                            : Target.values(outputs);
            return Stream.of(experiment.network(network).target(target));
        } catch (IllegalArgumentException unfit) {
            return Stream.of();
        }
    }

    private static List<List<Layer>> shorter(List<Layer> layers) {
        var all = new ArrayList<List<Layer>>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.size() > 1) {
                all.add(replaced(layers, i, List.of()));
            }
            if (layers.get(i) instanceof Named(_, Layer layer)) {
                all.add(replaced(layers, i, List.of(layer)));
            }
            if (layers.get(i) instanceof Concat concat) {
                for (List<Layer> branch : concat.branches()) {
                    all.add(replaced(layers, i, branch));
                }
            }
            if (layers.get(i) instanceof Residual(List<Layer> block, List<Layer> shortcut)) {
                all.add(replaced(layers, i, block));
                all.add(replaced(layers, i, List.of(new Residual(block, List.of()))));
                for (List<Layer> shorter : shorter(block)) {
                    all.add(replaced(layers, i, List.of(new Residual(shorter, shortcut))));
                }
            }
        }
        all.remove(layers);
        return all;
    }

    private static List<Layer> replaced(List<Layer> layers, int place, List<Layer> by) {
        var replaced = new ArrayList<>(layers);
        replaced.remove(place);
        replaced.addAll(place, by);
        return replaced;
    }

    private static List<Shape> narrower(Shape shape) {
        var narrower = new ArrayList<Shape>();
        for (int d = 0; d < shape.rank(); d++) {
            for (int length : List.of(1, shape.dimension(d) / 2, shape.dimension(d) - 1)) {
                if (length >= 1 && length < shape.dimension(d)) {
                    var dimensions = new ArrayList<>(shape.dimensions());
                    dimensions.set(d, length);
                    narrower.add(new Shape(dimensions));
                }
            }
        }
        return narrower;
    }
}
