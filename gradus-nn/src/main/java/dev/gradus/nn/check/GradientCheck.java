package dev.gradus.nn.check;

import dev.gradus.nn.Network;
import dev.gradus.nn.backend.Backends;
import dev.gradus.nn.engine.Backend;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Layer;
import dev.gradus.nn.layer.Layers;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares the gradients of a layer, a loss or a whole network with finite differences: {@code
 * dF/dx ≈ (F(x + h) − F(x − h)) / 2h}, for every input and every parameter.
 *
 * <p>
 *
 * {@snippet :
 * GradientCheck.of(new TrainedSwish(), Shape.vector(5)).report().requireClose();
 * GradientCheck.of(new FocalLoss(2), Target.classes(4)).report().requireClose();
 * }
 *
 * <p>F is the loss, or, if there is none, Σ c · y over all outputs with random c. An input that an
 * embedding reads holds whole numbers, so there is no derivative by it. Inputs, targets, parameters
 * and c are drawn by seed; 11 examples pass through the network in slices of 4, as training would
 * cut them. Other examples pass through first, with other parameters, and the same ones once more
 * at the end: this finds a layer that does not add up its slices, or depends on an earlier pass.
 *
 * <p>Values are float32, so the steps are large, 2⁻⁶ of a value of 1, and the formula of fourth
 * order, (8 (F(x + h) − F(x − h)) − (F(x + 2h) − F(x − 2h))) / 12h, summed up in double. Where F
 * has a corner, as that of a relu, one-sided differences are tried as well, (−3 F(x) + 4 F(x + h) −
 * F(x + 2h)) / 2h; and if none is near the gradient, smaller steps are tried, down to 2⁻¹². The
 * nearest of these counts.
 */
public final class GradientCheck {
    /** How many examples are given. */
    static final int ROWS = 11;

    /** How many of them pass through the network at once. */
    static final int SLICE = 4;

    private final Network network;
    private final Optional<Loss> loss;
    private final Target target;
    private final long seed;
    private final int samples;
    private final Backend backend;

    private GradientCheck(
            Network network,
            Optional<Loss> loss,
            Target target,
            long seed,
            int samples,
            Backend backend) {
        this.network = network;
        this.loss = loss;
        this.target = target;
        this.seed = seed;
        this.samples = samples;
        this.backend = backend;
    }

    /**
     * {@return a check of a layer on inputs of this shape}
     *
     * @param layer the layer to check
     * @param input the shape of one example
     */
    public static GradientCheck of(Layer layer, Shape input) {
        return of(Network.of(input, layer));
    }

    /**
     * {@return a check of a network from its inputs to its outputs}
     *
     * @param network the network to check
     */
    public static GradientCheck of(Network network) {
        Target target = Target.values(network.output().size());
        return of(network, Optional.empty(), target);
    }

    /**
     * {@return a check of a network with a loss at its end}
     *
     * @param network the network to check
     * @param loss the loss to check
     * @param target what it compares outputs with
     */
    public static GradientCheck of(Network network, Loss loss, Target target) {
        return of(network, Optional.of(loss), target);
    }

    /**
     * {@return a check of a loss, as a function of outputs that are a vector}
     *
     * @param loss the loss to check
     * @param target what it compares outputs with
     */
    public static GradientCheck of(Loss loss, Target target) {
        var given = new Input("given", Shape.vector(target.outputs()));
        var outputs = Network.of(List.of(given), List.of(new Offset(ROWS).named("outputs")));
        return new GradientCheck(outputs, Optional.of(loss), target, 1, 100, plain());
    }

    private static GradientCheck of(Network network, Optional<Loss> loss, Target target) {
        return new GradientCheck(moved(network), loss, target, 1, 100, plain());
    }

    private static Backend plain() {
        return Backends.named("java");
    }

    /** Replaces each input by an {@link Offset} of the same name. */
    private static Network moved(Network network) {
        var given = new ArrayList<Input>();
        var layers = new ArrayList<Layer>();
        for (Input input : network.inputs()) {
            if (WholeInputs.below(network, input) > 0) {
                given.add(input);
                continue;
            }
            String name = "given-" + input.name();
            if (!given.isEmpty()) {
                layers.add(Layers.source(name));
            }
            given.add(new Input(name, input.shape()));
            layers.add(new Offset(ROWS).named(input.name()));
        }
        if (given.size() > 1) {
            layers.add(Layers.source(network.inputs().getFirst().name()));
        }
        layers.addAll(network.layers());
        return Network.of(given, layers);
    }

    /**
     * Sets what inputs, targets and parameters are drawn by; 1 by default.
     *
     * @param seed any number; the same one draws the same values
     * @return this check with the setting
     */
    public GradientCheck seed(long seed) {
        return new GradientCheck(network, loss, target, seed, samples, backend);
    }

    /**
     * Sets how many values of each parameter and input are checked, chosen by seed if there are
     * more; 100 by default.
     *
     * @param samples at least 1
     * @return this check with the setting
     */
    public GradientCheck samples(int samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be at least 1, got " + samples);
        }
        return new GradientCheck(network, loss, target, seed, samples, backend);
    }

    /**
     * Sets what computes; plain Java by default.
     *
     * @param backend the backend to check
     * @return this check with the setting
     */
    public GradientCheck on(Backend backend) {
        return new GradientCheck(network, loss, target, seed, samples, backend);
    }

    /**
     * Computes gradients and differences.
     *
     * @return what was found
     * @throws IllegalArgumentException if loss, targets and network do not fit together
     */
    public GradientReport report() {
        try (var trial = new Perturbation(network, loss, target, seed, backend)) {
            return trial.report(samples);
        }
    }
}
